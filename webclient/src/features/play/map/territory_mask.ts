/** Which cells lie inside the territory's polygon, by scanline. Positions are given in cells. */

import { inCells } from "../fog/fog_geometry";

/** Rings of one multipolygon as x, y pairs in cells, each closed; holes need no mark (even-odd rule). */
export type Rings = Float64Array[];

export function ringsInCells(territory: GeoJSON.MultiPolygon): Rings {
  return territory.coordinates.flat().map((ring) => {
    const points = new Float64Array(ring.length * 2);
    ring.forEach(([lon, lat], index) => {
      const { x, y } = inCells({ lat: lat!, lon: lon! });
      points[index * 2] = x;
      points[index * 2 + 1] = y;
    });
    return points;
  });
}

/**
 * 1 for squares of `unit` x `unit` cells whose centre is inside, 0 for the others, row by row from (left, top).
 */
export function insideTerritory(
  rings: Rings,
  left: number,
  top: number,
  columns: number,
  rows: number,
  unit: number,
): Float32Array {
  const grid = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const crossings = crossingsAt(rings, top + (row + 0.5) * unit);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil((crossings[pair]! - left) / unit - 0.5));
      const end = Math.min(columns, Math.ceil((crossings[pair + 1]! - left) / unit - 0.5));
      if (first < end) grid.fill(1, row * columns + first, row * columns + end);
    }
  }
  return grid;
}

function crossingsAt(rings: Rings, y: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let index = 0; index + 3 < ring.length; index += 2) {
      const fromY = ring[index + 1]!;
      const toY = ring[index + 3]!;
      if (fromY <= y === toY <= y) continue;
      crossings.push(ring[index]! + ((ring[index + 2]! - ring[index]!) * (y - fromY)) / (toY - fromY));
    }
  }
  return crossings.sort((a, b) => a - b);
}
