/** One position for one purpose, such as saying that one has arrived. Nothing is watched before or afterwards. */
import type { PositionSource, PositionTrouble } from "./position_source";
import type { Sighting } from "./sighting";

/** A first position indoors takes its time, and nobody holds a phone up for longer than this. */
const PATIENCE_MS = 20_000;

/** The first position that is accurate to `enoughM` metres, the best one if none is in time, or why there is none. */
export function onePosition(source: PositionSource, enoughM: number): Promise<Sighting | PositionTrouble> {
  return new Promise((resolve) => {
    let best: Sighting | null = null;
    let isDone = false;
    let stop: () => void = () => undefined;
    const end = (found: Sighting | PositionTrouble): void => {
      if (!isDone) {
        isDone = true;
        clearTimeout(patience);
        stop();
        resolve(found);
      }
    };
    const patience = setTimeout(() => end(best ?? "unavailable"), PATIENCE_MS);
    stop = source({
      onSighting: (sighting) => {
        if (best === null || sighting.accuracyM < best.accuracyM) {
          best = sighting;
        }
        if (sighting.accuracyM <= enoughM) {
          end(sighting);
        }
      },
      onTrouble: (trouble) => end(best ?? trouble),
    });
    if (isDone) {
      stop();
    }
  });
}
