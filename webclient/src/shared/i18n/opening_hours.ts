/** Opening hours as people of each language write them; apart from other formats, since the first screen shows none. */
import type { OpenHoursOut } from "../protocol/types";
import { clock } from "./format";
import type { Words } from "./fr";
import { localDate } from "./local_time";

/** The end of a day, as the server tells it of something that closes. */
const MIDNIGHT = "00:00";

/** Opening hours, days with the same hours in one line: "lun.–ven. 8 h–20 h". */
export function openingHours(hours: OpenHoursOut[], words: Words): string[] {
  const slotsOf = (weekday: number): string =>
    hours
      .filter((slot) => slot.weekday === weekday)
      .map(
        (slot) =>
          `${clock(slot.opens, words)}–${slot.closes === MIDNIGHT ? words.sheet.midnight : clock(slot.closes, words)}`,
      )
      .join(", ");
  const lines: { from: number; to: number; slots: string }[] = [];
  for (let weekday = 0; weekday < 7; weekday++) {
    const slots = slotsOf(weekday);
    const last = lines.at(-1);
    if (slots !== "" && last?.slots === slots && last.to === weekday - 1) {
      last.to = weekday;
    } else if (slots !== "") {
      lines.push({ from: weekday, to: weekday, slots });
    }
  }
  return lines.map(({ from, to, slots }) => {
    const days = words.sheet.days;
    if (from === 0 && to === 6) {
      return `${words.sheet.everyDay} ${slots}`;
    }
    return `${from === to ? days[from] : `${days[from]}–${days[to]}`} ${slots}`;
  });
}

/**
 * Tells whether `hours`, read in the local time of `timezone` (IANA name), hold the moment `at`; not on one of the days
 * `closedOn` (YYYY-MM-DD).
 */
export function isOpen(
  hours: OpenHoursOut[],
  timezone: string,
  at: Date,
  closedOn: readonly string[] = [],
): boolean {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday"));
  const time = `${part("hour")}:${part("minute")}`;
  return (
    !closedOn.includes(localDate(at, timezone)) &&
    hours.some(
      (slot) =>
        slot.weekday === weekday && slot.opens <= time && (slot.closes === MIDNIGHT || time < slot.closes),
    )
  );
}
