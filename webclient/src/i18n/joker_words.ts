/** Words of being a Joker, in every language of the interface. Loaded with its screens. */
import type { Language } from "../protocol/types";
import { jokerEn } from "./joker.en";
import { jokerFr, type JokerWords } from "./joker.fr";

export const JOKER_WORDS: Record<Language, JokerWords> = { fr: jokerFr, en: jokerEn };
