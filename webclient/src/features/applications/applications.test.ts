import { describe, expect, it } from "vitest";
import { daysSince, isUnderWay, moodOf, newsOf, standingOf, stepsReached } from "./applications";
import { sampleApplication } from "../offers/sample_offers";

const closedBy = (action: "close" | "fill"): ReturnType<typeof sampleApplication> =>
  sampleApplication("a", {
    state: "closed",
    changes: [{ at: "2026-05-25T09:00:00Z", action, actor: "clock", to_state: "closed" }],
  });

describe("where an application stands", () => {
  it("tells silence from a place that was taken", () => {
    expect(standingOf(closedBy("close"))).toBe("unanswered");
    expect(standingOf(closedBy("fill"))).toBe("filled");
  });

  it("has a way to go only while something may come of it", () => {
    expect(stepsReached(sampleApplication("a"))).toBe(1);
    expect(stepsReached(sampleApplication("a", { state: "phone" }))).toBe(3);
    expect(stepsReached(closedBy("fill"))).toBeNull();
    expect(isUnderWay(sampleApplication("a", { state: "met" }))).toBe(true);
    expect(isUnderWay(sampleApplication("a", { state: "hired" }))).toBe(false);
    expect(moodOf(sampleApplication("a", { state: "refused" }))).toBe("over");
  });

  it("is news when somebody else moved it, once", () => {
    const seen = sampleApplication("a", { state: "seen" });
    expect(newsOf(sampleApplication("a"), seen)).toBe("seen");
    expect(newsOf(seen, seen)).toBeNull();
    expect(newsOf(null, sampleApplication("a"))).toBeNull();
    const withdrawn = sampleApplication("a", { state: "withdrawn" });
    expect(newsOf(seen, withdrawn)).toBeNull();
    const restored = {
      at: "2026-05-25T09:00:00Z",
      action: "restore",
      actor: "player",
      to_state: "seen",
    } as const;
    expect(newsOf(withdrawn, sampleApplication("a", { state: "seen", changes: [restored] }))).toBeNull();
  });

  it("counts whole days of silence", () => {
    expect(daysSince("2026-05-04T09:00:00Z", new Date("2026-05-14T08:59:59Z"))).toBe(9);
    expect(daysSince("2026-05-04T09:00:00Z", new Date("2026-05-14T09:00:00Z"))).toBe(10);
  });
});
