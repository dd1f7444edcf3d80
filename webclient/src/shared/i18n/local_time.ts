/** Local times of a campaign: a Joker's slots are kept in them, wherever the phone thinks it is. */

function partsOf(at: Date, timezone: string): Record<string, string> {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** Where the phone thinks it is (IANA name): stands in until the campaign is known. */
export function deviceTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The local day (YYYY-MM-DD) at a moment, in `timezone` (IANA name). */
export function localDate(at: Date, timezone: string): string {
  const { year, month, day } = partsOf(at, timezone);
  return `${year}-${month}-${day}`;
}

/** The local time (HH:MM) at a moment, in `timezone` (IANA name). */
export function localTime(at: Date, timezone: string): string {
  const { hour, minute } = partsOf(at, timezone);
  return `${hour}:${minute}`;
}

/** The moment (ISO 8601, UTC) of a local day (YYYY-MM-DD) and time (HH:MM) in `timezone` (IANA name). */
export function momentAt(date: string, time: string, timezone: string): string {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let at = wanted;
  // Twice: the first guess may lie on the other side of a change to or from summer time.
  for (let guess = 0; guess < 2; guess++) {
    const shown = new Date(at);
    at += wanted - Date.parse(`${localDate(shown, timezone)}T${localTime(shown, timezone)}:00Z`);
  }
  return new Date(at).toISOString();
}

/** Whether the clocks in `timezone` (IANA name) never show that time on that day: they skip it for summer time. */
export function isSkipped(date: string, time: string, timezone: string): boolean {
  const at = new Date(momentAt(date, time, timezone));
  return localDate(at, timezone) !== date || localTime(at, timezone) !== time;
}

/** The day of the week of a calendar day; Monday is 0. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** A calendar day (YYYY-MM-DD), some days later. */
export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** Minutes since midnight of a local time (HH:MM). */
export function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** The local time (HH:MM) so many minutes after midnight. */
export function timeAt(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
