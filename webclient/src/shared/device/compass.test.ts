import { expect, test } from "vitest";
import { headingOf } from "./compass";

test("the standard's angle grows anticlockwise", () => {
  expect(headingOf({ alpha: 90, absolute: true }, 0)).toBe(270);
  expect(headingOf({ alpha: 0, absolute: true }, 0)).toBe(0);
});

test("a phone held sideways still points where its screen's upper edge does", () => {
  expect(headingOf({ alpha: 350, absolute: true }, 90)).toBe(100);
});

test("an angle against an unknown start is no heading", () => {
  expect(headingOf({ alpha: 90, absolute: false }, 0)).toBeNull();
  expect(headingOf({ alpha: null, absolute: true }, 0)).toBeNull();
});

test("iPhones tell the compass in their own words", () => {
  expect(headingOf({ alpha: 12, absolute: false, webkitCompassHeading: 45 }, 0)).toBe(45);
});
