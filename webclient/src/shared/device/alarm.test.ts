import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Alarm } from "./alarm";

let alarm: Alarm;
let woken: string[];

beforeEach(() => {
  vi.useFakeTimers();
  alarm = new Alarm();
  woken = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function sleep(ms: number | null, signal = new AbortController().signal): void {
  void alarm.wait(ms, signal).then(() => woken.push("up"));
}

test("a wait lasts as long as it was meant to", async () => {
  sleep(1_000);
  await vi.advanceTimersByTimeAsync(999);
  expect(woken).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(woken).toEqual(["up"]);
});

test("a ring or an end cuts it short", async () => {
  sleep(null);
  alarm.ring();
  await vi.advanceTimersByTimeAsync(0);
  expect(woken).toEqual(["up"]);
  const term = new AbortController();
  sleep(null, term.signal);
  term.abort();
  sleep(1_000, term.signal);
  await vi.advanceTimersByTimeAsync(0);
  expect(woken).toEqual(["up", "up", "up"]);
});

test("a ring that nobody heard ends the next wait, unless it is forgotten", async () => {
  alarm.ring();
  sleep(null);
  await vi.advanceTimersByTimeAsync(0);
  expect(woken).toEqual(["up"]);
  alarm.ring();
  alarm.reset();
  sleep(null);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(woken).toEqual(["up"]);
});
