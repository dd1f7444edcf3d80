import { describe, expect, test } from "vitest";
import { homeZoneAt, isAtHome } from "./home_zone";
import { isWorthKeeping, toFixIn, type GpsFix } from "./gps_fix";

const START = Date.parse("2026-05-04T10:00:00Z");

function fix(seconds: number, metresNorth = 0, accuracyM = 10): GpsFix {
  return {
    deviceId: "d",
    position: { lat: 50.4219 + metresNorth / 111_195, lon: 2.7786 },
    accuracyM,
    headingDeg: null,
    takenAtMs: START + seconds * 1000,
  };
}

test("a fix carries its time with an offset and no needless decimals", () => {
  expect(toFixIn({ ...fix(0), position: { lat: 50.421912345678, lon: -2.1 } })).toEqual({
    lat: 50.421912,
    lon: -2.1,
    horizontal_accuracy_m: 10,
    taken_at: "2026-05-04T10:00:00.000Z",
  });
});

test("a radius that the server would refuse is sent as the largest it takes", () => {
  expect(toFixIn(fix(0, 0, 4_000_000)).horizontal_accuracy_m).toBe(100_000);
});

describe("what is kept of many positions", () => {
  test.each([
    ["the first", null, fix(0), true],
    ["half a second later", fix(0), fix(0.5, 20), false],
    ["a step after a second", fix(0), fix(1, 3.1), true],
    ["standing for four seconds", fix(0), fix(4.9, 2), false],
    ["standing for five seconds", fix(0), fix(5, 0), true],
    ["standing, but twice as accurate", fix(0, 0, 60), fix(2, 0, 29), true],
    ["an earlier one", fix(10), fix(0, 50), false],
    ["another device's", fix(10), { ...fix(0), deviceId: "e" }, true],
  ])("%s", (_what, last, next, kept) => {
    expect(isWorthKeeping(last, next)).toBe(kept);
  });
});

describe("the home zone", () => {
  const home = { lat: 50.4219, lon: 2.7786 };

  test("is a tile that holds home, not a circle around it", () => {
    const zone = homeZoneAt(home);
    expect(isAtHome(home, zone)).toBe(true);
    expect(homeZoneAt({ lat: home.lat + 0.0001, lon: home.lon + 0.0001 })).toEqual(zone);
    expect(isAtHome({ lat: home.lat, lon: home.lon + 0.006 }, zone)).toBe(false);
  });

  test("nowhere is home before it is set", () => {
    expect(isAtHome(home, null)).toBe(false);
  });
});
