import { describe, expect, test } from "vitest";
import { addCell, BLOCK_BYTES } from "./fog_geometry";
import { FogStore, TEAR_MS } from "./fog_store";

const BLOCK = { x: 8318, y: 5526 };
const WEST = BLOCK.x * 64;
const NORTH = BLOCK.y * 64;

function bitmap(...cells: number[]): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  cells.forEach((index) => addCell(bytes, index));
  return bytes;
}

describe("fog store", () => {
  test("what was never lifted is cloud", () => {
    expect(new FogStore().openness(WEST, NORTH, 2, 2, 1, 0)).toEqual(new Float32Array(4));
  });

  test("a snapshot replaces all", () => {
    const store = new FogStore();
    store.replace([{ ...BLOCK, cells: bitmap(0) }]);
    store.replace([{ ...BLOCK, cells: bitmap(1) }]);
    expect([...store.openness(WEST, NORTH, 2, 1, 1, 0)]).toEqual([0, 1]);
  });

  test("a snapshot with a bitmap of the wrong length changes nothing", () => {
    const store = new FogStore();
    store.replace([{ ...BLOCK, cells: bitmap(0) }]);
    expect(() => store.replace([{ ...BLOCK, cells: new Uint8Array(511) }])).toThrow(RangeError);
    expect([...store.openness(WEST, NORTH, 1, 1, 1, 0)]).toEqual([1]);
  });

  test("lifted cells are added to those that were lifted", () => {
    const store = new FogStore();
    store.replace([{ ...BLOCK, cells: bitmap(0) }]);
    store.lift([{ ...BLOCK, cells: [2] }], null);
    expect([...store.openness(WEST, NORTH, 3, 1, 1, 0)]).toEqual([1, 0, 1]);
  });

  test("a grid across four blocks reads each one's cells", () => {
    const store = new FogStore();
    store.lift(
      [
        { x: BLOCK.x - 1, y: BLOCK.y - 1, cells: [4095] },
        { x: BLOCK.x, y: BLOCK.y - 1, cells: [4033] },
        { x: BLOCK.x - 1, y: BLOCK.y, cells: [62] },
        { x: BLOCK.x, y: BLOCK.y, cells: [64] },
      ],
      null,
    );
    expect([...store.openness(WEST - 2, NORTH - 1, 4, 3, 1, 0)]).toEqual([
      ...[0, 1, 0, 1],
      ...[1, 0, 0, 0],
      ...[0, 0, 1, 0],
    ]);
  });

  test("larger squares hold the share of their cells that is lifted", () => {
    const store = new FogStore();
    store.lift([{ ...BLOCK, cells: [0, 1, 64] }], null);
    expect([...store.openness(WEST, NORTH, 2, 1, 2, 0)]).toEqual([0.75, 0]);
  });

  test("a cloud tears open over its time and stays open", () => {
    const store = new FogStore();
    store.lift([{ ...BLOCK, cells: [0] }], 1000);
    const at = (ms: number) => store.openness(WEST, NORTH, 1, 1, 1, ms)[0];
    expect(at(1000)).toBe(0);
    expect(at(1000 + TEAR_MS / 2)).toBeCloseTo(0.5);
    expect(at(1000 + TEAR_MS)).toBe(1);
    expect(at(1000)).toBe(1);
  });

  test("lifting again what is lifted closes no cloud", () => {
    const store = new FogStore();
    store.lift([{ ...BLOCK, cells: [0] }], null);
    store.lift([{ ...BLOCK, cells: [0] }], 1000);
    expect([...store.openness(WEST, NORTH, 1, 1, 1, 1000)]).toEqual([1]);
  });
});
