/**
 * Paints the cloud over one tile as RGBA: cells and their neighbours' around them, blurred, cropped to the tile.
 * Every pixel depends on its place in the world alone, so that tiles meet without a seam.
 *
 * The blur is a cubic B-spline over the cells: smooth to the eye, symmetric, and it reaches exactly two cells, so
 * that a tile needs no more than that of its neighbours. Edges are then drawn along a level of the blurred field,
 * frayed by the billows: a plain fade would look like a lamp, not like a cloud that tore.
 */

import { type CellRect, cellsUnder, type Tile } from "./fog_geometry";
import { billows, random, type Wave } from "./fog_noise";

/** Pixels along a tile's edge. MapLibre shows it 512 CSS pixels wide and wider: clouds are soft anyway. */
export const TILE_PX = 256;

/** The blur reaches this many squares of the grid. */
const BLUR_REACH = 2;

/** A finer shadow than this cannot be told from the blur; the light comes from the north-west, as on paper maps. */
const SHADOW_SHIFT_CELLS = 0.3;

/** Openness (blurred, 0 to 1) where the cloud begins to thin and where the sky is clear; a lone cell reaches 0.44. */
const THIN = 0.06;
const CLEAR = 0.31;

/** How far billows move the edge, in openness. */
const FRAY = 0.12;

/** The long waves give the look from afar its shape, the short ones the fluff under a finger. */
const HILLS: readonly Wave[] = [
  { cells: 47, share: 0.4 },
  { cells: 19, share: 0.5 },
  { cells: 8.3, share: 0.62 },
  { cells: 3.7, share: 0.44 },
  { cells: 1.7, share: 0.17 },
  { cells: 0.8, share: 0.045 },
];
const FRAYS: readonly Wave[] = [
  { cells: 2.9, share: 1.2 },
  { cells: 1.3, share: 1.2 },
  { cells: 0.6, share: 0.7 },
];

type Colour = readonly [red: number, green: number, blue: number];
const INSIDE = {
  shade: [203, 214, 233] as Colour,
  light: [246, 249, 254] as Colour,
  opacity: 0.95,
  thinnest: 0.07,
};
const BEYOND = {
  shade: [178, 191, 216] as Colour,
  light: [222, 229, 241] as Colour,
  opacity: 1,
  thinnest: 0,
};
/** The cloud's middle tone, for where nothing is painted yet. */
export const PLAIN_CLOUD: Colour = [226, 233, 244];
const SHADOW: Colour = [62, 84, 130];
const SHADOW_OPACITY = 0.13;

/** A grid of squares around a tile, as wide as the blur needs. */
export type Grid = { left: number; top: number; columns: number; rows: number; unit: number };
/** Fills the grid with 0 to 1, row by row from the north-west. */
export type GridReader = (grid: Grid) => Float32Array;

/**
 * What never changes about a tile: the cloud's tone and how much of the ground it lets through, 0 to 255 each.
 * Kept between two paintings, for it costs more than the rest.
 */
export type Relief = { tone: Uint8Array; fray: Int8Array; beyond: Uint8Array };

/** The grid that a tile is painted from: whole cells, or larger squares where a cell is less than a pixel. */
export function gridAround(tile: Tile): Grid {
  const { left, top, right } = cellsUnder(tile);
  const unit = Math.max(1, (right - left) / TILE_PX);
  const edge = (right - left) / unit + 2 * BLUR_REACH;
  return { left: left - BLUR_REACH * unit, top: top - BLUR_REACH * unit, columns: edge, rows: edge, unit };
}

/** The cells that a tile's picture depends on. */
export function cellsSeenBy(tile: Tile): CellRect {
  const { left, top, columns, rows, unit } = gridAround(tile);
  return { left, top, right: left + columns * unit, bottom: top + rows * unit };
}

/** The tile's own relief; `inside` is 1 in the territory and 0 beyond it. */
export function reliefOf(tile: Tile, inside: GridReader): Relief {
  const { left, top, right } = cellsUnder(tile);
  const step = (right - left) / TILE_PX;
  const heights = billows(HILLS, left - step / 2, top - step / 2, TILE_PX + 1, TILE_PX + 1, step);
  const frays = billows(FRAYS, left + step / 2, top + step / 2, TILE_PX, TILE_PX, step);
  const grid = gridAround(tile);
  const territory = blurred(inside(grid), grid, tile, 0);
  const relief = {
    tone: new Uint8Array(TILE_PX ** 2),
    fray: new Int8Array(TILE_PX ** 2),
    beyond: new Uint8Array(TILE_PX ** 2),
  };
  // Zoomed out, the short steep waves are gone and pixels are farther apart: seen from afar, clouds look flatter.
  const steepness = 0.6 / step ** 0.85;
  for (let row = 0; row < TILE_PX; row++) {
    for (let column = 0; column < TILE_PX; column++) {
      const pixel = row * TILE_PX + column;
      const corner = row * (TILE_PX + 1) + column;
      const height = heights[corner + TILE_PX + 2]!;
      const slope = height - heights[corner]!;
      const grain = (random(tile.x * TILE_PX + column, tile.y * TILE_PX + row, 99) - 0.5) * 0.03;
      relief.tone[pixel] = 255 * clamped(0.55 + 0.2 * height + steepness * slope + grain);
      relief.fray[pixel] = 127 * Math.max(-1, Math.min(1, frays[pixel]!));
      relief.beyond[pixel] = 255 * (1 - territory[pixel]!);
    }
  }
  return relief;
}

/** The tile as TILE_PX x TILE_PX pixels, four bytes each, alpha not multiplied in. `lifted` is 1 for open sky. */
export function paintTile(tile: Tile, relief: Relief, lifted: GridReader): Uint8ClampedArray<ArrayBuffer> {
  const grid = gridAround(tile);
  const cells = lifted(grid);
  const open = blurred(cells, grid, tile, 0);
  const openNorthWest = blurred(cells, grid, tile, -SHADOW_SHIFT_CELLS);
  const pixels = new Uint8ClampedArray(4 * TILE_PX ** 2);
  for (let pixel = 0; pixel < TILE_PX ** 2; pixel++) {
    const tone = relief.tone[pixel]! / 255;
    const beyond = relief.beyond[pixel]! / 255;
    const fray = (FRAY * relief.fray[pixel]!) / 127;
    const sky = tornAt(open[pixel]!, fray);
    const thickness = 1 - sky;

    const opacity = mixed(INSIDE.opacity - INSIDE.thinnest * (1 - tone), BEYOND.opacity, beyond);
    const cloud = opacity * thickness;
    const shadow = SHADOW_OPACITY * (1 - tornAt(openNorthWest[pixel]!, fray)) * sky;
    const alpha = cloud + shadow * (1 - cloud);
    if (alpha === 0) continue;
    // A torn edge is thin and lets the light through.
    const lit = Math.min(1, tone + 0.5 * sky);
    const share = cloud / alpha;
    for (let channel = 0; channel < 3; channel++) {
      const shade = mixed(INSIDE.shade[channel]!, BEYOND.shade[channel]!, beyond);
      const light = mixed(INSIDE.light[channel]!, BEYOND.light[channel]!, beyond);
      pixels[4 * pixel + channel] = mixed(SHADOW[channel]!, mixed(shade, light, lit), share);
    }
    pixels[4 * pixel + 3] = 255 * alpha;
  }
  return pixels;
}

/** 0 under full cloud, 1 under clear sky. Where no cell nearby is lifted, nothing frays. */
function tornAt(openness: number, fray: number): number {
  if (openness <= 0) return 0;
  return smoothstep(THIN, CLEAR, openness + fray * smoothstep(0, THIN, openness));
}

/** The grid's values at the centre of each of the tile's pixels, moved by `shift` squares to the south-east. */
export function blurred(values: Float32Array, grid: Grid, tile: Tile, shift: number): Float32Array {
  const { left, right } = cellsUnder(tile);
  const step = (right - left) / grid.unit / TILE_PX;
  const margin = (left - grid.left) / grid.unit;
  const first = new Int32Array(TILE_PX);
  const weights = new Float32Array(4 * TILE_PX);
  for (let pixel = 0; pixel < TILE_PX; pixel++) {
    const centre = margin + (pixel + 0.5) * step + shift - 0.5;
    const before = Math.floor(centre);
    first[pixel] = before - 1;
    weights.set(splineWeights(centre - before), 4 * pixel);
  }

  const wide = new Float32Array(grid.rows * TILE_PX);
  for (let row = 0; row < grid.rows; row++) {
    for (let pixel = 0; pixel < TILE_PX; pixel++) {
      const from = row * grid.columns + first[pixel]!;
      let sum = 0;
      for (let tap = 0; tap < 4; tap++) sum += weights[4 * pixel + tap]! * values[from + tap]!;
      wide[row * TILE_PX + pixel] = sum;
    }
  }
  const field = new Float32Array(TILE_PX ** 2);
  for (let row = 0; row < TILE_PX; row++) {
    for (let tap = 0; tap < 4; tap++) {
      const weight = weights[4 * row + tap]!;
      const from = (first[row]! + tap) * TILE_PX;
      for (let pixel = 0; pixel < TILE_PX; pixel++)
        field[row * TILE_PX + pixel]! += weight * wide[from + pixel]!;
    }
  }
  return field;
}

/** Uniform cubic B-spline at `t` (0 to 1) between the second and third of four points. */
function splineWeights(t: number): [number, number, number, number] {
  const u = 1 - t;
  return [
    (u * u * u) / 6,
    (3 * t * t * t - 6 * t * t + 4) / 6,
    (3 * u * u * u - 6 * u * u + 4) / 6,
    (t * t * t) / 6,
  ];
}

function smoothstep(from: number, to: number, value: number): number {
  const t = clamped((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

function mixed(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function clamped(value: number): number {
  return Math.max(0, Math.min(1, value));
}
