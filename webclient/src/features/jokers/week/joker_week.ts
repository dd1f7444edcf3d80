/**
 * A Joker's week: slots that are added, cut to the hours of their place, taken away, and laid out day by day. Times are
 * local and written HH:MM, so that they compare as text.
 */
import type {
  ExtraSlotOut,
  JokerOut,
  OpenHoursOut,
  StaffedPlaceOut,
  WeeklySlotOut,
} from "../../../shared/protocol/types";
import { daysAfter, minutesOf, timeAt, weekdayOf } from "../../../shared/i18n/local_time";

export type Availability = Pick<JokerOut, "slots" | "days_off" | "extra_slots">;

/** A stretch of one day. */
export type Stretch = { starts: string; ends: string };

/** What somebody wants to add: the same hours on some days, at a place or, with null, in the app. */
export type Wanted = Stretch & { place: StaffedPlaceOut | null };

/** Why nothing can be added: no day chosen, ends before it starts, the place is closed, or there is a slot already. */
export type SlotProblem = "no_day" | "order" | "closed" | "overlap";

export type Added =
  { availability: Availability; problem: null } | { availability: null; problem: SlotProblem };

/** One day of the agenda, with what holds on it, earliest first. */
export type AgendaDay = { date: string; isOff: boolean; slots: AgendaSlot[] };
export type AgendaSlot = Stretch & { place_id: string | null; isExtra: boolean };

/** The parts of `wanted` in which its place is open on `weekday` (Monday is 0); all of it in the app. */
export function withinHours(wanted: Wanted, weekday: number): Stretch[] {
  if (wanted.starts >= wanted.ends) {
    return [];
  }
  if (wanted.place === null) {
    return [{ starts: wanted.starts, ends: wanted.ends }];
  }
  return wanted.place.staffed_hours
    .filter((hours) => hours.weekday === weekday)
    .map(({ opens, closes }) => ({ starts: later(wanted.starts, opens), ends: earlier(wanted.ends, closes) }))
    .filter(({ starts, ends }) => starts < ends)
    .sort(byStart);
}

/** Adds `wanted` to every one of `weekdays`, each cut to the hours of its place. */
export function withWeekly(availability: Availability, wanted: Wanted, weekdays: number[]): Added {
  const problem = problemOf(wanted, weekdays);
  if (problem !== null) {
    return { availability: null, problem };
  }
  const added: WeeklySlotOut[] = weekdays.flatMap((weekday) =>
    withinHours(wanted, weekday).map((part) => ({ weekday, ...part, place_id: wanted.place?.id ?? null })),
  );
  const taken = (slot: WeeklySlotOut): Stretch[] =>
    availability.slots.filter(({ weekday }) => weekday === slot.weekday);
  if (added.some((slot) => taken(slot).some((other) => overlap(slot, other)))) {
    return { availability: null, problem: "overlap" };
  }
  return { availability: { ...availability, slots: [...availability.slots, ...added] }, problem: null };
}

/** Adds `wanted` on one calendar day only, a day off or not. */
export function withExtra(availability: Availability, wanted: Wanted, on: string): Added {
  const problem = problemOf(wanted, on === "" ? [] : [weekdayOf(on)]);
  if (problem !== null) {
    return { availability: null, problem };
  }
  const added: ExtraSlotOut[] = withinHours(wanted, weekdayOf(on)).map((part) => ({
    on,
    ...part,
    place_id: wanted.place?.id ?? null,
  }));
  const taken = availability.extra_slots.filter((slot) => slot.on === on);
  if (added.some((slot) => taken.some((other) => overlap(slot, other)))) {
    return { availability: null, problem: "overlap" };
  }
  return {
    availability: { ...availability, extra_slots: [...availability.extra_slots, ...added] },
    problem: null,
  };
}

export function withoutWeekly(availability: Availability, slot: WeeklySlotOut): Availability {
  return { ...availability, slots: availability.slots.filter((one) => one !== slot) };
}

export function withoutExtra(availability: Availability, slot: ExtraSlotOut): Availability {
  return { ...availability, extra_slots: availability.extra_slots.filter((one) => one !== slot) };
}

/** A day without any slot: what was added for that day alone goes too, since it would hold on a day off. */
export function withDayOff(availability: Availability, on: string): Availability {
  return {
    ...availability,
    days_off: [...new Set([...availability.days_off, on])].sort(),
    extra_slots: availability.extra_slots.filter((slot) => slot.on !== on),
  };
}

export function withoutDayOff(availability: Availability, on: string): Availability {
  return { ...availability, days_off: availability.days_off.filter((day) => day !== on) };
}

/** What is still to come: exceptions of days before `today` say nothing any more. */
export function withoutPast(availability: Availability, today: string): Availability {
  return {
    slots: availability.slots,
    days_off: availability.days_off.filter((day) => day >= today),
    extra_slots: availability.extra_slots.filter(({ on }) => on >= today),
  };
}

/** The slots of one weekday, earliest first. */
export function slotsOfWeekday(availability: Availability, weekday: number): WeeklySlotOut[] {
  return availability.slots.filter((slot) => slot.weekday === weekday).sort(byStart);
}

/** The days from `today` on, with what holds on each. */
export function agenda(availability: Availability, today: string, days: number): AgendaDay[] {
  return Array.from({ length: days }, (_, index) => {
    const date = daysAfter(today, index);
    const isOff = availability.days_off.includes(date);
    const weekly = isOff ? [] : slotsOfWeekday(availability, weekdayOf(date));
    const extra = availability.extra_slots.filter(({ on }) => on === date);
    const slots = [
      ...weekly.map(({ starts, ends, place_id }) => ({ starts, ends, place_id, isExtra: false })),
      ...extra.map(({ starts, ends, place_id }) => ({ starts, ends, place_id, isExtra: true })),
    ].sort(byStart);
    return { date, isOff, slots };
  });
}

/** The first slot that begins after `time` of the first of `days`; null when there is none. */
export function nextSlot(days: AgendaDay[], time: string): { date: string; slot: AgendaSlot } | null {
  for (const [index, { date, slots }] of days.entries()) {
    const slot = slots.find(({ starts }) => index > 0 || starts > time);
    if (slot !== undefined) {
      return { date, slot };
    }
  }
  return null;
}

/** When hours that hold `time` of `weekday` end; null when closed then. */
export function openUntil(hours: OpenHoursOut[], weekday: number, time: string): string | null {
  return (
    hours.find((one) => one.weekday === weekday && one.opens <= time && time < one.closes)?.closes ?? null
  );
}

/**
 * Times to choose from, every `stepMin` minutes from `from` to `to`, both included, and the times at which one of the
 * `hours` opens or closes.
 */
export function timesToChoose(from: string, to: string, stepMin: number, hours: OpenHoursOut[]): string[] {
  const times = new Set(hours.flatMap(({ opens, closes }) => [opens, closes]));
  for (let minutes = minutesOf(from); minutes <= minutesOf(to); minutes += stepMin) {
    times.add(timeAt(minutes));
  }
  return [...times].sort();
}

function problemOf(wanted: Wanted, weekdays: number[]): SlotProblem | null {
  if (weekdays.length === 0) {
    return "no_day";
  }
  if (wanted.starts >= wanted.ends) {
    return "order";
  }
  return weekdays.every((weekday) => withinHours(wanted, weekday).length > 0) ? null : "closed";
}

function overlap(one: Stretch, other: Stretch): boolean {
  return one.starts < other.ends && other.starts < one.ends;
}

const byStart = (one: Stretch, other: Stretch): number => (one.starts < other.starts ? -1 : 1);
const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);
