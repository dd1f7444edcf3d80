import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WalkStep } from "./gpx";
import { GpxPlayer, type PlayerState } from "./gpx_player";
import type { GpsFix } from "../../../shared/device/gps_fix";

const NOON = Date.parse("2026-05-04T12:00:00Z");

/** Ten minutes due north at 1.1 m/s, a place every five seconds. */
const WALK: WalkStep[] = Array.from({ length: 121 }, (_, index) => ({
  position: { lat: 50.4 + index * 0.00005, lon: 2.8 },
  afterMs: index * 5_000,
}));

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

function playing(speed: number): {
  player: GpxPlayer;
  seen: GpsFix[];
  states: PlayerState[];
  stop: () => void;
} {
  const seen: GpsFix[] = [];
  const states: PlayerState[] = [];
  const player = new GpxPlayer(WALK, speed, (state) => states.push(state));
  const stop = player.source({ onFix: (one) => seen.push(one), onTrouble: () => undefined });
  return { player, seen, states, stop };
}

function gapsMs(seen: GpsFix[]): Set<number> {
  return new Set(seen.slice(1).map((one, index) => one.takenAtMs - (seen[index]?.takenAtMs ?? 0)));
}

test("at 1x every fix is of now", () => {
  const { seen } = playing(1);
  vi.advanceTimersByTime(60_000);
  expect(seen).toHaveLength(13);
  expect(seen.at(-1)?.takenAtMs).toBe(Date.now());
});

test.each([10, 60])("at %ix the walk keeps its own pace and ends now", (speed) => {
  const { seen, states } = playing(speed);
  vi.advanceTimersByTime(600_000 / speed + 250);
  expect(seen).toHaveLength(WALK.length);
  expect(gapsMs(seen)).toEqual(new Set([5_000]));
  expect(Math.abs((seen.at(-1)?.takenAtMs ?? 0) - Date.now())).toBeLessThanOrEqual(250);
  expect(states.at(-1)).toMatchObject({ finished: true, playing: false, done: 1 });
});

test("no fix is ever ahead of the clock, whatever is done to the pace", () => {
  const seen: GpsFix[] = [];
  let ahead = 0;
  const player = new GpxPlayer(WALK, 10, () => undefined);
  player.source({
    onFix: (one) => {
      seen.push(one);
      ahead = Math.max(ahead, one.takenAtMs - Date.now());
    },
    onTrouble: () => undefined,
  });
  vi.advanceTimersByTime(5_000);
  player.setSpeed(60);
  vi.advanceTimersByTime(2_000);
  player.setSpeed(1);
  vi.advanceTimersByTime(20_000);
  player.setPlaying(false);
  vi.advanceTimersByTime(30_000);
  player.setPlaying(true);
  player.setSpeed(60);
  vi.advanceTimersByTime(20_000);
  expect(ahead).toBeLessThanOrEqual(0);
  expect(seen).toHaveLength(WALK.length);
});

test("within one device's track time only goes on", () => {
  const { player, seen } = playing(1);
  vi.advanceTimersByTime(30_000);
  player.setSpeed(60);
  vi.advanceTimersByTime(3_000);
  expect(new Set(seen.map(({ deviceId }) => deviceId)).size).toBe(2);
  for (const id of new Set(seen.map(({ deviceId }) => deviceId))) {
    const times = seen.filter(({ deviceId }) => deviceId === id).map(({ takenAtMs }) => takenAtMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
});

test("a resting player tells nothing", () => {
  const { player, seen, stop } = playing(1);
  player.setPlaying(false);
  vi.advanceTimersByTime(60_000);
  expect(seen).toHaveLength(0);
  player.setPlaying(true);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(seen).toHaveLength(0);
});
