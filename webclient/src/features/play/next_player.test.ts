import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LedgerEntryOut } from "../../shared/protocol/types";
import { notices } from "../../shared/ui/notices.svelte";
import { PointsTold } from "./points_told";
import { winnings } from "../meetings/winnings.svelte";

const LATER_MS = 60_000;

function entry(rule: LedgerEntryOut["rule"], points: number): LedgerEntryOut {
  return { rule, points, subject: "meeting-1", earned_on: "2026-03-11" };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  notices.forget();
  winnings.forget();
  vi.useRealTimers();
});

test("points for clouds are summed up after a while", () => {
  new PointsTold().tell([entry("cells", 3), entry("cells", 4)]);
  vi.advanceTimersByTime(LATER_MS / 2);
  expect(notices.spoken).toHaveLength(1);
});

test("the last player's points are not said to the next one on the same phone", () => {
  const told = new PointsTold();
  told.tell([entry("cells", 3)]);
  told.forget();
  vi.advanceTimersByTime(LATER_MS);
  expect(notices.spoken).toEqual([]);
  told.tell([entry("cells", 5)]);
  vi.advanceTimersByTime(LATER_MS / 2);
  expect(notices.spoken[0]?.text).toContain("5");
});

test("nor is anything shown that was held back for them, or counted as theirs", () => {
  winnings.add([entry("joker_met", 100)]);
  notices.show("points", "Rencontre", "+100");
  notices.hold(true);
  notices.show("points", "Nuages", "+3");
  notices.say("Cent points.");
  winnings.forget();
  notices.forget();
  notices.hold(false);
  expect([notices.toasts, notices.spoken, winnings.of("meeting-1")]).toEqual([[], [], 0]);
});
