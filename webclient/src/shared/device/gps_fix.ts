/** What a position source tells, and how it becomes a fix on the wire. */
import type { FixIn } from "../protocol/types";
import { distanceM, type LatLon } from "../geo/geo";

/** One position as the phone or a recording gave it. `deviceId` is the device whose track it belongs to. */
export type GpsFix = {
  deviceId: string;
  position: LatLon;
  accuracyM: number;
  /** Where the walker is heading, degrees clockwise from north; null when standing or unknown. */
  headingDeg: number | null;
  takenAtMs: number;
};

/** The server refuses a larger radius as no position at all; whatever lies beyond says the same: "somewhere". */
const ACCURACY_SENT_MAX_M = 100_000;

/** Six decimals are 11 cm: finer than any receiver, and half the bytes of the whole number. */
const DECIMALS = 1e6;

export function toFixIn(fix: GpsFix): FixIn {
  return {
    lat: Math.round(fix.position.lat * DECIMALS) / DECIMALS,
    lon: Math.round(fix.position.lon * DECIMALS) / DECIMALS,
    horizontal_accuracy_m: Math.min(Math.round(fix.accuracyM * 10) / 10, ACCURACY_SENT_MAX_M),
    taken_at: new Date(fix.takenAtMs).toISOString(),
  };
}

/** Somebody who stands tells little new: one fix in this time is enough for the 30 s at a door. */
const STANDING_INTERVAL_MS = 5_000;
const STANDING_RADIUS_M = 3;
const SHORTEST_INTERVAL_MS = 1_000;

/**
 * Whether `next` is worth a place in the buffer after `last` of the same device: at most one a second, and fewer
 * while standing, for the sake of batteries and data plans. A better accuracy is always worth it.
 */
export function isWorthKeeping(last: GpsFix | null, next: GpsFix): boolean {
  if (last === null || last.deviceId !== next.deviceId) {
    return true;
  }
  const elapsedMs = next.takenAtMs - last.takenAtMs;
  if (elapsedMs < SHORTEST_INTERVAL_MS) {
    return false;
  }
  return (
    elapsedMs >= STANDING_INTERVAL_MS ||
    next.accuracyM < last.accuracyM / 2 ||
    distanceM(last.position, next.position) >= STANDING_RADIUS_M
  );
}
