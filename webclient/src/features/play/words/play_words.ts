/** Words of a walk that few screens need, in every language of the interface. Loaded with the first of them. */
import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { playEn } from "./en";
import { playFr, type PlayWords } from "./fr";

export const PLAY_WORDS: Record<Language, PlayWords> = isolating({ fr: playFr, en: playEn });
