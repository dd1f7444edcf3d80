/** Words of the screens where an organisation answers, in every language of the interface. Loaded with them. */
import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { organisationsEn } from "../../organisations/words/en";
import { organisationsFr, type OrganisationsWords } from "../../organisations/words/fr";
import { answeringEn } from "./en";
import { answeringFr, type AnsweringWords } from "./fr";

export const ANSWERING_WORDS: Record<Language, OrganisationsWords & AnsweringWords> = isolating({
  fr: { ...organisationsFr, ...answeringFr },
  en: { ...organisationsEn, ...answeringEn },
});
