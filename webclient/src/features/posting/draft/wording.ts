/** What to do about a finding of the wording check. Pure. */
import type { WordingFindingOut } from "../../../shared/protocol/types";

/** What a suggestion quotes can be written with one tap: « motivé·e », “motivé·e”. */
export function alternativesIn(suggestion: string | null): string[] {
  const quoted = [...(suggestion ?? "").matchAll(/«\s*([^»]+?)\s*»|“([^”]+)”/g)];
  return [...new Set(quoted.map(([, french, english]) => french ?? english ?? ""))];
}

/**
 * `text` with `other` in the place of the finding's words. Where these have moved since, the first that are the same
 * are meant; where they are gone, nothing changes.
 */
export function replaced(
  text: string,
  { start, words }: Pick<WordingFindingOut, "start" | "words">,
  other: string,
): string {
  if (words === null || words === "") {
    return text;
  }
  // The server counts characters, this language the halves of some.
  const place = start === null ? -1 : [...text].slice(0, start).join("").length;
  const at = place >= 0 && text.startsWith(words, place) ? place : text.indexOf(words);
  if (at < 0) {
    return text;
  }
  const changed = text.slice(0, at) + other + text.slice(at + words.length);
  return other === "" ? changed.replace(/ {2,}/g, " ").trim() : changed;
}
