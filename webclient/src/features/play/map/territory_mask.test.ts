import { expect, test } from "vitest";
import { inCells } from "../fog/fog_geometry";
import { insideTerritory, ringsInCells } from "./territory_mask";

function square(west: number, north: number, east: number, south: number): Float64Array {
  return Float64Array.of(west, north, east, north, east, south, west, south, west, north);
}

test("cells whose centre is inside are inside", () => {
  expect([...insideTerritory([square(1.4, 1, 3.6, 2)], 0, 0, 5, 3, 1)]).toEqual([
    ...[0, 0, 0, 0, 0],
    ...[0, 1, 1, 1, 0],
    ...[0, 0, 0, 0, 0],
  ]);
});

test("a hole is outside", () => {
  const rings = [square(0, 0, 5, 1), square(2, 0, 3, 1)];
  expect([...insideTerritory(rings, 0, 0, 5, 1, 1)]).toEqual([1, 1, 0, 1, 1]);
});

test("two parts are both inside, also beyond the grid's edges", () => {
  const rings = [square(-9, 0, 1, 1), square(3, 0, 99, 1)];
  expect([...insideTerritory(rings, 0, 0, 5, 1, 1)]).toEqual([1, 0, 0, 1, 1]);
});

test("GeoJSON's order of longitude and latitude is understood", () => {
  const [ring] = ringsInCells({
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [2.7, 50.4],
          [2.8, 50.4],
          [2.8, 50.5],
          [2.7, 50.4],
        ],
      ],
    ],
  });
  const corner = inCells({ lat: 50.5, lon: 2.8 });
  expect([ring![4], ring![5]]).toEqual([corner.x, corner.y]);
});
