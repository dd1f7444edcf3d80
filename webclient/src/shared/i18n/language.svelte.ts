/** The language spoken now, and its words. */
import type { Language } from "../protocol/types";
import { settings } from "../device/settings";
import { fr, type Words } from "./fr";
import { isolating } from "./isolating";

/** Each language by its own name, the same in every language. */
export const LANGUAGE_NAMES: Record<Language, string> = { fr: "Français", en: "English" };

/** Brings the texts of a language: French is in the shell, nobody pays for another one that they do not read. */
const LOADERS: Record<Language, () => Promise<Words>> = {
  fr: () => Promise.resolve(fr),
  en: async () => (await import("./en")).en,
};

class Speech {
  language: Language = $state("fr");
  words: Words = $state.raw(isolating(fr));
  /** That the texts of a language could not be brought: the one spoken before goes on. */
  failed = $state(false);
  #asked: Language = "fr";

  /** Speaks what was chosen on this phone before, or else the phone's own language. */
  async start(): Promise<void> {
    await this.#learn(settings.language ?? (navigator.language.startsWith("en") ? "en" : "fr"));
  }

  async speak(language: Language): Promise<void> {
    if (await this.#learn(language)) {
      settings.language = language;
    }
  }

  /** Returns whether the language is spoken now; of two that are asked for, the last one counts. */
  async #learn(language: Language): Promise<boolean> {
    this.#asked = language;
    this.failed = false;
    try {
      const words = isolating(await LOADERS[language]());
      if (this.#asked !== language) {
        return false;
      }
      this.words = words;
      this.language = language;
      return true;
    } catch {
      this.failed = this.#asked === language;
      return false;
    }
  }
}

export const speech = new Speech();
