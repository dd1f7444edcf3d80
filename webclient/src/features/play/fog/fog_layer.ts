/**
 * The clouds on the map: a raster source of our own protocol, painted by a worker, refreshed where cells lift.
 */

import * as maplibregl from "maplibre-gl";
import { type CellRect, cellInBlock, overlaps, type Tile } from "./fog_geometry";
import { type FogBitmap, type FogCells, TEAR_MS } from "./fog_store";
import { FogGaps, nameOf } from "./fog_gaps";
import { cellsSeenBy, PLAIN_CLOUD } from "./fog_tiles";
import type { FogPicture, FogRequest } from "./fog_worker";

export const FOG_SOURCE = "fog";

/** Below it a tile would show cells smaller than half a pixel; above it the GPU enlarges what is soft anyway. */
export const FOG_ZOOM_MIN = 11;
const FOG_ZOOM_MAX = 16;

/** Pictures of a tearing cloud follow each other at least this far apart: smooth for something that soft. */
const FRAME_MS = 66;

/** By then MapLibre has long copied a picture to the GPU. */
const PICTURE_KEPT_MS = 1000;

let layers = 0;

export class FogLayer {
  private readonly protocol = `fog-${++layers}`;
  private readonly worker = new Worker(new URL("./fog_worker.ts", import.meta.url), { type: "module" });
  private readonly awaited = new Map<number, (picture: ImageBitmap) => void>();
  private readonly served = new Map<string, Tile>();
  private readonly stale = new Map<string, Tile>();
  private tearing: { cells: CellRect; untilMs: number }[] = [];
  private frame: ReturnType<typeof setTimeout> | undefined;
  private pictures = 0;
  private map: maplibregl.Map | undefined;

  constructor(
    private readonly reducedMotion: boolean,
    territory: GeoJSON.MultiPolygon | null,
    onError: (message: string) => void,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<FogPicture>) => {
      this.awaited.get(data.id)?.(data.picture);
      this.awaited.delete(data.id);
    };
    this.worker.onerror = (event) => onError(`clouds: ${event.message}`);
    if (territory) this.send({ type: "territory", territory });
    maplibregl.addProtocol(this.protocol, async ({ url }) => ({ data: await this.picture(url) }));
  }

  /** The style with the clouds over it. */
  over(style: maplibregl.StyleSpecification): maplibregl.StyleSpecification {
    const source: maplibregl.RasterSourceSpecification = {
      type: "raster",
      tiles: [`${this.protocol}://{z}/{x}/{y}`],
      tileSize: 512,
      minzoom: FOG_ZOOM_MIN,
      maxzoom: FOG_ZOOM_MAX,
    };
    const layer: maplibregl.RasterLayerSpecification = {
      id: FOG_SOURCE,
      type: "raster",
      source: FOG_SOURCE,
      paint: { "raster-fade-duration": 0 },
    };
    return {
      ...style,
      sources: { ...style.sources, [FOG_SOURCE]: source },
      layers: [...style.layers, layer],
    };
  }

  attach(map: maplibregl.Map): void {
    this.map = map;
    const gaps = new FogGaps(FOG_SOURCE, FOG_ZOOM_MIN, FOG_ZOOM_MAX, PLAIN_CLOUD);
    // A style cannot hold a custom layer: it is put back after each change.
    map.on("styledata", () => {
      if (!map.getLayer(gaps.id)) map.addLayer(gaps);
    });
    // A tile that comes back from MapLibre's cache, or was still loading, may show clouds that were lifted meanwhile;
    // the frame that draws it is the only notice.
    map.on("render", () => this.refresh());
    releaseReplacedTextures(map);
  }

  replace(blocks: FogBitmap[]): void {
    this.send({ type: "replace", blocks });
    this.tearing = [];
    for (const [name, tile] of this.served) this.stale.set(name, tile);
    this.refresh();
  }

  lift(blocks: FogCells[]): void {
    const nowMs = performance.now();
    this.send({ type: "lift", blocks, nowMs: this.reducedMotion ? null : nowMs });
    for (const block of blocks) {
      if (block.cells.length > 0) {
        this.tearing.push({ cells: extent(block), untilMs: this.reducedMotion ? nowMs : nowMs + TEAR_MS });
      }
    }
    this.frame ??= setTimeout(this.nextFrame);
  }

  destroy(): void {
    clearTimeout(this.frame);
    maplibregl.removeProtocol(this.protocol);
    this.worker.terminate();
    this.map = undefined;
  }

  /** Asks again for what is tearing, and stops after each cloud's last picture. */
  private readonly nextFrame = (): void => {
    this.frame = undefined;
    // A slow phone gets fewer pictures instead of a growing queue of them.
    if (this.awaited.size === 0) {
      for (const [name, tile] of this.served) {
        const cells = cellsSeenBy(tile);
        if (this.tearing.some((tear) => overlaps(tear.cells, cells))) this.stale.set(name, tile);
      }
      const nowMs = performance.now();
      this.tearing = this.tearing.filter((tear) => tear.untilMs > nowMs);
      this.refresh();
    }
    if (this.tearing.length > 0) this.frame = setTimeout(this.nextFrame, FRAME_MS);
  };

  private refresh(): void {
    if (this.stale.size === 0 || !this.map?.getSource(FOG_SOURCE)) return;
    this.map.refreshTiles(
      FOG_SOURCE,
      Array.from(this.stale.values(), ({ zoom, x, y }) => ({ z: zoom, x, y })),
    );
  }

  private async picture(url: string): Promise<ImageBitmap> {
    const [zoom, x, y] = url.split("://")[1]!.split("/").map(Number) as [number, number, number];
    const tile = { zoom, x, y };
    const name = nameOf(tile);
    this.served.set(name, tile);
    this.stale.delete(name);
    const id = ++this.pictures;
    const picture = await new Promise<ImageBitmap>((resolve) => {
      this.awaited.set(id, resolve);
      this.send({ type: "paint", id, tile, nowMs: performance.now() });
    });
    setTimeout(() => picture.close(), PICTURE_KEPT_MS);
    return picture;
  }

  private send(request: FogRequest): void {
    this.worker.postMessage(request);
  }
}

/** The rectangle around a block's cells. */
function extent(block: FogCells): CellRect {
  const rect = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const index of block.cells) {
    const { x, y } = cellInBlock(block, index);
    rect.left = Math.min(rect.left, x);
    rect.top = Math.min(rect.top, y);
    rect.right = Math.max(rect.right, x + 1);
    rect.bottom = Math.max(rect.bottom, y + 1);
  }
  return rect;
}

type Texture = { destroy(): void };

/**
 * MapLibre (6.17) puts a refreshed raster tile on a new texture and leaves the old one to the garbage collector,
 * which does not see the GPU's memory: a walk at 15 pictures a second would fill a phone.
 */
function releaseReplacedTextures(map: maplibregl.Map): void {
  const shown = new WeakMap<object, Texture>();
  map.on(
    "sourcedata",
    ({ sourceId, tile }: maplibregl.MapSourceDataEvent & { tile?: { texture?: Texture } }) => {
      if (sourceId !== FOG_SOURCE || !tile?.texture) return;
      const before = shown.get(tile);
      if (before && before !== tile.texture) before.destroy();
      shown.set(tile, tile.texture);
    },
  );
}
