import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onePosition } from "./one_position";
import type { PositionListener, PositionSource } from "./position_source";
import type { GpsFix } from "./gps_fix";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function fix(accuracyM: number): GpsFix {
  return {
    deviceId: "d",
    position: { lat: 50.4, lon: 2.8 },
    accuracyM,
    headingDeg: null,
    takenAtMs: 0,
  };
}

function receiver(): { source: PositionSource; tell: PositionListener; stopped: () => boolean } {
  let listener: PositionListener | null = null;
  let isStopped = false;
  return {
    source: (told) => {
      listener = told;
      return () => (isStopped = true);
    },
    tell: {
      onFix: (one) => listener?.onFix(one),
      onTrouble: (trouble) => listener?.onTrouble(trouble),
    },
    stopped: () => isStopped,
  };
}

test("the first position that is good enough ends the search", async () => {
  const { source, tell, stopped } = receiver();
  const found = onePosition(source, 50);
  tell.onFix(fix(80));
  expect(stopped()).toBe(false);
  tell.onFix(fix(50));
  expect(await found).toEqual(fix(50));
  expect(stopped()).toBe(true);
});

test("after a while the best one has to do", async () => {
  const { source, tell } = receiver();
  const found = onePosition(source, 50);
  tell.onFix(fix(70));
  tell.onFix(fix(90));
  await vi.runAllTimersAsync();
  expect(await found).toEqual(fix(70));
});

test("a phone that refuses says so at once, one that finds nothing after a while", async () => {
  const refusing: PositionSource = ({ onTrouble }) => {
    onTrouble("denied");
    return () => undefined;
  };
  expect(await onePosition(refusing, 50)).toBe("denied");
  const nothing = onePosition(receiver().source, 50);
  await vi.runAllTimersAsync();
  expect(await nothing).toBe("unavailable");
});
