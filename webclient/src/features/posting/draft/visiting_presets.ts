/** Hours at which somebody may come by: as most shops and offices have them, or one's own, row by row. Pure. */
import type { VisitingHours } from "./offer_draft";

export type VisitingPreset = "office" | "shop" | "own";

/** From one time (HH:MM) to another; to the same night's end, or over it, where the second comes first. */
export type VisitingSpan = { from: string; to: string };

/** Days (Monday is 0) with the same spans: up to two, with a break between them. */
export type OwnRow = { days: number[]; spans: VisitingSpan[] };

export type HoursTrouble = "day" | "time" | "none" | "overlap";

const DAY_MIN = 24 * 60;
const WEEK_MIN = 7 * DAY_MIN;

const onDays = (days: readonly number[], slots: [string, string][]): VisitingHours =>
  Object.fromEntries(days.map((day) => [String(day), slots]));

export const VISITING_PRESETS: Record<Exclude<VisitingPreset, "own">, VisitingHours> = {
  office: onDays(
    [0, 1, 2, 3, 4],
    [
      ["09:00", "12:00"],
      ["14:00", "17:00"],
    ],
  ),
  shop: onDays([1, 2, 3, 4, 5], [["09:00", "19:00"]]),
};

/** Hours of one's own, before any is chosen: nothing is chosen for anybody. */
export const NEW_ROW: OwnRow = { days: [], spans: [{ from: "", to: "" }] };

/** Which of the usual hours these are; null where none are said yet. */
export function presetOf(hours: VisitingHours | null): VisitingPreset | null {
  if (hours === null) {
    return null;
  }
  const known = (Object.keys(VISITING_PRESETS) as (keyof typeof VISITING_PRESETS)[]).find(
    (name) => JSON.stringify(VISITING_PRESETS[name]) === JSON.stringify(hours),
  );
  return known ?? "own";
}

/** The hours as rows of days that have the same; what goes on over midnight is one span again. */
export function rowsOf(hours: VisitingHours): OwnRow[] {
  const spansOf = (day: number): VisitingSpan[] =>
    (hours[String(day)] ?? []).map(([from = "", to = ""]) => ({ from, to }));
  /** The end, on the next day, of what is open at midnight after `day`; null where nothing is. */
  const overMidnight = (day: number): string | null => {
    const ends = spansOf(day).some(({ from, to }) => to === "00:00" && from !== "00:00");
    const first = spansOf((day + 1) % 7).find(({ from }) => from === "00:00");
    return ends && first !== undefined && first.to !== "00:00" ? first.to : null;
  };
  const rows: OwnRow[] = [];
  for (let day = 0; day < 7; day++) {
    const begun = overMidnight((day + 6) % 7);
    const goesOn = overMidnight(day);
    const spans = spansOf(day)
      .filter(({ from }) => !(begun !== null && from === "00:00"))
      .map((span) => (goesOn !== null && span.to === "00:00" ? { ...span, to: goesOn } : span));
    const same = rows.find((row) => JSON.stringify(row.spans) === JSON.stringify(spans));
    if (spans.length > 0 && same) {
      same.days.push(day);
    } else if (spans.length > 0) {
      rows.push({ days: [day], spans });
    }
  }
  return rows;
}

/** The hours that the rows mean, or what is wrong with them: nobody could keep those. */
export function hoursOfRows(rows: readonly OwnRow[]): VisitingHours | HoursTrouble {
  const spans = rows.flatMap((row) => row.spans);
  if (rows.length === 0 || rows.some(({ days }) => days.length === 0)) {
    return "day";
  }
  if (spans.some(({ from, to }) => from === "" || to === "")) {
    return "time";
  }
  if (spans.some(({ from, to }) => from === to && from !== "00:00")) {
    return "none";
  }
  const hours: Record<string, [string, string][]> = {};
  for (const day of [0, 1, 2, 3, 4, 5, 6]) {
    const own = rows.filter(({ days }) => days.includes(day)).flatMap((row) => row.spans);
    if (own.length > 0) {
      hours[String(day)] = own
        .map(({ from, to }): [string, string] => [from, to])
        .sort(([one], [other]) => one.localeCompare(other));
    }
  }
  return overlap(hours) ? "overlap" : hours;
}

function overlap(hours: VisitingHours): boolean {
  const taken = new Set<number>();
  for (const [day, slots] of Object.entries(hours)) {
    for (const [from = "", to = ""] of slots) {
      const start = Number(day) * DAY_MIN + minutes(from);
      const length = (minutes(to) - minutes(from) + DAY_MIN) % DAY_MIN || DAY_MIN;
      for (let minute = start; minute < start + length; minute++) {
        if (taken.has(minute % WEEK_MIN)) {
          return true;
        }
        taken.add(minute % WEEK_MIN);
      }
    }
  }
  return false;
}

function minutes(time: string): number {
  const [hour = "0", minute = "0"] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}
