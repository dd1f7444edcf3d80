/** Words of meetings in every language of the interface. Loaded with the first screen that needs them. */
import { localDate } from "../../../shared/i18n/local_time";
import { daysUntil, minutesUntil, standingOf, type MeetingNews } from "../meetings";
import type { Language, MeetingOut } from "../../../shared/protocol/types";
import { namedDay, timeOfDay } from "../../../shared/i18n/format";
import type { Words } from "../../../shared/i18n/fr";
import { meetingsEn } from "./en";
import { meetingsFr, type MeetingWords } from "./fr";
import { isolating } from "../../../shared/i18n/isolating";

export const MEETING_WORDS: Record<Language, MeetingWords> = isolating({ fr: meetingsFr, en: meetingsEn });

/** What to say of a problem, by its code; a Joker and a player are not told the same. */
export function meetingProblem(code: string, role: "asker" | "helper", words: MeetingWords): string {
  const problems: Record<string, string> = { ...words.problems, ...words.problemsOf[role] };
  return problems[code] ?? words.problems.other;
}

/** How far away the meeting is; null once it has begun or when nothing is to come of it. */
export function countdown(meeting: MeetingOut, now: Date, words: MeetingWords): string | null {
  const minutes = minutesUntil(meeting, now);
  if (!["answer", "waiting", "set", "open"].includes(standingOf(meeting, now))) {
    return null;
  }
  if (minutes <= 0) {
    return words.countdown.now;
  }
  const days = daysUntil(meeting, now);
  if (days === 0) {
    return minutes < 60
      ? words.countdown.minutes(minutes)
      : words.countdown.hours(Math.floor(minutes / 60), minutes % 60);
  }
  return days === 1 ? words.countdown.tomorrow : words.countdown.days(days);
}

/** What the other one, or the clock, did, in a sentence. */
export function newsText(news: MeetingNews, meeting: MeetingOut, language: Language, shell: Words): string {
  const words = MEETING_WORDS[language];
  const { starts_at, timezone } = meeting;
  const when = words.at(
    namedDay(localDate(new Date(starts_at), timezone), language),
    timeOfDay(starts_at, shell, timezone),
  );
  const name = meeting.other?.name ?? words.somebody;
  return news === "late"
    ? words.news.late(name, meeting.theirs.late_minutes ?? 0)
    : words.news[news](name, when);
}
