/** Words of offers and applications, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../../../shared/protocol/types";
import { offersEn } from "./en";
import { offersFr, type OfferWords } from "./fr";
import { isolating } from "../../../shared/i18n/isolating";

export const OFFER_WORDS: Record<Language, OfferWords> = isolating({ fr: offersFr, en: offersEn });
