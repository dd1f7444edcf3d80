/** Distances, directions and tiles, by the same formulas as the server's rules. */
import type { CompassSector } from "../protocol/types";

export type LatLon = { lat: number; lon: number };

/** Mean radius of the Earth in metres, as in the server's rules. */
const EARTH_RADIUS_M = 6_371_008.8;

/** Clockwise from north, 45 degrees each. */
export const SECTORS: readonly CompassSector[] = [
  "north",
  "north_east",
  "east",
  "south_east",
  "south",
  "south_west",
  "west",
  "north_west",
];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Great-circle distance in metres (haversine). */
export function distanceM(a: LatLon, b: LatLon): number {
  const halfChord =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(halfChord)));
}

/** Direction from `origin` to `target`: degrees clockwise from north, 0 <= x < 360. */
export function bearingDeg(origin: LatLon, target: LatLon): number {
  const turn = radians(target.lon - origin.lon);
  const east = Math.sin(turn) * Math.cos(radians(target.lat));
  const north =
    Math.cos(radians(origin.lat)) * Math.sin(radians(target.lat)) -
    Math.sin(radians(origin.lat)) * Math.cos(radians(target.lat)) * Math.cos(turn);
  return (degrees(Math.atan2(east, north)) + 360) % 360;
}

/** The sector that holds the direction from `origin` to `target`. */
export function sectorTo(origin: LatLon, target: LatLon): CompassSector {
  return SECTORS[Math.floor((bearingDeg(origin, target) + 22.5) / 45) % SECTORS.length] ?? "north";
}

/** The middle of a sector in degrees clockwise from north. */
export function sectorDeg(sector: CompassSector): number {
  return SECTORS.indexOf(sector) * 45;
}

/** Column and row of the slippy-map tile of `zoom` that holds `position`. */
export function tileAt(position: LatLon, zoom: number): { x: number; y: number } {
  const size = 2 ** zoom;
  const y = (1 - Math.asinh(Math.tan(radians(position.lat))) / Math.PI) / 2;
  return { x: Math.floor(((position.lon + 180) / 360) * size), y: Math.floor(y * size) };
}

/**
 * Where `position` lies when everything is carried from around `from` to around `to`: metres north and east of the
 * reference are kept, so that speeds stay what they were.
 */
export function moved(position: LatLon, from: LatLon, to: LatLon): LatLon {
  const stretch = Math.cos(radians(from.lat)) / Math.cos(radians(to.lat));
  return {
    lat: to.lat + position.lat - from.lat,
    lon: to.lon + (position.lon - from.lon) * stretch,
  };
}

/** Whether `position` lies in a GeoJSON MultiPolygon ([lon, lat], even-odd rule: holes count as outside). */
export function isInside(position: LatLon, area: GeoJSON.MultiPolygon): boolean {
  let inside = false;
  for (const ring of area.coordinates.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [lonA = 0, latA = 0] = ring[i] ?? [];
      const [lonB = 0, latB = 0] = ring[j] ?? [];
      const crosses = latA > position.lat !== latB > position.lat;
      if (crosses && position.lon < ((lonB - lonA) * (position.lat - latA)) / (latB - latA) + lonA) {
        inside = !inside;
      }
    }
  }
  return inside;
}
