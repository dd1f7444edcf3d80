/** Words of an organisation's screens, in every language of the interface. Loaded with them. */
import { codeOf, UNREACHABLE } from "../../../shared/protocol/problem";
import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { organisationsEn } from "./en";
import { organisationsFr, type OrganisationsWords } from "./fr";

export const ORGANISATION_WORDS: Record<Language, OrganisationsWords> = isolating({
  fr: organisationsFr,
  en: organisationsEn,
});

/** What to say of a failure that a screen has no words of its own for. */
export function failureText(error: unknown, words: OrganisationsWords): string {
  switch (codeOf(error)) {
    case UNREACHABLE:
      return words.noNetwork;
    case "too_many_requests":
      return words.tooOften;
    case "account_needed":
    case "not_signed_in":
      return words.signedOutNow;
    case "contact_data_for_minor":
      return words.contactForMinor;
    case "not_allowed_now":
    case "offer_not_open":
      return words.notNow;
    case "last_owner":
      return words.team.lastOwner;
    default:
      return words.failed;
  }
}
