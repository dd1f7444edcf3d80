/** Somebody whom a player under 18 trusts, as they write it. Pure. */
import type { TrustedContactIn } from "../../../shared/protocol/types";

/** What is missing of a trusted contact; null when nothing is. */
export type ContactProblem = "name" | "reach";

/** Enough to tell that somebody can be reached; whether they can is the server's to judge. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[0-9\s.\-/()]{8,30}$/;

/** The person whom a player trusts; `reach` is a phone number or an e-mail address, as they wrote it. */
export function trustedContact(
  name: string,
  reach: string,
): { contact: TrustedContactIn; problem: null } | { contact: null; problem: ContactProblem } {
  const [called, at] = [name.trim(), reach.trim()];
  if (called === "") {
    return { contact: null, problem: "name" };
  }
  if (EMAIL.test(at)) {
    return { contact: { name: called, email: at }, problem: null };
  }
  return PHONE.test(at)
    ? { contact: { name: called, phone: at }, problem: null }
    : { contact: null, problem: "reach" };
}
