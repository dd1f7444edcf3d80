/**
 * Paints clouds beside the main thread, which then only hands pictures to the GPU. Messages are handled in order,
 * so a picture always shows every cell sent before it was asked for.
 */

import type { Tile } from "./fog_geometry";
import { type FogBitmap, type FogCells, FogStore } from "./fog_store";
import { type Grid, paintTile, type Relief, reliefOf, TILE_PX } from "./fog_tiles";
import { insideTerritory, type Rings, ringsInCells } from "../map/territory_mask";

export type FogRequest =
  | { type: "territory"; territory: GeoJSON.MultiPolygon }
  | { type: "replace"; blocks: FogBitmap[] }
  | { type: "lift"; blocks: FogCells[]; nowMs: number | null }
  | { type: "paint"; id: number; tile: Tile; nowMs: number };
export type FogPicture = { id: number; picture: ImageBitmap };

/** About 200 kB each; a phone's screen shows six at most, and walking on needs the same ones again. */
const RELIEFS_MAX = 24;

const store = new FogStore();
const reliefs = new Map<string, Relief>();
let territory: Rings | null = null;

self.onmessage = ({ data: request }: MessageEvent<FogRequest>) => {
  switch (request.type) {
    case "territory":
      territory = ringsInCells(request.territory);
      reliefs.clear();
      break;
    case "replace":
      store.replace(request.blocks);
      break;
    case "lift":
      store.lift(request.blocks, request.nowMs);
      break;
    case "paint":
      void paint(request.id, request.tile, request.nowMs);
      break;
  }
};

async function paint(id: number, tile: Tile, nowMs: number): Promise<void> {
  const pixels = paintTile(tile, reliefFor(tile), ({ left, top, columns, rows, unit }) =>
    store.openness(left, top, columns, rows, unit, nowMs),
  );
  const picture = await createImageBitmap(new ImageData(pixels, TILE_PX, TILE_PX));
  self.postMessage({ id, picture } satisfies FogPicture, { transfer: [picture] });
}

function reliefFor(tile: Tile): Relief {
  const name = `${tile.zoom}/${tile.x}/${tile.y}`;
  const relief = reliefs.get(name) ?? reliefOf(tile, inside);
  // Put last again: the first one in the map is the one not used for longest.
  reliefs.delete(name);
  reliefs.set(name, relief);
  const [oldest] = reliefs.keys();
  if (reliefs.size > RELIEFS_MAX && oldest !== undefined) reliefs.delete(oldest);
  return relief;
}

function inside({ left, top, columns, rows, unit }: Grid): Float32Array {
  return territory
    ? insideTerritory(territory, left, top, columns, rows, unit)
    : new Float32Array(columns * rows).fill(1);
}
