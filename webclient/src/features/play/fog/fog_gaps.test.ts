import { expect, test } from "vitest";
import { gapsIn, nameOf } from "./fog_gaps";

const TILE = { zoom: 16, x: 33275, y: 22106 };
const gaps = (...shown: string[]) => gapsIn(TILE, new Set(shown), 11);

test("a tile that is shown leaves no gap, nor one under a larger tile", () => {
  expect(gaps(nameOf(TILE))).toEqual([]);
  expect(gaps("14/8318/5526")).toEqual([]);
});

test("a tile's neighbours do not cover it", () => {
  const open = gaps("16/33274/22106", "14/8319/5526");
  expect(open).toHaveLength(16);
  expect(new Set(open.map(({ zoom }) => zoom))).toEqual(new Set([18]));
});

test("smaller tiles cover their part", () => {
  const three = gaps("17/66550/44212", "17/66551/44212", "17/66550/44213");
  expect(three.map(nameOf)).toEqual([
    "18/133102/88426",
    "18/133103/88426",
    "18/133102/88427",
    "18/133103/88427",
  ]);
});
