/** What an offer tells in its employer's words: the shape that an offer found and an offer that is written share. */
import { distanceM, type LatLon } from "../../shared/geo/geo";
import { distance, minutesOnFoot } from "../../shared/i18n/format";
import type { Words } from "../../shared/i18n/fr";
import type { Language, OfferOut } from "../../shared/protocol/types";
import type { Line, YesNo } from "./details";

export type OfferContent = Pick<
  OfferOut,
  Line | YesNo | "kind" | "starts_on" | "openings" | "description" | "ways_to_meet" | "phone" | "questions"
>;

/** Tells the way to an offer from `me`, as exactly as its place is known; null where neither is known. */
export function wayTo(offer: OfferOut, me: LatLon | null, words: Words, language: Language): string | null {
  if (offer.location_precision === "commune") {
    return words.sheet.communeOnly;
  }
  const about = offer.location_precision === "street" ? words.sheet.aboutThere : null;
  if (me === null) {
    return about ?? offer.commune;
  }
  const metres = distanceM(me, offer.position);
  const way = words.sheet.onFoot(distance(metres, language), minutesOnFoot(metres));
  return about ? `${way}. ${about}` : way;
}
