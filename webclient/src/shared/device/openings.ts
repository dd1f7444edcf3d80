/** Which screen something outside the page wants opened: a push that was tapped, or a line of the inbox. */
import type { NotificationKind } from "../protocol/types";

/** Things that are opened by their id. A case is one that an organiser judges: a page of the server's, not the game's. */
const OF_ONE = ["conversation", "meeting", "application", "offer", "case"] as const;
/** Screens. Cases are one's own reports, and decisions about oneself. */
const SCREENS = ["calls", "joker", "cases", "inbox"] as const;

type OfOne<Name> = Name extends string ? { name: Name; id: string } : never;
type Screen<Name> = Name extends string ? { name: Name } : never;
export type Opening = OfOne<(typeof OF_ONE)[number]> | Screen<(typeof SCREENS)[number]>;

const OF_KIND: Record<NotificationKind, Opening["name"]> = {
  call_waiting_for_you: "calls",
  call_answered: "conversation",
  message_received: "conversation",
  meeting_proposed: "meeting",
  meeting_confirmed: "meeting",
  meeting_cancelled: "meeting",
  meeting_late: "meeting",
  meeting_reminder: "meeting",
  meeting_all_well: "meeting",
  joker_approved: "joker",
  joker_declined: "joker",
  joker_suspended: "joker",
  identity_checked: "joker",
  identity_withdrawn: "joker",
  report_settled: "cases",
  case_opened: "case",
  measure_taken: "cases",
  measure_lifted: "cases",
  appeal_decided: "cases",
  event_seat_free: "offer",
  event_moved: "offer",
  event_called_off: "inbox",
  application_answered: "application",
  interview_reminder: "application",
  application_unanswered: "application",
  application_closed: "application",
  offer_filled: "application",
};

/** Where a notification leads; one of a kind that this version does not know leads to the inbox. */
export function openingOf(kind: NotificationKind, subjectId: string): Opening {
  return openingFor(OF_KIND[kind], subjectId) ?? { name: "inbox" };
}

function openingFor(name: string | undefined, id: string): Opening | null {
  const ofOne = OF_ONE.find((one) => one === name);
  const screen = SCREENS.find((one) => one === name);
  return ofOne ? { name: ofOne, id } : screen ? { name: screen } : null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As it stands in an address: `?open=conversation:<id>`. */
export function openingText(opening: Opening): string {
  return "id" in opening ? `${opening.name}:${opening.id}` : opening.name;
}

/** The opening that a text names, null for anything else: whoever likes can make such an address. */
export function openingIn(text: string | null): Opening | null {
  const [name, id = ""] = (text ?? "").split(":", 2);
  const opening = openingFor(name, id);
  return opening && "id" in opening && !UUID.test(id) ? null : opening;
}
