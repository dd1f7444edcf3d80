/** The texts of a Joker's own screens, apart from the others: most players never load them. */
import type { Language } from "../../../shared/protocol/types";
import { jokerEn } from "./en";
import { jokerFr, type JokerWords } from "./fr";
import { isolating } from "../../../shared/i18n/isolating";

export const JOKER_WORDS: Record<Language, JokerWords> = isolating({ fr: jokerFr, en: jokerEn });

/** Which version of the Jokers' charter the catalogues hold: the server takes no acceptance of another one. */
export const CHARTER_VERSION = 1;

/** The same of its article on minors, which is accepted apart. */
export const MINORS_ARTICLE_VERSION = 1;

/** What to say of a problem, by its code. */
export function jokerProblem(code: string, words: JokerWords): string {
  const problems: Record<string, string> = words.problems;
  return problems[code] ?? words.problems.other;
}
