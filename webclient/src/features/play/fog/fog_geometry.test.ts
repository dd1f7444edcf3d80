import { describe, expect, test } from "vitest";
import {
  addCell,
  BLOCK_BYTES,
  cellAt,
  cellInBlock,
  cellsUnder,
  hasCell,
  metresPerPixel,
  overlaps,
  placeInBlock,
} from "./fog_geometry";

// Printed by game_rules: tile_at(position, 20), FogCell.block and FogCell.index.
const PLACES = [
  { lat: 50.4219, lon: 2.7786, cell: { x: 532381, y: 353698 }, place: { x: 8318, y: 5526, index: 2205 } },
  { lat: 50.4329, lon: 2.8158, cell: { x: 532489, y: 353648 }, place: { x: 8320, y: 5525, index: 3081 } },
  { lat: 50.43017, lon: 2.7685, cell: { x: 532351, y: 353661 }, place: { x: 8317, y: 5525, index: 3967 } },
  { lat: -33.8688, lon: 151.2093, cell: { x: 964717, y: 629242 }, place: { x: 15073, y: 9831, index: 3757 } },
  { lat: 0, lon: 0, cell: { x: 524288, y: 524288 }, place: { x: 8192, y: 8192, index: 0 } },
];

// Printed by game_rules: masks_by_block(cells_lifted_at(corner of four blocks)), each mask.to_bytes(512, "big"); the
// bytes that are not zero, by their number.
const BITMAPS = [
  { cells: [4095], bytes: { 511: 1 } },
  { cells: [62, 63, 127], bytes: { 7: 3, 15: 1 } },
  { cells: [3968, 4032, 4033], bytes: { 496: 128, 504: 192 } },
  { cells: [0, 1, 2, 64, 65, 128], bytes: { 0: 224, 8: 192, 16: 128 } },
];

describe("cells", () => {
  test.each(PLACES)(
    "$lat, $lon lies in the cell and block that the server finds",
    ({ lat, lon, cell, place }) => {
      expect(cellAt({ lat, lon })).toEqual(cell);
      expect(placeInBlock(cell)).toEqual(place);
      expect(cellInBlock(place, place.index)).toEqual(cell);
    },
  );

  test.each(BITMAPS)("the cells $cells are the bits that the server sends", ({ cells, bytes }) => {
    const sent = new Uint8Array(BLOCK_BYTES);
    for (const [index, value] of Object.entries(bytes)) sent[Number(index)] = value;
    const made = new Uint8Array(BLOCK_BYTES);
    cells.forEach((index) => addCell(made, index));
    expect(made).toEqual(sent);
    expect(Array.from({ length: 4096 }, (_, index) => index).filter((index) => hasCell(sent, index))).toEqual(
      cells,
    );
  });
});

describe("tiles", () => {
  test("a tile of zoom 14 covers its block's cells", () => {
    expect(cellsUnder({ zoom: 14, x: 8318, y: 5526 })).toEqual({
      left: 532352,
      top: 353664,
      right: 532416,
      bottom: 353728,
    });
  });

  test("tiles side by side share no cell", () => {
    const tile = cellsUnder({ zoom: 16, x: 10, y: 20 });
    expect(overlaps(tile, cellsUnder({ zoom: 16, x: 11, y: 20 }))).toBe(false);
    expect(overlaps(tile, cellsUnder({ zoom: 14, x: 2, y: 5 }))).toBe(true);
  });

  test("a cell at Lens is 24.3 m wide", () => {
    expect(metresPerPixel(50.4219, 20) * 512).toBeCloseTo(24.35, 1);
  });
});
