/** Words of offers and applications, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../protocol/types";
import { offersEn } from "./offers.en";
import { offersFr, type OfferWords } from "./offers.fr";
import { isolating } from "./isolating";

export const OFFER_WORDS: Record<Language, OfferWords> = isolating({ fr: offersFr, en: offersEn });
