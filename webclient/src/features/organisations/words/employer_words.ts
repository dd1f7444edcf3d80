/** Words of employers' screens, in every language of the interface. Loaded with them. */
import { codeOf, UNREACHABLE } from "../../../shared/protocol/problem";
import type { Language } from "../../../shared/protocol/types";
import { answeringEn } from "../../applications/words/en";
import { answeringFr, type AnsweringWords } from "../../applications/words/fr";
import { postingEn } from "../../posting/words/en";
import { postingFr, type PostingWords } from "../../posting/words/fr";
import { organisationsEn } from "./en";
import { organisationsFr, type OrganisationsWords } from "./fr";
import { isolating } from "../../../shared/i18n/isolating";

export type EmployerWords = OrganisationsWords & PostingWords & AnsweringWords;

export const EMPLOYER_WORDS: Record<Language, EmployerWords> = isolating({
  fr: { ...organisationsFr, ...postingFr, ...answeringFr },
  en: { ...organisationsEn, ...postingEn, ...answeringEn },
});

/** What to say of a failure that a screen has no words of its own for. */
export function failureText(error: unknown, words: EmployerWords): string {
  switch (codeOf(error)) {
    case UNREACHABLE:
      return words.noNetwork;
    case "too_many_requests":
      return words.tooOften;
    case "account_needed":
    case "not_signed_in":
      return words.signedOutNow;
    case "not_allowed_now":
    case "offer_not_open":
      return words.actions.notNow;
    case "last_owner":
      return words.team.lastOwner;
    default:
      return words.failed;
  }
}
