import { describe, expect, test } from "vitest";
import type { StaffedPlaceOut } from "../../../shared/protocol/types";
import {
  agenda,
  nextSlot,
  openUntil,
  timesToChoose,
  withDayOff,
  withExtra,
  withinHours,
  withoutDayOff,
  withoutPast,
  withoutWeekly,
  withWeekly,
  type Availability,
  type Wanted,
} from "./joker_week";

const MONDAY = "2026-11-23";
const NOTHING: Availability = { slots: [], days_off: [], extra_slots: [] };
const LIBRARY: StaffedPlaceOut = {
  id: "library",
  name: "Médiathèque",
  kind: "library",
  position: { lat: 50.43, lon: 2.83 },
  staffed_hours: [
    { weekday: 0, opens: "14:00", closes: "18:00" },
    { weekday: 0, opens: "09:00", closes: "12:15" },
    { weekday: 2, opens: "10:00", closes: "12:00" },
  ],
};
const MORNING: Wanted = { starts: "09:00", ends: "12:00", place: null };

function added(before: Availability, wanted: Wanted, weekdays: number[]): Availability {
  const { availability } = withWeekly(before, wanted, weekdays);
  if (availability === null) {
    throw new Error("nothing was added");
  }
  return availability;
}

describe("a slot of every week", () => {
  test("is added to each chosen day", () => {
    expect(added(NOTHING, MORNING, [0, 4]).slots).toEqual([
      { weekday: 0, starts: "09:00", ends: "12:00", place_id: null },
      { weekday: 4, starts: "09:00", ends: "12:00", place_id: null },
    ]);
  });

  test("needs a day, and an end after its start", () => {
    expect(withWeekly(NOTHING, MORNING, []).problem).toBe("no_day");
    expect(withWeekly(NOTHING, { ...MORNING, ends: "09:00" }, [0]).problem).toBe("order");
    expect(withWeekly(NOTHING, { ...MORNING, ends: "08:30" }, [0]).problem).toBe("order");
  });

  test("may touch another one, but not overlap it, at another place either", () => {
    const monday = added(NOTHING, MORNING, [0]);
    const from = (starts: string): Wanted => ({ starts, ends: "14:00", place: null });
    expect(withWeekly(monday, from("12:00"), [0]).problem).toBeNull();
    expect(withWeekly(monday, from("11:59"), [0]).problem).toBe("overlap");
    expect(withWeekly(monday, from("11:30"), [1]).problem).toBeNull();
    expect(withWeekly(monday, { starts: "10:00", ends: "11:00", place: LIBRARY }, [0]).problem).toBe(
      "overlap",
    );
    expect(withWeekly(monday, from("08:00"), [0, 1]).problem).toBe("overlap");
  });

  test("is taken away alone", () => {
    const both = added(added(NOTHING, MORNING, [0]), { ...MORNING, starts: "13:00", ends: "14:00" }, [0]);
    const [first, second] = both.slots;
    expect(first && withoutWeekly(both, first).slots).toEqual([second]);
  });
});

describe("at a place", () => {
  test("a slot is cut to the opening hours, in two around the midday break", () => {
    expect(withinHours({ starts: "08:00", ends: "17:00", place: LIBRARY }, 0)).toEqual([
      { starts: "09:00", ends: "12:15" },
      { starts: "14:00", ends: "17:00" },
    ]);
    expect(withinHours({ starts: "12:15", ends: "14:00", place: LIBRARY }, 0)).toEqual([]);
    expect(withinHours({ starts: "12:14", ends: "14:00", place: LIBRARY }, 0)).toEqual([
      { starts: "12:14", ends: "12:15" },
    ]);
  });

  test("a slot is refused where one of its days finds the place closed", () => {
    expect(withWeekly(NOTHING, { ...MORNING, place: LIBRARY }, [0, 1]).problem).toBe("closed");
    expect(added(NOTHING, { ...MORNING, place: LIBRARY }, [0, 2]).slots).toEqual([
      { weekday: 0, starts: "09:00", ends: "12:00", place_id: "library" },
      { weekday: 2, starts: "10:00", ends: "12:00", place_id: "library" },
    ]);
  });

  test("one is free until it closes", () => {
    expect(openUntil(LIBRARY.staffed_hours, 0, "08:59")).toBeNull();
    expect(openUntil(LIBRARY.staffed_hours, 0, "09:00")).toBe("12:15");
    expect(openUntil(LIBRARY.staffed_hours, 0, "12:15")).toBeNull();
    expect(openUntil(LIBRARY.staffed_hours, 1, "10:00")).toBeNull();
  });
});

describe("a single day", () => {
  const weekly = added(NOTHING, MORNING, [0]);
  const evening =
    withExtra(weekly, { starts: "18:00", ends: "19:00", place: null }, MONDAY).availability ?? NOTHING;

  test("has a slot more, earliest first, on that day only", () => {
    const [monday, , , , , , , nextMonday] = agenda(evening, MONDAY, 8);
    expect(monday?.slots.map(({ starts, isExtra }) => [starts, isExtra])).toEqual([
      ["09:00", false],
      ["18:00", true],
    ]);
    expect(nextMonday?.slots).toHaveLength(1);
  });

  test("takes a slot more only where it is free of others of that day", () => {
    const late = (starts: string): Wanted => ({ starts, ends: "20:00", place: null });
    expect(withExtra(evening, late("18:59"), MONDAY).problem).toBe("overlap");
    expect(withExtra(evening, late("19:00"), MONDAY).problem).toBeNull();
    expect(withExtra(evening, late("18:00"), "").problem).toBe("no_day");
  });

  test("off has no slot at all, until it is taken back", () => {
    const off = withDayOff(withDayOff(evening, MONDAY), MONDAY);
    expect(off.days_off).toEqual([MONDAY]);
    expect(agenda(off, MONDAY, 1)).toEqual([{ date: MONDAY, isOff: true, slots: [] }]);
    expect(agenda(withoutDayOff(off, MONDAY), MONDAY, 1)[0]?.slots).toHaveLength(1);
  });

  test("of the past is no longer kept", () => {
    const off = withDayOff(evening, "2026-11-22");
    expect(withoutPast(off, MONDAY)).toEqual({ ...evening, days_off: [] });
    expect(withoutPast(off, "2026-11-24")).toEqual(weekly);
  });
});

test("the next slot is one that has not begun, today or later", () => {
  const days = agenda(added(NOTHING, MORNING, [0, 2]), MONDAY, 8);
  expect(nextSlot(days, "08:59")?.date).toBe(MONDAY);
  expect(nextSlot(days, "09:00")?.date).toBe("2026-11-25");
  expect(nextSlot(agenda(NOTHING, MONDAY, 8), "08:00")).toBeNull();
});

test("times to choose hold the place's own hours", () => {
  expect(timesToChoose("11:30", "12:30", 30, LIBRARY.staffed_hours.slice(1, 2))).toEqual([
    "09:00",
    "11:30",
    "12:00",
    "12:15",
    "12:30",
  ]);
});
