/** Words of a report, in every language of the interface: many screens can report something, few show what came of it. */
import type { Language } from "../../../../shared/protocol/types";
import { isolating } from "../../../../shared/i18n/isolating";
import { reportEn } from "./en";
import { reportFr, type ReportWords } from "./fr";

export const REPORT_WORDS: Record<Language, ReportWords> = isolating({ fr: reportFr, en: reportEn });
