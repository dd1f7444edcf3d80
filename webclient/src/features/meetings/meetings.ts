/** Meetings: where one stands, what can be done about it, and how far away it is. Pure: the moment is passed in. */
import type { MeetingOut } from "../../shared/protocol/types";
import { isThere } from "../calls/state/help";
import { localDate } from "../../shared/i18n/local_time";

/**
 * What a meeting is to this person at a moment.
 *
 * `answer`: they are asked. `waiting`: the other one is. `set`: agreed. `open`: they can say that they are there.
 * `here`: they are, alone. `together`: both are. `left`: they have left, the other one has not. `overdue`: they should
 * have checked out by now. `passed`: it is over, they did not come, and have not said that all is well. `excused`: they
 * have said so, and do not come.
 */
export type Standing =
  | "answer"
  | "waiting"
  | "set"
  | "open"
  | "here"
  | "together"
  | "left"
  | "overdue"
  | "passed"
  | "excused"
  | "met"
  | "missed"
  | "cancelled_by_me"
  | "cancelled_by_other"
  | "cancelled_by_game"
  | "lapsed";

export type MeetingAction =
  | "confirm"
  | "propose_other"
  | "check_in"
  | "check_out"
  | "say_well"
  | "late"
  | "calendar"
  | "directions"
  | "cancel";

/** What the other one did that is worth a word. */
export type MeetingNews =
  "proposed" | "confirmed" | "cancelled" | "late" | "arrived" | "not_coming" | "left" | "lapsed";

const LIVE: ReadonlySet<MeetingOut["state"]> = new Set(["proposed", "confirmed", "under_way"]);

/** Tells whether it is an interview with an employer, who has no app open and no code. */
export function isInterview({ conversation_id }: MeetingOut): boolean {
  return conversation_id === null;
}

export function isLive({ state }: MeetingOut): boolean {
  return LIVE.has(state);
}

/** The meeting to show with a conversation: the one to come or under way, or else what became of the last one. */
export function meetingOf(meetings: MeetingOut[], conversationId: string): MeetingOut | null {
  const ofThese = meetings.filter((one) => one.conversation_id === conversationId);
  return ofThese.find(isLive) ?? ofThese.filter(isThere).at(-1) ?? ofThese.findLast(isTold) ?? null;
}

/** What goes on top of everything: to come, under way, or to be left with a word. */
export function meetingsAhead(meetings: MeetingOut[]): MeetingOut[] {
  return meetings.filter((one) => isLive(one) || isThere(one) || isLookedFor(one));
}

/** A minor of whom nothing is known: somebody was alerted, and waits for a word. */
function isLookedFor({ state, mine, contact_needed }: MeetingOut): boolean {
  return state === "missed" && contact_needed && mine.checked_in_at === null && mine.well_at === null;
}

/** A proposal that another one took the place of tells nothing. */
function isTold({ state, cancel_reason }: MeetingOut): boolean {
  return state !== "lapsed" && !(state === "cancelled" && cancel_reason === "other_time");
}

export function standingOf(meeting: MeetingOut, now: Date): Standing {
  const { state, mine, theirs } = meeting;
  const isPast = (moment: string): boolean => Date.parse(moment) <= now.getTime();
  if (state === "cancelled") {
    if (meeting.cancelled_by === "game") {
      return "cancelled_by_game";
    }
    return meeting.cancelled_by === meeting.role ? "cancelled_by_me" : "cancelled_by_other";
  }
  if (state === "lapsed" || (state === "proposed" && isPast(meeting.starts_at))) {
    return "lapsed";
  }
  if (state === "proposed") {
    return meeting.proposed_by === meeting.role ? "waiting" : "answer";
  }
  if (isThere(meeting)) {
    if (!isLive(meeting) || isPast(meeting.check_out_due_at)) {
      return "overdue";
    }
    return theirs.checked_in_at === null ? "here" : "together";
  }
  if (state === "met" || state === "missed") {
    return isLookedFor(meeting) ? "passed" : state;
  }
  if (mine.checked_out_at !== null) {
    return "left";
  }
  if (mine.well_at !== null) {
    return isPast(meeting.ends_at) ? "missed" : "excused";
  }
  if (isPast(meeting.ends_at)) {
    return "passed";
  }
  return isPast(meeting.check_in_opens_at) ? "open" : "set";
}

/** What this person can do about it, the most likely first. */
export function actionsOf(meeting: MeetingOut, now: Date): MeetingAction[] {
  const isToday = daysUntil(meeting, now) === 0;
  switch (standingOf(meeting, now)) {
    case "answer":
      return ["confirm", "propose_other", "cancel"];
    case "waiting":
      return ["propose_other", "cancel"];
    case "set":
      // An employer reads nothing here: one tells them in the application.
      return isInterview(meeting)
        ? ["directions", "calendar"]
        : [...(isToday ? (["late"] as const) : []), "directions", "calendar", "cancel"];
    case "open":
      if (isInterview(meeting)) {
        return ["check_in", "say_well", "directions"];
      }
      // Nobody cancels once it has begun, or somebody is there.
      return [
        "check_in",
        "late",
        "directions",
        meeting.state === "confirmed" && now.getTime() < Date.parse(meeting.starts_at)
          ? "cancel"
          : "say_well",
      ];
    case "excused":
      return ["check_in"];
    case "passed":
      return ["say_well"];
    case "here":
    case "together":
    case "overdue":
      return ["check_out"];
    default:
      return [];
  }
}

/** How many local days away it begins: 0 is today. */
export function daysUntil({ starts_at, timezone }: MeetingOut, now: Date): number {
  const dayOf = (at: Date): number => Date.parse(`${localDate(at, timezone)}T00:00:00Z`) / (24 * 3600_000);
  return dayOf(new Date(starts_at)) - dayOf(now);
}

/** Whole minutes until it begins, rounded up; 0 or less once it has. */
export function minutesUntil({ starts_at }: MeetingOut, now: Date): number {
  return Math.ceil((Date.parse(starts_at) - now.getTime()) / 60_000);
}

/** What the other one, or the clock, changed; null for what this person did, on whichever device. */
export function newsOf(before: MeetingOut | undefined, after: MeetingOut): MeetingNews | null {
  const wasIn = before?.state;
  if (after.state === "proposed") {
    return before === undefined && after.proposed_by !== after.role ? "proposed" : null;
  }
  if (after.state === "cancelled") {
    const isReplaced = wasIn === "proposed" && after.cancel_reason === "other_time";
    return wasIn !== "cancelled" && after.cancelled_by !== after.role && !isReplaced ? "cancelled" : null;
  }
  if (after.state === "lapsed") {
    return wasIn === "lapsed" ? null : "lapsed";
  }
  if (wasIn === "proposed" && after.state === "confirmed") {
    return after.proposed_by === after.role ? "confirmed" : null;
  }
  if (before === undefined) {
    return null;
  }
  if (before.theirs.checked_in_at === null && after.theirs.checked_in_at !== null) {
    return "arrived";
  }
  if (before.theirs.well_at === null && after.theirs.well_at !== null && isLive(after)) {
    return "not_coming";
  }
  if (before.theirs.checked_out_at === null && after.theirs.checked_out_at !== null) {
    return "left";
  }
  if (before.theirs.late_minutes !== after.theirs.late_minutes) {
    return "late";
  }
  return null;
}

/** The code in what somebody typed, spaces left out; null where it is none. */
export function presenceCodeIn(text: string): string | null {
  const figures = text.replace(/[\s.\-\u00a0\u202f]/g, "");
  return /^[0-9]{6}$/.test(figures) ? figures : null;
}

/** Whom an alert reaches: the contact, once they have confirmed or where no organiser is told; the team; or its list. */
export type Alerted = "contact_and_team" | "contact" | "team_who_calls" | "team" | "list";

/** As the server decides it: `game_rules/meetings/trusted_contact.py`. */
export function alertedIf(meeting: MeetingOut): Alerted {
  const { trusted_contact: contact, contact_answer: answer, is_team_told: team } = meeting;
  if (contact?.email && (answer === "confirmed" || !team)) {
    return team ? "contact_and_team" : "contact";
  }
  if (!team) {
    return "list";
  }
  return contact ? "team_who_calls" : "team";
}

/** What is to be said of the trusted contact; null where nobody is named, or there is no address to ask. */
export type ContactStanding = "asked_later" | "unanswered" | "confirmed" | "declined";

export function contactStanding(meeting: MeetingOut): ContactStanding | null {
  const { trusted_contact: contact, contact_answer: answer } = meeting;
  if (answer === "declined" || (contact?.email && answer === "confirmed")) {
    return answer;
  }
  if (!contact?.email) {
    return null;
  }
  return meeting.state === "proposed" ? "asked_later" : "unanswered";
}
