/** What an application's state means for whoever applied. Pure. */
import type { ApplicationOut, ApplicationState } from "../../shared/protocol/types";

/** Where an application stands: its state, with why it was closed told apart. */
export type Standing = Exclude<ApplicationState, "closed"> | "unanswered" | "filled";

/** How it feels: waiting, something to look forward to, or over. */
export type Mood = "waits" | "glad" | "over";

const MOODS: Record<Standing, Mood> = {
  sent: "waits",
  seen: "waits",
  meeting_proposed: "glad",
  phone: "glad",
  met: "glad",
  hired: "glad",
  refused: "over",
  not_now: "over",
  withdrawn: "over",
  unanswered: "over",
  filled: "over",
};

/** The way that an application goes when all is well. */
export const STEPS = ["sent", "seen", "answered", "met"] as const;
export type Step = (typeof STEPS)[number];

const REACHED: Partial<Record<Standing, number>> = {
  sent: 1,
  seen: 2,
  meeting_proposed: 3,
  phone: 3,
  met: 4,
  hired: 4,
};

/** Something may still come of it: it can be taken back. */
const UNDER_WAY: readonly ApplicationState[] = ["sent", "seen", "meeting_proposed", "phone", "met"];

export function standingOf({ state, changes }: ApplicationOut): Standing {
  if (state !== "closed") {
    return state;
  }
  return changes.at(-1)?.action === "fill" ? "filled" : "unanswered";
}

/** The colour of each mood, as chips and tiles name it. */
export const MOOD_LOOKS = { waits: "sun", glad: "leaf", over: "cloud" } as const satisfies Record<
  Mood,
  string
>;

export function moodOf(application: ApplicationOut): Mood {
  return MOODS[standingOf(application)];
}

/** How many of the steps are behind it; null when it has left that way. */
export function stepsReached(application: ApplicationOut): number | null {
  return REACHED[standingOf(application)] ?? null;
}

export function isUnderWay({ state }: ApplicationOut): boolean {
  return UNDER_WAY.includes(state);
}

/** Whoever took theirs back may apply again. */
export function mayApplyAgain({ state }: ApplicationOut): boolean {
  return state === "withdrawn";
}

/** What is to be told of a change; null for one of the player's own, or none. */
export function newsOf(before: ApplicationOut | null, after: ApplicationOut): Standing | null {
  const isOwn =
    after.state === "sent" || after.state === "withdrawn" || after.changes.at(-1)?.action === "restore";
  return isOwn || (before?.state === after.state && before.version === after.version)
    ? null
    : standingOf(after);
}

/** Whole days from a moment to `now`. */
export function daysSince(moment: string, now: Date): number {
  return Math.floor((now.getTime() - new Date(moment).getTime()) / 86_400_000);
}
