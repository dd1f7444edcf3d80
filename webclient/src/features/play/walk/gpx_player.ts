/**
 * Plays a walk at 1x to 60x as if the phone took it.
 *
 * The server judges speed by the times of the fixes, so a walk played faster must keep its own time between fixes.
 * That time has to lie in the past (nothing later than a minute ahead is believed): each stretch is dated so that
 * its last fix is taken now, when it is played. At 1x that makes every fix of now.
 */
import { newId } from "../../../shared/device/new_id";
import { bearingDeg, distanceM } from "../../../shared/geo/geo";
import type { WalkStep } from "./gpx";
import type { PositionListener, PositionSource } from "../../../shared/device/position_source";

/** Accuracy of a played fix in metres: an ordinary phone's in a street. */
const ACCURACY_M = 8;

const TICK_MS = 250;

export type PlayerState = { playing: boolean; speed: number; done: number; finished: boolean };

export class GpxPlayer {
  private next = 0;
  private playing = true;
  private listener: PositionListener | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** The stretch being played since the last change of pace: a track of its own for the server. */
  private stretch = { deviceId: "", startedAtMs: 0, fromMs: 0, takenFromMs: 0 };

  constructor(
    private readonly steps: WalkStep[],
    private speed: number,
    private readonly onChange: (state: PlayerState) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Tells the fixes of this walk to whoever watches positions. */
  readonly source: PositionSource = (listener) => {
    this.listener = listener;
    this.begin();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    return () => {
      clearInterval(this.timer);
      this.listener = null;
    };
  };

  /** Plays on, or rests. */
  setPlaying(playing: boolean): void {
    this.playing = playing;
    this.begin();
  }

  setSpeed(speed: number): void {
    this.speed = Math.min(60, Math.max(1, speed));
    this.begin();
  }

  /** A new pace dates what is left anew. As that may reach back before the last fix, it is told as another device's. */
  private begin(): void {
    const startedAtMs = this.now();
    const fromMs = this.steps[Math.max(0, this.next - 1)]?.afterMs ?? 0;
    const leftMs = this.lengthMs - fromMs;
    this.stretch = {
      deviceId: newId(),
      startedAtMs,
      fromMs,
      takenFromMs: startedAtMs + leftMs / this.speed - leftMs,
    };
    this.tell();
  }

  private tick(): void {
    const playedMs = this.stretch.fromMs + (this.now() - this.stretch.startedAtMs) * this.speed;
    let step = this.steps[this.next];
    while (this.playing && step !== undefined && step.afterMs <= playedMs) {
      const before = this.steps[this.next - 1];
      const moves = before !== undefined && distanceM(before.position, step.position) > 1;
      this.listener?.onFix({
        deviceId: this.stretch.deviceId,
        position: step.position,
        accuracyM: ACCURACY_M,
        headingDeg: moves ? bearingDeg(before.position, step.position) : null,
        takenAtMs: Math.round(this.stretch.takenFromMs + step.afterMs - this.stretch.fromMs),
      });
      this.next += 1;
      step = this.steps[this.next];
    }
    this.tell();
  }

  private get lengthMs(): number {
    return this.steps.at(-1)?.afterMs ?? 0;
  }

  private tell(): void {
    const finished = this.next >= this.steps.length;
    const reachedMs = this.steps[Math.max(0, this.next - 1)]?.afterMs ?? 0;
    this.onChange({
      playing: this.playing && !finished,
      speed: this.speed,
      done: finished ? 1 : reachedMs / Math.max(1, this.lengthMs),
      finished,
    });
  }
}
