import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { territoryEn } from "./en";
import { territoryFr, type TerritoryWords } from "./fr";

export const TERRITORY_WORDS: Record<Language, TerritoryWords> = isolating({
  fr: territoryFr,
  en: territoryEn,
});
