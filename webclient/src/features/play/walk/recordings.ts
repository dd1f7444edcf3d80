/** Recorded walks, for a demonstration: where the phone's own positions would come from, theirs do. */
import { speech } from "../../../shared/i18n/language.svelte";
import { isInside, type LatLon } from "../../../shared/geo/geo";
import { api } from "../../../shared/protocol/api";
import type { Walking } from "./walking.svelte";

/** Where the demonstration begins: the heart of Liévin, first town of the game. */
export const DEMO_START: LatLon = { lat: 50.4219, lon: 2.7786 };

export type RecordingsOptions = {
  walking: Walking;
  /** Whether the player allows positions to be used. */
  mayWalk: () => boolean;
  /** The game's territory, once it is known. */
  territory: () => GeoJSON.MultiPolygon | null;
  /** Says what stood in the way. */
  tell: (text: string) => void;
  onBegun: () => void;
};

export class Recordings {
  constructor(private readonly options: RecordingsOptions) {}

  /** Walks a GPX recording, `speed` times as fast. One that begins elsewhere than here is moved to the game's territory. */
  async play(text: string, speed: number): Promise<void> {
    const { walking, mayWalk, tell, onBegun } = this.options;
    if (!mayWalk()) {
      tell(speech.words.trouble.withdrawn.title);
      return;
    }
    const recording = await import("./recording").catch(() => null);
    if (recording === null) {
      tell(speech.words.recording.unreachable);
      return;
    }
    const { GpxPlayer, readGpx, walkThrough } = recording;
    try {
      const points = readGpx(text, new DOMParser());
      const territory = this.options.territory();
      const start = points[0]?.position;
      const isHere = start !== undefined && territory !== null && isInside(start, territory);
      const steps = walkThrough(points, isHere ? null : DEMO_START);
      walking.play((onChange) => new GpxPlayer(steps, speed, onChange));
      onBegun();
    } catch {
      tell(speech.words.recording.notAWalk);
    }
  }

  /** Walks the server's own recording. */
  async playDemo(speed: number): Promise<void> {
    try {
      await this.play(await api.demoWalk(), speed);
    } catch {
      this.options.tell(speech.words.recording.unreachable);
    }
  }
}
