/** A hint in words. */
import type { HintBand, HintOut } from "../../shared/protocol/types";
import type { Words } from "../../shared/i18n/fr";

/** From cold to burning. */
const BANDS: readonly HintBand[] = ["cold", "cool", "warm", "hot", "burning"];

export type HintText = { title: string; text: string };

/** What a hint says; null stands for "none told yet". */
export function hintText(hint: HintOut | null, words: Words): HintText {
  if (hint === null) {
    return words.hints.none;
  }
  if (hint.band === null || hint.compass_sector === null) {
    return words.hints.nothing;
  }
  return {
    title: words.hints.bands[hint.band],
    text:
      hint.band === "burning" ? words.hints.near : words.hints.towards(words.sectors[hint.compass_sector]),
  };
}

/** How warm a band is, 1 to 5. */
export function heatOf(band: HintBand): number {
  return BANDS.indexOf(band) + 1;
}
