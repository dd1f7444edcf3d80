import { expect, test } from "vitest";
import { hoursOfOwn, OWN_HOURS, ownHoursOf, presetOf, VISITING_PRESETS } from "./visiting_presets";

test("the usual hours are known again, and all others are one's own", () => {
  expect(presetOf(null)).toBe("day");
  expect(presetOf(structuredClone(VISITING_PRESETS.office))).toBe("office");
  expect(presetOf(VISITING_PRESETS.shop)).toBe("shop");
  expect(presetOf(OWN_HOURS)).toBe("own");
});

test("own hours are one slot on the chosen days", () => {
  expect(hoursOfOwn({ days: [4, 1], from: "08:30", to: "12:00" })).toEqual({
    "1": [["08:30", "12:00"]],
    "4": [["08:30", "12:00"]],
  });
  expect(hoursOfOwn(ownHoursOf(OWN_HOURS))).toEqual(OWN_HOURS);
});

test.each([
  [[], "10:00", "18:00"],
  [[1], "18:00", "18:00"],
  [[1], "", "18:00"],
])("no hours come of the days %j from %j to %j", (days, from, to) => {
  expect(hoursOfOwn({ days, from, to })).toBe(null);
});
