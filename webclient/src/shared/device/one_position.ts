/** One position for one purpose, such as saying that one has arrived. Nothing is watched before or afterwards. */
import type { PositionSource, PositionTrouble } from "./position_source";
import type { GpsFix } from "./gps_fix";

/** A first position indoors takes its time, and nobody holds a phone up for longer than this. */
const PATIENCE_MS = 20_000;

/** The first position that is accurate to `enoughM` metres, the best one if none is in time, or why there is none. */
export function onePosition(source: PositionSource, enoughM: number): Promise<GpsFix | PositionTrouble> {
  return new Promise((resolve) => {
    let best: GpsFix | null = null;
    let isDone = false;
    let stop: () => void = () => undefined;
    const end = (found: GpsFix | PositionTrouble): void => {
      if (!isDone) {
        isDone = true;
        clearTimeout(patience);
        stop();
        resolve(found);
      }
    };
    const patience = setTimeout(() => end(best ?? "unavailable"), PATIENCE_MS);
    stop = source({
      onFix: (fix) => {
        if (best === null || fix.accuracyM < best.accuracyM) {
          best = fix;
        }
        if (fix.accuracyM <= enoughM) {
          end(fix);
        }
      },
      onTrouble: (trouble) => end(best ?? trouble),
    });
    if (isDone) {
      stop();
    }
  });
}
