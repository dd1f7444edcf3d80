/** Reads a GPX recording and lays it out as a walk that can be played: places and the time between them. */
import { distanceM, moved, type LatLon } from "../../../shared/geo/geo";

type RecordedPoint = { position: LatLon; atMs: number | null };

/** One place of a walk, `afterMs` its start. */
export type WalkStep = { position: LatLon; afterMs: number };

/** A file that holds no walk. */
export class NotAWalkError extends Error {}

/** A recording without times is walked at this pace. */
const PACE_MPS = 1.3;

/** Whoever recorded switched off for this long or more: the walk goes on after a short rest instead. */
const LONG_PAUSE_MS = 120_000;
const SHORT_REST_MS = 30_000;

/** The points of all tracks, or of the routes where there is no track. Raises NotAWalkError without two of them. */
export function readGpx(text: string, parser: Pick<DOMParser, "parseFromString">): RecordedPoint[] {
  const document = parser.parseFromString(text, "application/xml");
  const tracked = document.getElementsByTagName("trkpt");
  const elements = tracked.length > 0 ? tracked : document.getElementsByTagName("rtept");
  const points = Array.from(elements, (element) => {
    const time = Date.parse(element.getElementsByTagName("time")[0]?.textContent ?? "");
    return {
      position: { lat: Number(element.getAttribute("lat")), lon: Number(element.getAttribute("lon")) },
      atMs: Number.isNaN(time) ? null : time,
    };
  }).filter(({ position }) => Math.abs(position.lat) <= 90 && Math.abs(position.lon) <= 180);
  if (points.length < 2) {
    throw new NotAWalkError();
  }
  return points;
}

/** The walk through `points`. With `startAt`, it is moved there as a whole, metres kept. */
export function walkThrough(points: RecordedPoint[], startAt: LatLon | null): WalkStep[] {
  const origin = points[0]?.position ?? { lat: 0, lon: 0 };
  let afterMs = 0;
  return points.map(({ position, atMs }, index) => {
    const before = points[index - 1];
    if (before !== undefined) {
      afterMs += intervalMs(before, { position, atMs });
    }
    return { position: startAt === null ? position : moved(position, origin, startAt), afterMs };
  });
}

function intervalMs(from: RecordedPoint, to: RecordedPoint): number {
  const onFootMs = (distanceM(from.position, to.position) / PACE_MPS) * 1000;
  if (from.atMs === null || to.atMs === null || to.atMs < from.atMs) {
    return onFootMs;
  }
  const recordedMs = to.atMs - from.atMs;
  return recordedMs < LONG_PAUSE_MS ? recordedMs : Math.max(SHORT_REST_MS, Math.min(onFootMs, recordedMs));
}
