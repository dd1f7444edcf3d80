/** Words of calls and conversations, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../../../shared/protocol/types";
import { helpEn } from "./en";
import { helpFr, type HelpWords } from "./fr";
import { isolating } from "../../../shared/i18n/isolating";

export const HELP_WORDS: Record<Language, HelpWords> = isolating({ fr: helpFr, en: helpEn });
