/** Texts of messages as the server counts them: in characters, not in the halves that a string is made of. */
import type { FieldProblem } from "../protocol/types";

/** The server's own bounds: game_rules/limits.py. */
export const MESSAGE_MAX_CHARS = 2_000;
export const CALL_TEXT_MAX_CHARS = 500;

/** From here on it is said how many characters are left. */
const NEAR_THE_END_CHARS = 200;

/** Characters `start` to before `end`. */
export type Span = { start: number; end: number };

// Control characters, lone surrogates, and marks that turn the direction of the text around them.
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u{d800}-\u{dfff}\u202a-\u202e\u2066-\u2069]/gu;

/** The text as the server will keep it, so that the places it names are the same here. */
export function cleaned(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "").trim();
}

export function length(text: string): number {
  return Array.from(text).length;
}

/** How many characters are left, once that is worth saying: negative when there are too many. */
export function charactersLeft(text: string, most: number): number | null {
  const left = most - length(cleaned(text));
  return left <= NEAR_THE_END_CHARS ? left : null;
}

/** Where a problem says that contact data stands. */
export function spansOf(errors: FieldProblem[]): Span[] {
  return errors.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }]));
}

/** The text in pieces, those within a span marked; spans may touch or overlap. */
export function inPieces(text: string, spans: Span[]): { text: string; isMarked: boolean }[] {
  const pieces: { text: string; isMarked: boolean }[] = [];
  for (const [place, character] of Array.from(text).entries()) {
    const isMarked = spans.some(({ start, end }) => start <= place && place < end);
    const last = pieces.at(-1);
    if (last?.isMarked === isMarked) {
      last.text += character;
    } else {
      pieces.push({ text: character, isMarked });
    }
  }
  return pieces;
}
