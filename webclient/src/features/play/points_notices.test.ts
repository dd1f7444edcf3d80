import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LedgerEntryOut } from "../../shared/protocol/types";
import { Notices } from "../../shared/ui/notices.svelte";
import { PointsNotices } from "./points_notices";

const LATER_MS = 60_000;

function entry(rule: LedgerEntryOut["rule"], points: number): LedgerEntryOut {
  return { rule, points, subject: "meeting-1", earned_on: "2026-03-11" };
}

let notices: Notices;
beforeEach(() => {
  vi.useFakeTimers();
  notices = new Notices();
});
afterEach(() => vi.useRealTimers());

test("points for clouds are summed up after a while", () => {
  new PointsNotices(notices).tell([entry("cells", 3), entry("cells", 4)]);
  vi.advanceTimersByTime(LATER_MS / 2);
  expect(notices.spoken).toHaveLength(1);
});

test("the last player's points are not said to the next one on the same phone", () => {
  const told = new PointsNotices(notices);
  told.tell([entry("cells", 3)]);
  told.close();
  vi.advanceTimersByTime(LATER_MS);
  expect(notices.spoken).toEqual([]);
  new PointsNotices(notices).tell([entry("cells", 5)]);
  vi.advanceTimersByTime(LATER_MS / 2);
  expect(notices.spoken[0]?.text).toContain("5");
});
