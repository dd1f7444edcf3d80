/** What somebody writes to an employer: how much fits, and what is missing. Pure. */
import type { ApplicationWords } from "./state/workspace_state";
import { cleaned, length } from "../../shared/i18n/message_text";

/** The server's own bounds: game_rules/text_limits.py and game_rules/people/limits.py. */
export const FIRST_NAME_MAX_CHARS = 40;
export const APPLICATION_TEXT_MAX_CHARS = 500;

/** A field by its name, answers by their place. */
export type DraftField = "firstName" | "canDo" | "available" | number;

/** "missing", or how many characters there are too many. */
export type DraftProblem = "missing" | number;

export function cleanedWords(words: ApplicationWords): ApplicationWords {
  return {
    first_name: cleaned(words.first_name),
    can_do: cleaned(words.can_do),
    available: cleaned(words.available),
    answers: words.answers.map(cleaned),
    confirmed: words.confirmed,
  };
}

/** What has to change before the draft can be submitted, in the order of the form. Answers may be left open. */
export function problemsIn(draft: ApplicationWords): Map<DraftField, DraftProblem> {
  const words = cleanedWords(draft);
  const problems = new Map<DraftField, DraftProblem>();
  const check = (field: DraftField, text: string, most: number, isNeeded: boolean): void => {
    if (text === "" && isNeeded) {
      problems.set(field, "missing");
    } else if (length(text) > most) {
      problems.set(field, length(text) - most);
    }
  };
  check("firstName", words.first_name, FIRST_NAME_MAX_CHARS, true);
  check("canDo", words.can_do, APPLICATION_TEXT_MAX_CHARS, true);
  check("available", words.available, APPLICATION_TEXT_MAX_CHARS, true);
  words.answers.forEach((answer, place) => check(place, answer, APPLICATION_TEXT_MAX_CHARS, false));
  return problems;
}

/** What was written, with one more idea that was tapped. */
export function withIdea(text: string, idea: string): string {
  const before = text.trim().replace(/[,.]$/, "");
  return before === "" ? idea : `${before}, ${idea.toLocaleLowerCase()}`;
}
