/** Words of calls and conversations, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../protocol/types";
import { helpEn } from "./help.en";
import { helpFr, type HelpWords } from "./help.fr";
import { isolating } from "./isolating";

export const HELP_WORDS: Record<Language, HelpWords> = isolating({ fr: helpFr, en: helpEn });
