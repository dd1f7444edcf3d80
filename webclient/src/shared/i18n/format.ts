/** Numbers, distances, days and times as people of each language write them. */
import type { Language } from "../protocol/types";
import type { Words } from "./fr";

/** A stroll, in metres a minute: 4.5 km/h. */
const STROLL_M_PER_MIN = 75;

export function number(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** Distances are rounded to what a position can tell: 10 m, then 100 m. */
export function distance(metres: number, language: Language): string {
  const near = Math.round(metres / 10) * 10;
  return near < 1000
    ? unit(near, "meter", language)
    : unit(Math.round(metres / 100) / 10, "kilometer", language);
}

export function minutesOnFoot(metres: number): number {
  return Math.max(1, Math.round(metres / STROLL_M_PER_MIN));
}

/** British English, as in the server's mails: "1 December". */
const LOCALES: Record<Language, string> = { fr: "fr", en: "en-GB" };

/** The date of a moment in `timezone` (IANA name), where the device is without one; in French the first is "1er". */
export function dateOf(
  moment: Date,
  parts: Intl.DateTimeFormatOptions,
  language: Language,
  timezone: string | null,
): string {
  const zone = timezone ? { timeZone: timezone } : {};
  return new Intl.DateTimeFormat(LOCALES[language], { ...parts, ...zone })
    .formatToParts(moment)
    .map(({ type, value }) => (language === "fr" && type === "day" && value === "1" ? "1er" : value))
    .join("");
}

/** A calendar day (YYYY-MM-DD), which has no time zone. */
export function day(date: string, language: Language): string {
  return dateOf(new Date(`${date}T00:00:00Z`), { day: "numeric", month: "long" }, language, "UTC");
}

/** A calendar day (YYYY-MM-DD) with its name: "mardi 24 novembre", or "mar. 24 nov." where many stand together. */
export function namedDay(date: string, language: Language, length: "long" | "short" = "long"): string {
  const parts = { weekday: length, day: "numeric", month: length } as const;
  return dateOf(new Date(`${date}T00:00:00Z`), parts, language, "UTC");
}

function unit(value: number, name: "meter" | "kilometer", language: Language): string {
  return new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
}

/** A local time (HH:MM): "9 h 30". */
export function clock(time: string, words: Words): string {
  const [hours = "", minutes = ""] = time.split(":");
  return words.sheet.clock(Number(hours), minutes);
}

/** A moment's hour and minute in `timezone` (IANA name), or where the device is: "17 h 30". */
export function timeOfDay(moment: string, words: Words, timezone: string | null): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(timezone ? { timeZone: timezone } : {}),
  }).formatToParts(new Date(moment));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return clock(`${part("hour")}:${part("minute")}`, words);
}
