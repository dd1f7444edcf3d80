/** Which screen something outside the page wants opened: a push that was tapped, or a line of the inbox. */
import type { NotificationKind } from "../protocol/types";

export type Opening =
  | { name: "conversation"; id: string }
  | { name: "meeting"; id: string }
  | { name: "application"; id: string }
  | { name: "offer"; id: string }
  /** A case that an organiser judges: a page of the server's, outside the game. */
  | { name: "case"; id: string }
  | { name: "calls" }
  | { name: "joker" }
  /** One's own reports, and decisions about oneself. */
  | { name: "cases" }
  | { name: "inbox" };

const OF_KIND: Record<NotificationKind, (subjectId: string) => Opening> = {
  call_waiting_for_you: () => ({ name: "calls" }),
  call_answered: (id) => ({ name: "conversation", id }),
  message_received: (id) => ({ name: "conversation", id }),
  meeting_proposed: (id) => ({ name: "meeting", id }),
  meeting_confirmed: (id) => ({ name: "meeting", id }),
  meeting_cancelled: (id) => ({ name: "meeting", id }),
  meeting_late: (id) => ({ name: "meeting", id }),
  meeting_reminder: (id) => ({ name: "meeting", id }),
  joker_approved: () => ({ name: "joker" }),
  joker_declined: () => ({ name: "joker" }),
  joker_suspended: () => ({ name: "joker" }),
  identity_checked: () => ({ name: "joker" }),
  identity_withdrawn: () => ({ name: "joker" }),
  report_settled: () => ({ name: "cases" }),
  case_opened: (id) => ({ name: "case", id }),
  measure_taken: () => ({ name: "cases" }),
  measure_lifted: () => ({ name: "cases" }),
  appeal_decided: () => ({ name: "cases" }),
  event_seat_free: (id) => ({ name: "offer", id }),
  event_moved: (id) => ({ name: "offer", id }),
  event_called_off: () => ({ name: "inbox" }),
  application_answered: (id) => ({ name: "application", id }),
  application_unanswered: (id) => ({ name: "application", id }),
  application_closed: (id) => ({ name: "application", id }),
  offer_filled: (id) => ({ name: "application", id }),
};

/** Where a notification leads; one of a kind that this version does not know leads to the inbox. */
export function openingOf(kind: NotificationKind, subjectId: string): Opening {
  return (OF_KIND[kind] as ((id: string) => Opening) | undefined)?.(subjectId) ?? { name: "inbox" };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As it stands in an address: `?open=conversation:<id>`. */
export function openingText(opening: Opening): string {
  return "id" in opening ? `${opening.name}:${opening.id}` : opening.name;
}

/** The opening that a text names, null for anything else: whoever likes can make such an address. */
export function openingIn(text: string | null): Opening | null {
  const [name, id] = (text ?? "").split(":", 2);
  if (
    name === "conversation" ||
    name === "meeting" ||
    name === "application" ||
    name === "offer" ||
    name === "case"
  ) {
    return id !== undefined && UUID.test(id) ? { name, id } : null;
  }
  return name === "calls" || name === "joker" || name === "inbox" || name === "cases" ? { name } : null;
}
