import { describe, expect, test } from "vitest";
import { hoursOfRows, NEW_ROW, presetOf, rowsOf, VISITING_PRESETS, type OwnRow } from "./visiting_presets";

const row = (days: number[], ...spans: [string, string][]): OwnRow => ({
  days,
  spans: spans.map(([from, to]) => ({ from, to })),
});

test("nothing is chosen for anybody; the usual hours are known again, and all others are one's own", () => {
  expect(presetOf(null)).toBe(null);
  expect(presetOf(structuredClone(VISITING_PRESETS.office))).toBe("office");
  expect(presetOf(VISITING_PRESETS.shop)).toBe("shop");
  expect(presetOf({ "0": [["10:00", "18:00"]] })).toBe("own");
});

describe("one's own hours", () => {
  const rows = [row([1, 3], ["14:00", "18:00"], ["09:00", "12:00"]), row([5], ["22:00", "02:00"])];

  test("have two spans a day, other hours by day, and go on over midnight", () => {
    expect(hoursOfRows(rows)).toEqual({
      "1": [
        ["09:00", "12:00"],
        ["14:00", "18:00"],
      ],
      "3": [
        ["09:00", "12:00"],
        ["14:00", "18:00"],
      ],
      "5": [["22:00", "02:00"]],
    });
  });

  test("come back as they were written, whichever way the server keeps the night", () => {
    expect(rowsOf({ "5": [["22:00", "00:00"]], "6": [["00:00", "02:00"]] })).toEqual([
      row([5], ["22:00", "02:00"]),
    ]);
    expect(
      rowsOf({
        "6": [["23:00", "00:00"]],
        "0": [
          ["00:00", "01:00"],
          ["09:00", "12:00"],
        ],
      }),
    ).toEqual([row([0], ["09:00", "12:00"]), row([6], ["23:00", "01:00"])]);
    expect(rowsOf({ "0": [["00:00", "00:00"]], "1": [["00:00", "00:00"]] })).toEqual([
      row([0, 1], ["00:00", "00:00"]),
    ]);
    expect(rowsOf(VISITING_PRESETS.office)).toEqual([
      row([0, 1, 2, 3, 4], ["09:00", "12:00"], ["14:00", "17:00"]),
    ]);
  });

  test.each([
    ["day", [NEW_ROW]],
    ["day", []],
    ["time", [row([1], ["", "18:00"])]],
    ["none", [row([1], ["18:00", "18:00"])]],
    ["overlap", [row([1], ["09:00", "12:00"], ["11:59", "18:00"])]],
    ["overlap", [row([1], ["09:00", "12:00"]), row([1, 2], ["10:00", "11:00"])]],
    ["overlap", [row([6], ["20:00", "08:00"]), row([0], ["07:00", "09:00"])]],
  ] as const)("are refused aloud: %s", (trouble, rows) => {
    expect(hoursOfRows(rows)).toBe(trouble);
  });

  test("may touch", () => {
    expect(hoursOfRows([row([1], ["09:00", "12:00"], ["12:00", "13:00"])])).not.toBe("overlap");
    expect(hoursOfRows([row([6], ["20:00", "07:00"]), row([0], ["07:00", "09:00"])])).not.toBe("overlap");
  });
});
