import { describe, expect, test } from "vitest";
import { bearingDeg, distanceM, isInside, moved, sectorTo, tileAt } from "./geo";

const LENS = { lat: 50.4292, lon: 2.8319 };
const LIEVIN = { lat: 50.4219, lon: 2.7786 };

describe("distances and directions", () => {
  test("Liévin lies 3.9 km west-south-west of Lens", () => {
    expect(distanceM(LENS, LIEVIN)).toBeCloseTo(3863, -2);
    expect(bearingDeg(LENS, LIEVIN)).toBeCloseTo(257.9, 0);
    expect(sectorTo(LENS, LIEVIN)).toBe("west");
  });

  test("a sector reaches 22.5 degrees to both sides", () => {
    const north = { lat: LENS.lat + 0.01, lon: LENS.lon };
    expect(sectorTo(LENS, north)).toBe("north");
    expect(sectorTo(LENS, { ...north, lon: LENS.lon - 0.001 })).toBe("north");
    expect(sectorTo(LENS, { ...north, lon: LENS.lon + 0.0075 })).toBe("north_east");
  });
});

test("a tile's column grows eastwards and its row southwards", () => {
  const tile = tileAt(LIEVIN, 16);
  expect(tile).toEqual({ x: 33273, y: 22106 });
  expect(tileAt({ ...LIEVIN, lon: LIEVIN.lon + 0.0055 }, 16)).toEqual({ x: tile.x + 1, y: tile.y });
  expect(tileAt({ ...LIEVIN, lat: LIEVIN.lat - 0.0036 }, 16)).toEqual({ x: tile.x, y: tile.y + 1 });
});

test("a place carried elsewhere keeps its metres from the start", () => {
  const cerknica = { lat: 45.77, lon: 14.35 };
  const corner = { lat: 45.775, lon: 14.36 };
  expect(distanceM(LIEVIN, moved(corner, cerknica, LIEVIN))).toBeCloseTo(distanceM(cerknica, corner), 0);
  expect(moved(cerknica, cerknica, LIEVIN)).toEqual(LIEVIN);
});

test("a hole in a territory is outside", () => {
  const ring = (half: number): number[][] => [
    [3 - half, 50 - half],
    [3 + half, 50 - half],
    [3 + half, 50 + half],
    [3 - half, 50 + half],
    [3 - half, 50 - half],
  ];
  const area: GeoJSON.MultiPolygon = { type: "MultiPolygon", coordinates: [[ring(1), ring(0.1)]] };
  expect(isInside({ lat: 50.5, lon: 3.5 }, area)).toBe(true);
  expect(isInside({ lat: 50, lon: 3 }, area)).toBe(false);
  expect(isInside({ lat: 3, lon: 50 }, area)).toBe(false);
});
