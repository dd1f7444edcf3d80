/** Words of reports and decisions, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { casesEn } from "./en";
import { casesFr, type CaseWords } from "./fr";

export const CASE_WORDS: Record<Language, CaseWords> = isolating({ fr: casesFr, en: casesEn });
