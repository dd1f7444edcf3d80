import { describe, expect, test } from "vitest";
import { cellsUnder, type Tile } from "./fog_geometry";
import { FogStore } from "./fog_store";
import { blurred, cellsSeenBy, type Grid, gridAround, paintTile, reliefOf, TILE_PX } from "./fog_tiles";

const BLOCK = { x: 8318, y: 5526 };
const TILE: Tile = { zoom: 14, ...BLOCK };
const CELL_PX = TILE_PX / 64;

const everywhere = ({ columns, rows }: Grid) => new Float32Array(columns * rows).fill(1);
const nowhere = ({ columns, rows }: Grid) => new Float32Array(columns * rows);

function painted(store: FogStore, tile: Tile = TILE, inside = everywhere): Uint8ClampedArray {
  return paintTile(tile, reliefOf(tile, inside), ({ left, top, columns, rows, unit }) =>
    store.openness(left, top, columns, rows, unit, 0),
  );
}

function alpha(pixels: Uint8ClampedArray, column: number, row: number): number {
  return pixels[4 * (row * TILE_PX + column) + 3]!;
}

/** The largest difference between two pixels as they show on black, over all channels: 0 to 255. */
function difference(a: Uint8ClampedArray, pixelA: number, b: Uint8ClampedArray, pixelB: number): number {
  const shown = (pixels: Uint8ClampedArray, pixel: number, channel: number) =>
    (pixels[4 * pixel + channel]! * pixels[4 * pixel + 3]!) / 255;
  return Math.max(
    ...[0, 1, 2, 3].map((channel) => Math.abs(shown(a, pixelA, channel) - shown(b, pixelB, channel))),
  );
}

/** A walk of two cells' width that crosses the block's eastern and southern borders. */
function walked(): FogStore {
  const store = new FogStore();
  const row = [20, 21].flatMap((y) => Array.from({ length: 64 }, (_, x) => y * 64 + x));
  const column = [40, 41].flatMap((x) => Array.from({ length: 64 }, (_, y) => y * 64 + x));
  store.lift(
    [
      { ...BLOCK, cells: [...row, ...column] },
      { x: BLOCK.x + 1, y: BLOCK.y, cells: row },
      { x: BLOCK.x, y: BLOCK.y + 1, cells: column },
    ],
    null,
  );
  return store;
}

describe("a painted tile", () => {
  test("a lifted cell's centre is transparent and what is far is opaque", () => {
    const store = new FogStore();
    store.lift([{ ...BLOCK, cells: [32 * 64 + 32] }], null);
    const pixels = painted(store);
    const centre = 32 * CELL_PX + CELL_PX / 2;
    expect(alpha(pixels, centre, centre)).toBeLessThan(40);
    expect(alpha(pixels, centre + 3 * CELL_PX, centre)).toBeGreaterThan(220);
    expect(alpha(pixels, 8, 8)).toBeGreaterThan(220);
  });

  test("the middle of a walked street is clear", () => {
    const pixels = painted(walked());
    for (let column = 60; column < 100; column++) expect(alpha(pixels, column, 21 * CELL_PX)).toBe(0);
  });

  test("clouds beyond the territory hide all and are darker", () => {
    const within = painted(new FogStore());
    const beyond = painted(new FogStore(), TILE, nowhere);
    const mean = (pixels: Uint8ClampedArray, channel: number) =>
      pixels.reduce((sum, value, index) => (index % 4 === channel ? sum + value : sum), 0) / TILE_PX ** 2;
    expect(mean(beyond, 3)).toBe(255);
    expect(mean(within, 3)).toBeLessThan(250);
    expect(mean(within, 0) - mean(beyond, 0)).toBeGreaterThan(12);
  });

  test("the same place is painted the same each time", () => {
    expect(painted(walked())).toEqual(painted(walked()));
  });

  test("it depends on no cell beyond those it names", () => {
    const { left, top, right, bottom } = cellsSeenBy(TILE);
    const far = new FogStore();
    const all = Array.from({ length: 4096 }, (_, index) => index);
    for (const x of [-1, 0, 1]) {
      for (const y of [-1, 0, 1]) {
        const block = { x: BLOCK.x + x, y: BLOCK.y + y };
        const cells = all.filter((index) => {
          const cellX = block.x * 64 + (index % 64);
          const cellY = block.y * 64 + Math.floor(index / 64);
          return cellX < left || cellX >= right || cellY < top || cellY >= bottom;
        });
        far.lift([{ ...block, cells }], null);
      }
    }
    expect(painted(far)).toEqual(painted(new FogStore()));
  });
});

describe("seams", () => {
  test.each([11, 12, 13, 14, 15, 16])(
    "tiles of zoom %i meet as smoothly as a tile's own pixels do",
    (zoom) => {
      const store = walked();
      const share = 2 ** (14 - zoom);
      // The tiles on both sides of the block's corner in the south-east, where the walk crosses nearby.
      const x = Math.floor((BLOCK.x + 0.99) / share);
      const y = Math.floor((BLOCK.y + 0.33) / share);
      const west = painted(store, { zoom, x, y });
      const east = painted(store, { zoom, x: x + 1, y });
      const south = painted(store, { zoom, x, y: y + 1 });

      let own = 0;
      for (let row = 0; row < TILE_PX - 1; row++) {
        for (let column = 0; column < TILE_PX - 1; column++) {
          const pixel = row * TILE_PX + column;
          own = Math.max(
            own,
            difference(west, pixel, west, pixel + 1),
            difference(west, pixel, west, pixel + TILE_PX),
          );
        }
      }
      for (let index = 0; index < TILE_PX; index++) {
        expect(difference(west, index * TILE_PX + TILE_PX - 1, east, index * TILE_PX)).toBeLessThanOrEqual(
          own + 4,
        );
        expect(difference(west, (TILE_PX - 1) * TILE_PX + index, south, index)).toBeLessThanOrEqual(own + 4);
      }
    },
  );

  test("plain clouds meet within a few of 255 levels", () => {
    const store = new FogStore();
    const west = painted(store, { zoom: 16, x: 4 * BLOCK.x + 3, y: 4 * BLOCK.y });
    const east = painted(store, { zoom: 16, x: 4 * BLOCK.x + 4, y: 4 * BLOCK.y });
    for (let row = 0; row < TILE_PX; row++) {
      expect(difference(west, row * TILE_PX + TILE_PX - 1, east, row * TILE_PX)).toBeLessThanOrEqual(5);
    }
  });

  test("two neighbours see the very same blur along their border", () => {
    // One pixel beyond the western tile's last column is the eastern tile's first one.
    const store = walked();
    const reader = ({ left, top, columns, rows, unit }: Grid) =>
      store.openness(left, top, columns, rows, unit, 0);
    const east: Tile = { ...TILE, x: TILE.x + 1 };
    const pixelInCells = (cellsUnder(TILE).right - cellsUnder(TILE).left) / TILE_PX;
    const beyond = blurred(reader(gridAround(TILE)), gridAround(TILE), TILE, pixelInCells);
    const first = blurred(reader(gridAround(east)), gridAround(east), east, 0);
    // The shift moves both ways at once: compare row by row, one row up.
    for (let row = 1; row < TILE_PX; row++) {
      expect(beyond[(row - 1) * TILE_PX + TILE_PX - 1]).toBeCloseTo(first[row * TILE_PX]!, 5);
    }
  });
});

describe("the blur", () => {
  const grid = gridAround(TILE);
  const middle = Math.floor(grid.columns / 2);

  function blurOfOneCell(): Float32Array {
    const cells = new Float32Array(grid.columns * grid.rows);
    cells[middle * grid.columns + middle] = 1;
    return blurred(cells, grid, TILE, 0);
  }

  test("is symmetric to all sides", () => {
    const field = blurOfOneCell();
    // The cell's centre lies between two pixels.
    const centre = (middle - 2) * CELL_PX + CELL_PX / 2;
    const at = (column: number, row: number) => field[row * TILE_PX + column]!;
    for (let down = 0; down < 10; down++) {
      for (let across = 0; across < 10; across++) {
        const value = at(centre + across, centre + down);
        expect(at(centre - 1 - across, centre + down)).toBeCloseTo(value, 6);
        expect(at(centre + across, centre - 1 - down)).toBeCloseTo(value, 6);
        expect(at(centre + down, centre + across)).toBeCloseTo(value, 6);
      }
    }
  });

  test("reaches two cells and keeps the amount of light", () => {
    const field = blurOfOneCell();
    const sum = field.reduce((total, value) => total + value, 0);
    expect(sum / CELL_PX ** 2).toBeCloseTo(1, 4);
    const centre = (middle - 2) * CELL_PX + CELL_PX / 2;
    expect(field[centre * TILE_PX + centre + 2 * CELL_PX]).toBeCloseTo(0, 6);
  });

  test("leaves a clear sky clear", () => {
    const field = blurred(everywhere(grid), grid, TILE, 0);
    for (const value of field) expect(value).toBeCloseTo(1, 5);
  });
});
