import { expect, test } from "vitest";
import { daysAfter, localDate, localTime, minutesOf, timeAt, weekdayOf } from "./local_time";

const PARIS = "Europe/Paris";

test("a moment has the campaign's day and time, not those of the phone", () => {
  const lateInLens = new Date("2026-11-22T23:30:00Z");
  expect(localDate(lateInLens, PARIS)).toBe("2026-11-23");
  expect(localTime(lateInLens, PARIS)).toBe("00:30");
  expect(localDate(lateInLens, "America/Cayenne")).toBe("2026-11-22");
});

test("clocks that go forward take an hour with them", () => {
  expect(localTime(new Date("2027-03-28T00:59:00Z"), PARIS)).toBe("01:59");
  expect(localTime(new Date("2027-03-28T01:00:00Z"), PARIS)).toBe("03:00");
});

test("clocks that go back show an hour twice", () => {
  expect(localTime(new Date("2026-10-25T00:30:00Z"), PARIS)).toBe("02:30");
  expect(localTime(new Date("2026-10-25T01:30:00Z"), PARIS)).toBe("02:30");
});

test("days follow each other over months, years and the change of the clocks", () => {
  expect(daysAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(daysAfter("2027-03-27", 2)).toBe("2027-03-29");
  expect(daysAfter("2028-02-28", 1)).toBe("2028-02-29");
});

test("Monday is the first day of the week", () => {
  expect(weekdayOf("2026-11-23")).toBe(0);
  expect(weekdayOf("2026-11-29")).toBe(6);
});

test("a time is minutes since midnight, and back", () => {
  expect(minutesOf("09:05")).toBe(545);
  expect(timeAt(545)).toBe("09:05");
});
