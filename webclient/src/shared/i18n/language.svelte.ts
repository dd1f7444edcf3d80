/** The language spoken now, and its words. */
import type { Language } from "../protocol/types";
import { settings } from "../device/settings";
import { en } from "./en";
import { fr, type Words } from "./fr";
import { isolating } from "./isolating";

export const CATALOGUES: Record<Language, Words> = isolating({ fr, en });

/** Each language by its own name, the same in every language. */
export const LANGUAGE_NAMES: Record<Language, string> = { fr: "Français", en: "English" };

class Speech {
  language: Language = $state(settings.language ?? (navigator.language.startsWith("en") ? "en" : "fr"));
  readonly words: Words = $derived(CATALOGUES[this.language]);

  speak(language: Language): void {
    this.language = language;
    settings.language = language;
  }
}

export const speech = new Speech();
