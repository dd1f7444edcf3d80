/** Lets a name that is written from right to left turn its own letters only, whatever sentence it stands in. */

/** Letters of scripts that run from right to left, and the mark that stands for one (Unicode, UAX 9). */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]/;

/** The text between an isolate's two marks, as `<bdi>` does it in a page; the server lets nobody type them. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** A catalogue whose texts isolate what they are given. */
export function isolating<Catalogue>(words: Catalogue): Catalogue {
  return isolate(words) as Catalogue;
}

function isolate(words: unknown): unknown {
  if (typeof words === "function") {
    return (...given: unknown[]): unknown =>
      words(...given.map((one) => (typeof one === "string" ? isolated(one) : one)));
  }
  if (typeof words !== "object" || Array.isArray(words)) {
    return words;
  }
  return Object.fromEntries(Object.entries(words ?? {}).map(([name, word]) => [name, isolate(word)]));
}
