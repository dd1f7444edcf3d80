/** Words of all employers' screens, in every language of the interface. Loaded with them. */
import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { answeringEn } from "../../applications/words/en";
import { answeringFr, type AnsweringWords } from "../../applications/words/fr";
import { organisationsEn } from "../../organisations/words/en";
import { organisationsFr, type OrganisationsWords } from "../../organisations/words/fr";
import { postingEn } from "./en";
import { postingFr, type PostingWords } from "./fr";

export type EmployerWords = OrganisationsWords & PostingWords & AnsweringWords;

export const EMPLOYER_WORDS: Record<Language, EmployerWords> = isolating({
  fr: { ...organisationsFr, ...postingFr, ...answeringFr },
  en: { ...organisationsEn, ...postingEn, ...answeringEn },
});
