/** Where positions come from: the phone's receiver here, a recording in gpx_player.ts. */
import type { GpsFix } from "./gps_fix";

/**
 * Why there is no position. `insecure`: browsers give it to HTTPS pages only. `absent`: this device has none to give.
 * `denied`: the player said no. `unavailable`: no satellite or network place for now; the watch goes on.
 */
export type PositionTrouble = "insecure" | "absent" | "denied" | "unavailable";

export type PositionListener = {
  onFix: (fix: GpsFix) => void;
  onTrouble: (trouble: PositionTrouble) => void;
};

/** Starts to tell positions; the returned function stops it. */
export type PositionSource = (listener: PositionListener) => () => void;

/** A first position outdoors takes up to half a minute on a cheap phone. */
const TIMEOUT_MS = 30_000;

/** Receivers lose their satellites for moments all the time; only a longer silence is worth a word. */
const SILENCE_MS = 15_000;

/** Some phones tell nothing while nobody moves; half a minute at a door takes two fixes, so they are asked. */
const ASK_AFTER_MS = 10_000;

/** Some receivers report their own wrong clock: a time this far off the device's is replaced by the device's. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** `maxAgeMs`: a position that the phone has had for no longer than this will do to begin with. */
export function phonePositions(deviceId: string, maxAgeMs = 0): PositionSource {
  return ({ onFix, onTrouble }) => {
    if (!window.isSecureContext) {
      onTrouble("insecure");
      return () => undefined;
    }
    if (!("geolocation" in navigator)) {
      onTrouble("absent");
      return () => undefined;
    }
    const options: PositionOptions = { enableHighAccuracy: true, maximumAge: maxAgeMs, timeout: TIMEOUT_MS };
    let stopped = false;
    let heardAtMs: number | null = null;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const hear = ({ coords, timestamp }: GeolocationPosition): void => {
      if (stopped) {
        return;
      }
      heardAtMs = Date.now();
      clearTimeout(silence);
      silence = undefined;
      onFix({
        deviceId,
        position: { lat: coords.latitude, lon: coords.longitude },
        accuracyM: coords.accuracy,
        headingDeg: Number.isFinite(coords.heading) ? coords.heading : null,
        takenAtMs: Math.abs(heardAtMs - timestamp) > CLOCK_TOLERANCE_MS ? heardAtMs : timestamp,
      });
    };
    const lose = ({ code, PERMISSION_DENIED }: GeolocationPositionError): void => {
      if (code === PERMISSION_DENIED) {
        onTrouble("denied");
      } else if (heardAtMs === null) {
        onTrouble("unavailable");
      } else {
        silence ??= setTimeout(() => onTrouble("unavailable"), SILENCE_MS);
      }
    };
    const watch = navigator.geolocation.watchPosition(hear, lose, options);
    const asking = setInterval(() => {
      if (heardAtMs !== null && Date.now() - heardAtMs >= ASK_AFTER_MS) {
        // The watch tells of trouble; an answer that does not come here is no news.
        navigator.geolocation.getCurrentPosition(hear, () => undefined, options);
      }
    }, ASK_AFTER_MS);
    return () => {
      stopped = true;
      navigator.geolocation.clearWatch(watch);
      clearInterval(asking);
      clearTimeout(silence);
    };
  };
}
