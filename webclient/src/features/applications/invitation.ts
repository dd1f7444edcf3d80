/** An invitation as an employer fills it in: when and where to meet, or which number to call. Pure. */
import type { EmployerAnswer } from "../../shared/protocol/employer_api";
import type { AnswerIn } from "../../shared/protocol/types";
import { isSkipped, localDate, momentAt } from "../../shared/i18n/local_time";

/** `place` is "offer", "address", or the id of a public place. */
export type Invitation = { on: string; at: string; place: string; address: string; phone: string };

export type InvitationFault = "day" | "past" | "time" | "skipped" | "place" | "address" | "phone";
export type InvitationFaults = Partial<Record<keyof Invitation, InvitationFault>>;

/** What is wrong with an invitation, by field. */
export function faultsIn(
  answer: EmployerAnswer,
  { on, at, place, address, phone }: Invitation,
  timezone: string,
  now: Date,
): InvitationFaults {
  if (answer === "phone") {
    return phone.trim() === "" ? { phone: "phone" } : {};
  }
  if (answer !== "meeting_proposed") {
    return {};
  }
  const isPast = on !== "" && on < localDate(now, timezone);
  return {
    ...(on === "" ? { on: "day" } : isPast ? { on: "past" } : {}),
    ...(at === "" ? { at: "time" } : on !== "" && isSkipped(on, at, timezone) ? { at: "skipped" } : {}),
    ...(place === "" ? { place: "place" } : {}),
    ...(place === "address" && address.trim() === "" ? { address: "address" } : {}),
  };
}

const REFUSED_FIELDS: Partial<Record<string, keyof Invitation>> = {
  slot_too_soon: "on",
  slot_too_far: "on",
  night_for_minors: "at",
  place_closed: "place",
  private_place: "place",
  place_not_staffed: "place",
  validation_failed: "phone",
};

/** The field that the server's refusal is about; null where it is about none. */
export function refusedField(code: string): keyof Invitation | null {
  return REFUSED_FIELDS[code] ?? null;
}

/** The part of an answer that says when and where, or which number; null while something is open. */
export function invitationIn(
  answer: EmployerAnswer,
  { on, at, place, address, phone }: Invitation,
  timezone: string,
): Pick<AnswerIn, "interview" | "phone"> | null {
  if (answer === "phone") {
    return phone.trim() === "" ? null : { phone: phone.trim() };
  }
  if (answer !== "meeting_proposed") {
    return {};
  }
  if (on === "" || at === "" || place === "" || (place === "address" && address.trim() === "")) {
    return null;
  }
  const starts_at = momentAt(on, at, timezone);
  switch (place) {
    case "offer":
      return { interview: { starts_at, place } };
    case "address":
      return { interview: { starts_at, place, address: address.trim() } };
    default:
      return { interview: { starts_at, place: "public", place_id: place } };
  }
}
