/**
 * The zone around home that the device keeps to itself: a map tile, not a circle, so that its middle says nothing.
 *
 * It never leaves the device, and no fix from inside it does.
 */
import { tileAt, type LatLon } from "../geo/geo";

/** A tile of zoom 16: about 390 m at Lens. */
const HOME_ZONE_ZOOM = 16;

export type HomeZone = { x: number; y: number };

export function homeZoneAt(position: LatLon): HomeZone {
  return tileAt(position, HOME_ZONE_ZOOM);
}

export function isAtHome(position: LatLon, zone: HomeZone | null): boolean {
  if (zone === null) {
    return false;
  }
  const tile = homeZoneAt(position);
  return tile.x === zone.x && tile.y === zone.y;
}
