/** Links that hand a destination to the phone's own map app. Nothing is fetched before the player taps one. */
import type { LatLon } from "./geo";

/** The link for the system that `userAgent` names. */
export function directionsTo({ lat, lon }: LatLon, title: string, userAgent: string): string {
  if (/Android/.test(userAgent)) {
    return `geo:${lat},${lon}?q=${lat},${lon}(${labelOf(title)})`;
  }
  // An iPhone opens this address in its map app, not in the browser.
  if (/iPhone|iPad|Macintosh/.test(userAgent)) {
    return `https://maps.apple.com/?daddr=${lat},${lon}&dirflg=w`;
  }
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`;
}

/** Brackets end a label, and what follows would be searched for. */
function labelOf(title: string): string {
  return encodeURIComponent(title).replaceAll("(", "%28").replaceAll(")", "%29");
}
