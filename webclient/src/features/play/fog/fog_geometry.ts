/**
 * Where a cloud lies: cells, blocks and tiles of the slippy map, numbered as game_rules/play/fog.py does.
 * Knows neither MapLibre nor what a cloud looks like.
 *
 * A block is a tile of zoom 14 and holds 64 x 64 cells of zoom 20. Cell row * 64 + column, counted from the
 * north-west, is bit 0x80 >> (number % 8) of byte number // 8.
 */

export type LatLon = { lat: number; lon: number };
export type Tile = { zoom: number; x: number; y: number };
export type Cell = { x: number; y: number };
/** A rectangle of cells; `right` and `bottom` are not part of it. */
export type CellRect = { left: number; top: number; right: number; bottom: number };

const BLOCK_ZOOM = 14;
const CELL_ZOOM = 20;
export const BLOCK_EDGE_CELLS = 1 << (CELL_ZOOM - BLOCK_ZOOM);
export const BLOCK_BYTES = BLOCK_EDGE_CELLS ** 2 / 8;

const WORLD_EDGE_CELLS = 1 << CELL_ZOOM;
/** Where the square of the slippy map ends: atan(sinh(pi)). */
const MERCATOR_MAX_LAT = 85.0511287798066;
/** MapLibre's world is 512 CSS pixels wide at zoom 0. */
const WORLD_EDGE_PX = 512;
/** Equator of the sphere that Web Mercator is drawn on (EPSG:3857, radius 6,378,137 m). */
const EQUATOR_M = 2 * Math.PI * 6_378_137;

/** The position counted in cells from the north-west corner of the world, with its fraction. */
export function inCells(position: LatLon): Cell {
  const lat = (Math.max(-MERCATOR_MAX_LAT, Math.min(MERCATOR_MAX_LAT, position.lat)) * Math.PI) / 180;
  return {
    x: ((position.lon + 180) / 360) * WORLD_EDGE_CELLS,
    y: ((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2) * WORLD_EDGE_CELLS,
  };
}

/** The cell that holds a position. */
export function cellAt(position: LatLon): Cell {
  const { x, y } = inCells(position);
  return { x: Math.floor(x), y: Math.floor(y) };
}

/** The tile that holds a position, and how far inside it lies from the west and the north, 0 to 1. */
export function tileAround(position: LatLon, zoom: number): Tile & { fractionX: number; fractionY: number } {
  const { x, y } = inCells(position);
  const edge = 2 ** (CELL_ZOOM - zoom);
  const column = Math.floor(x / edge);
  const row = Math.floor(y / edge);
  return { zoom, x: column, y: row, fractionX: x / edge - column, fractionY: y / edge - row };
}

/** The block that holds a cell, and the cell's number in it, 0 to 4095. */
export function placeInBlock(cell: Cell): { x: number; y: number; index: number } {
  return {
    x: Math.floor(cell.x / BLOCK_EDGE_CELLS),
    y: Math.floor(cell.y / BLOCK_EDGE_CELLS),
    index: (cell.y % BLOCK_EDGE_CELLS) * BLOCK_EDGE_CELLS + (cell.x % BLOCK_EDGE_CELLS),
  };
}

export function cellInBlock(block: { x: number; y: number }, index: number): Cell {
  return {
    x: block.x * BLOCK_EDGE_CELLS + (index % BLOCK_EDGE_CELLS),
    y: block.y * BLOCK_EDGE_CELLS + Math.floor(index / BLOCK_EDGE_CELLS),
  };
}

export function hasCell(bitmap: Uint8Array, index: number): boolean {
  return ((bitmap[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

export function addCell(bitmap: Uint8Array, index: number): void {
  bitmap[index >> 3] = (bitmap[index >> 3] ?? 0) | (0x80 >> (index & 7));
}

/** The cells under a tile of zoom 20 or less. */
export function cellsUnder(tile: Tile): CellRect {
  const edge = 2 ** (CELL_ZOOM - tile.zoom);
  return {
    left: tile.x * edge,
    top: tile.y * edge,
    right: (tile.x + 1) * edge,
    bottom: (tile.y + 1) * edge,
  };
}

export function overlaps(a: CellRect, b: CellRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Metres on the ground under one CSS pixel of the map. */
export function metresPerPixel(lat: number, mapZoom: number): number {
  return (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (WORLD_EDGE_PX * 2 ** mapZoom);
}
