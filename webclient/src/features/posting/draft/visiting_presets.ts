/** Hours at which somebody may come by, as most shops and offices have them. Pure. */
import type { VisitingHours } from "./offer_draft";

export type VisitingPreset = "day" | "office" | "shop" | "own";

const onDays = (days: readonly number[], slots: [string, string][]): VisitingHours =>
  Object.fromEntries(days.map((day) => [String(day), slots]));

/** Without hours of its own an offer can be visited by day: null is that. Weekdays count from Monday, 0. */
export const VISITING_PRESETS: Record<Exclude<VisitingPreset, "own">, VisitingHours | null> = {
  day: null,
  office: onDays(
    [0, 1, 2, 3, 4],
    [
      ["09:00", "12:00"],
      ["14:00", "17:00"],
    ],
  ),
  shop: onDays([1, 2, 3, 4, 5], [["09:00", "19:00"]]),
};

/** What `own` begins with. */
export const OWN_HOURS: VisitingHours = onDays([0, 1, 2, 3, 4], [["10:00", "18:00"]]);

export function presetOf(hours: VisitingHours | null): VisitingPreset {
  const known = (Object.keys(VISITING_PRESETS) as (keyof typeof VISITING_PRESETS)[]).find(
    (name) => JSON.stringify(VISITING_PRESETS[name]) === JSON.stringify(hours),
  );
  return known ?? "own";
}

/** One slot on some days: all that is asked of who chooses their own hours on a phone. */
export type OwnHours = { days: number[]; from: string; to: string };

export function ownHoursOf(hours: VisitingHours): OwnHours {
  const days = Object.keys(hours).map(Number);
  const [from = "10:00", to = "18:00"] = Object.values(hours)[0]?.[0] ?? [];
  return { days, from, to };
}

/** null where the hours are none: no day, or an end before the beginning. */
export function hoursOfOwn({ days, from, to }: OwnHours): VisitingHours | null {
  return days.length === 0 || from === "" || from >= to
    ? null
    : onDays(
        [...days].sort((one, other) => one - other),
        [[from, to]],
      );
}
