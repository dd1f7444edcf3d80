/**
 * Which clouds are lifted, and which are just tearing open. Bits only ever get added, as on the server;
 * `replace` is for the snapshot, which is the whole truth.
 */

import {
  addCell,
  BLOCK_BYTES,
  BLOCK_EDGE_CELLS,
  cellInBlock,
  type Cell,
  type CellRect,
  hasCell,
} from "./fog_geometry";

export type FogBitmap = { x: number; y: number; cells: Uint8Array };
export type FogCells = { x: number; y: number; cells: number[] };

/** A cloud takes this long to tear open: long enough to be seen, short enough to feel caused by the step. */
export const TEAR_MS = 900;

export class FogStore {
  private readonly bitmaps = new Map<string, Uint8Array>();
  private readonly tearing = new Map<string, { cell: Cell; sinceMs: number }>();

  /** Throws RangeError for a bitmap that is not 512 bytes long; the clouds then stay as they were. */
  replace(blocks: readonly FogBitmap[]): void {
    for (const { x, y, cells } of blocks) {
      if (cells.length !== BLOCK_BYTES) {
        throw new RangeError(`fog block ${x}/${y} has ${cells.length} bytes, not ${BLOCK_BYTES}`);
      }
    }
    this.bitmaps.clear();
    this.tearing.clear();
    for (const { x, y, cells } of blocks) this.bitmaps.set(key(x, y), cells.slice());
  }

  /** Adds cells and starts to tear them open at `nowMs`; null opens them at once. Lifted ones stay as they are. */
  lift(blocks: readonly FogCells[], nowMs: number | null): void {
    for (const { x, y, cells } of blocks) {
      const bitmap = this.bitmaps.get(key(x, y)) ?? new Uint8Array(BLOCK_BYTES);
      this.bitmaps.set(key(x, y), bitmap);
      for (const index of cells) {
        if (hasCell(bitmap, index)) continue;
        addCell(bitmap, index);
        const cell = cellInBlock({ x, y }, index);
        if (nowMs !== null) this.tearing.set(key(cell.x, cell.y), { cell, sinceMs: nowMs });
      }
    }
  }

  /**
   * How open the sky is over a grid of squares of `unit` x `unit` cells whose first corner is (left, top):
   * 0 is cloud, 1 is lifted, row by row from the north-west.
   */
  openness(
    left: number,
    top: number,
    columns: number,
    rows: number,
    unit: number,
    nowMs: number,
  ): Float32Array {
    const grid = new Float32Array(columns * rows);
    const rect = { left, top, right: left + columns * unit, bottom: top + rows * unit };
    const share = 1 / unit ** 2;
    const slot = (x: number, y: number) =>
      Math.floor((y - top) / unit) * columns + Math.floor((x - left) / unit);

    this.eachLifted(rect, (x, y) => {
      grid[slot(x, y)]! += share;
    });
    for (const [name, { cell, sinceMs }] of this.tearing) {
      const progress = (nowMs - sinceMs) / TEAR_MS;
      if (progress >= 1) {
        this.tearing.delete(name);
      } else if (cell.x >= rect.left && cell.x < rect.right && cell.y >= rect.top && cell.y < rect.bottom) {
        grid[slot(cell.x, cell.y)]! -= share * (1 - eased(Math.max(0, progress)));
      }
    }
    return grid;
  }

  private eachLifted(rect: CellRect, visit: (x: number, y: number) => void): void {
    const lastBlockX = Math.floor((rect.right - 1) / BLOCK_EDGE_CELLS);
    const lastBlockY = Math.floor((rect.bottom - 1) / BLOCK_EDGE_CELLS);
    for (let blockY = Math.floor(rect.top / BLOCK_EDGE_CELLS); blockY <= lastBlockY; blockY++) {
      for (let blockX = Math.floor(rect.left / BLOCK_EDGE_CELLS); blockX <= lastBlockX; blockX++) {
        const bitmap = this.bitmaps.get(key(blockX, blockY));
        if (!bitmap) continue;
        const west = blockX * BLOCK_EDGE_CELLS;
        const north = blockY * BLOCK_EDGE_CELLS;
        const right = Math.min(rect.right, west + BLOCK_EDGE_CELLS);
        const bottom = Math.min(rect.bottom, north + BLOCK_EDGE_CELLS);
        for (let y = Math.max(rect.top, north); y < bottom; y++) {
          for (let x = Math.max(rect.left, west); x < right; x++) {
            if (hasCell(bitmap, (y - north) * BLOCK_EDGE_CELLS + (x - west))) visit(x, y);
          }
        }
      }
    }
  }
}

function key(x: number, y: number): string {
  return `${x}/${y}`;
}

/** Starts gently and ends gently (smoothstep). */
function eased(progress: number): number {
  return progress * progress * (3 - 2 * progress);
}
