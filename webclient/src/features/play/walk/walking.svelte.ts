/** The walk of this device: where it is, what waits to be sent, and what it sends. */
import type { Budget, FixVerdict, GpsFixesAck, GpsFixesIn, ProblemAck } from "../../../shared/protocol/types";
import { Alarm } from "../../../shared/device/alarm";
import { askForCompass, mustAskForCompass, watchCompass } from "../../../shared/device/compass";
import { sendWaitingFixes } from "./fix_sender";
import { FixStore, type WaitingFix } from "./fix_store";
import { Gate } from "./gate";
import type { LatLon } from "../../../shared/geo/geo";
import type { GpxPlayer, PlayerState } from "./gpx_player";
import { homeZoneAt, isAtHome } from "../../../shared/device/home_zone";
import { leadWhileLookedAt } from "../../../shared/device/one_tab";
import {
  phonePositions,
  type PositionSource,
  type PositionTrouble,
} from "../../../shared/device/position_source";
import { isWorthKeeping, toFixIn, type GpsFix } from "../../../shared/device/gps_fix";
import { keepScreenOn } from "../../../shared/device/wake_lock";
import { settings, Setting, type HomeChoice } from "../../../shared/device/settings";

/** Fixes travel together: a message every few seconds, not every second. */
const GATHER_MS = 2_000;

/** A recording at 60x covers 80 m a second: its clouds should not lag a street behind. */
const GATHER_FAST_MS = 500;

/** A home zone is set from a position that is surely inside or next to its tile of 390 m. */
const HOME_ACCURACY_MAX_M = 150;

/** Fixes that the buffer has not written yet. */
const unwrittenFixes = new Setting<WaitingFix[]>("unwritten", []);

export type WalkingOptions = {
  send: (batch: GpsFixesIn) => Promise<GpsFixesAck | ProblemAck>;
  onAcknowledged: (ack: GpsFixesAck) => void;
  onSignedOut: () => void;
  onConsentWithdrawn: () => void;
  onHomeSet: () => void;
};

/** Before somebody could play. */
const UNHEARD: WalkingOptions = {
  send: () => Promise.reject(new Error("nobody plays")),
  onAcknowledged: () => undefined,
  onSignedOut: () => undefined,
  onConsentWithdrawn: () => undefined,
  onHomeSet: () => undefined,
};

export class Walking {
  me: GpsFix | null = $state.raw(null);
  trouble: PositionTrouble | null = $state(null);
  waiting = $state(0);
  /** How many fixes the server would not take. */
  refused = $state(0);
  /** The server's word on the newest fix. */
  verdict: FixVerdict | null = $state(null);
  /** Parts of the day's budget beyond which the server kept something back. */
  heldBack: Budget[] = $state.raw([]);
  compassDeg: number | null = $state(null);
  compassAsks = $state(mustAskForCompass());
  /** A recording that is being walked; null on a walk of one's own. */
  recording: PlayerState | null = $state.raw(null);
  home = $state.raw(settings.home);
  readonly isAtHome = $derived(this.me !== null && isAtHome(this.me.position, this.home.zone));

  private isStarted = false;
  private isPermitted = false;
  private store: FixStore | null = null;
  private player: GpxPlayer | null = null;
  private source: PositionSource = phonePositions(settings.deviceId);
  private stopSource: (() => void) | null = null;
  private term: AbortSignal | null = null;
  private lastKept: GpsFix | null = null;
  private readonly unwritten = new Set<WaitingFix>();
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private readonly sending = new Gate();
  /** Rings when there is something to send. */
  private readonly sendAlarm = new Alarm();
  /** Rings when what failed may succeed now. */
  private readonly retryAlarm = new Alarm();

  private options = UNHEARD;

  /** Tells `options` from now on: the phone walks on, whoever plays on it. */
  serve(options: WalkingOptions): void {
    this.options = options;
  }

  /** Starts to walk, in the one tab that is looked at. Once started, it goes on for whoever plays here next. */
  async start(): Promise<void> {
    if (this.isStarted) {
      return;
    }
    this.isStarted = true;
    this.store = await FixStore.open();
    for (const { deviceId, fix } of unwrittenFixes.value) {
      await this.store.add(deviceId, fix);
    }
    unwrittenFixes.value = [];
    this.waiting = await this.store.count();
    watchCompass((headingDeg) => (this.compassDeg = headingDeg));
    leadWhileLookedAt((term) => this.lead(term));
  }

  /** Positions are asked for, kept and sent only while this is so: somebody plays here, and allows it. */
  permit(isPermitted: boolean): void {
    if (this.isPermitted !== isPermitted) {
      this.isPermitted = isPermitted;
      this.stopRecording();
    }
  }

  /** Holds fixes back once what is under way has come through; resolves to what lets them go again. */
  holdSending(): Promise<() => void> {
    return this.sending.close();
  }

  /** Forgets what waits to be sent, and what would be repeated. */
  async forgetWaiting(): Promise<void> {
    this.unwritten.clear();
    unwrittenFixes.value = [];
    await this.store?.forget(() => true);
    this.waiting = (await this.store?.count()) ?? 0;
  }

  /** Tries the phone's positions again, after trouble. */
  retry(): void {
    this.trouble = null;
    this.watch();
  }

  /** Walks a recording instead of the phone's own positions; `load` makes the player that tells of its state. */
  play(load: (onChange: (state: PlayerState) => void) => GpxPlayer): void {
    this.player = load((state) => (this.recording = state));
    this.switchTo(this.player.source);
  }

  setPlaying(playing: boolean): void {
    this.player?.setPlaying(playing);
  }

  setSpeed(speed: number): void {
    this.player?.setSpeed(speed);
  }

  stopRecording(): void {
    this.player = null;
    this.switchTo(phonePositions(settings.deviceId));
    this.recording = null;
  }

  async allowCompass(): Promise<void> {
    this.compassAsks = !(await askForCompass());
  }

  /** Keeps the surroundings of the present position, or of the next one known, on the device. */
  setHomeHere(): void {
    this.keepHome({ asked: true, zone: null, waiting: true });
    if (this.me !== null) {
      this.settleHome(this.me);
    }
  }

  /** No home zone: this is not home, or no longer. */
  clearHome(): void {
    this.keepHome({ asked: true, zone: null, waiting: false });
  }

  /** Tries to send at once what waits. */
  sendNow(): void {
    this.retryAlarm.ring();
    this.sendAlarm.ring();
  }

  private lead(term: AbortSignal): void {
    this.term = term;
    this.watch();
    const letScreenGo = keepScreenOn();
    term.addEventListener("abort", () => {
      letScreenGo();
      this.stopSource?.();
      this.stopSource = null;
    });
    void this.keepSending(term);
  }

  private switchTo(source: PositionSource): void {
    this.source = source;
    this.me = null;
    this.trouble = null;
    this.verdict = null;
    this.watch();
  }

  private watch(): void {
    this.stopSource?.();
    this.stopSource = null;
    if (this.isPermitted && this.term !== null && !this.term.aborted) {
      this.stopSource = this.source({
        onFix: (fix) => this.take(fix),
        onTrouble: (trouble) => (this.trouble = trouble),
      });
    }
  }

  private take(fix: GpsFix): void {
    this.me = fix;
    this.trouble = null;
    // Another tab may have set or cleared it.
    this.home = settings.home;
    if (this.home.waiting) {
      this.settleHome(fix);
    }
    const isPrivate = this.home.waiting || isAtHome(fix.position, this.home.zone);
    if (isPrivate || !isWorthKeeping(this.lastKept, fix)) {
      return;
    }
    this.lastKept = fix;
    this.waiting += 1;
    void this.keep({ deviceId: fix.deviceId, fix: toFixIn(fix) });
    this.gathering ??= setTimeout(
      () => {
        this.gathering = undefined;
        this.sendAlarm.ring();
      },
      this.recording === null ? GATHER_MS : GATHER_FAST_MS,
    );
  }

  /**
   * Puts a fix into the buffer. A database takes its time, and drops what it has not written when the page goes away;
   * local storage is written at once and holds the fix until then. One that is kept twice counts once.
   */
  private async keep(waiting: WaitingFix): Promise<void> {
    this.unwritten.add(waiting);
    unwrittenFixes.value = [...this.unwritten];
    try {
      await this.store?.add(waiting.deviceId, waiting.fix);
    } finally {
      this.unwritten.delete(waiting);
      unwrittenFixes.value = [...this.unwritten];
    }
  }

  private settleHome(fix: GpsFix): void {
    if (fix.accuracyM > HOME_ACCURACY_MAX_M) {
      return;
    }
    this.keepHome({ asked: true, zone: homeZoneAt(fix.position), waiting: false });
    void this.store?.forget((fix) => isAtHome(fix, this.home.zone));
    this.options.onHomeSet();
  }

  private keepHome(home: HomeChoice): void {
    settings.home = home;
    this.home = home;
  }

  private async keepSending(term: AbortSignal): Promise<void> {
    while (this.store !== null && !term.aborted) {
      await sendWaitingFixes({
        store: this.store,
        send: (batch) => this.sending.pass(() => this.options.send(batch)),
        wait: (ms, signal) => {
          // A connection made before this failure is no reason to try again at once.
          this.retryAlarm.reset();
          return this.retryAlarm.wait(ms, signal);
        },
        maySend: (fix: LatLon) => !isAtHome(fix, settings.home.zone),
        onAcknowledged: (ack) => {
          this.verdict = ack.verdicts.at(-1) ?? null;
          this.heldBack = ack.held_back;
          this.options.onAcknowledged(ack);
        },
        onRefused: () => (this.refused += 1),
        onSignedOut: () => this.options.onSignedOut(),
        onConsentWithdrawn: () => this.options.onConsentWithdrawn(),
        onWaiting: (count) => (this.waiting = count),
        signal: term,
      });
      await this.sendAlarm.wait(null, term);
    }
  }
}
