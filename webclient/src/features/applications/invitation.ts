/** An invitation as an employer fills it in: when and where to meet, or which number to call. Pure. */
import type { EmployerAnswer } from "../../shared/protocol/employer_api";
import type { AnswerIn } from "../../shared/protocol/types";
import { momentAt } from "../../shared/i18n/local_time";

/** `place` is "offer", "address", or the id of a public place. */
export type Invitation = { on: string; at: string; place: string; address: string; phone: string };

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
