/**
 * Plain cloud wherever the clouds' own tiles have not come yet. Without it, whoever drags the map quickly would see
 * the streets flash by at its edges, and the whole ground at the start.
 */

import type * as maplibregl from "maplibre-gl";
import { type Tile, tileAround } from "./fog_geometry";

/** Stand-ins are looked for this many zooms below a tile: what MapLibre still shows while zooming out. */
const STAND_IN_ZOOMS = 2;

export class FogGaps implements maplibregl.CustomLayerInterface {
  readonly id = "fog-gaps";
  readonly type = "custom";
  private map: maplibregl.Map | undefined;

  /** `colour` is red, green and blue from 0 to 255; `zoomMin` and `zoomMax` are those of the raster source. */
  constructor(
    private readonly source: string,
    private readonly zoomMin: number,
    private readonly zoomMax: number,
    private readonly colour: readonly [number, number, number],
  ) {}

  onAdd(map: maplibregl.Map): void {
    this.map = map;
  }

  render(gl: WebGL2RenderingContext): void {
    const { map } = this;
    if (!map) return;
    const shown = new Set<string>();
    // Public in MapLibre's types, though not in its manual: what the raster layer is about to draw.
    for (const { canonical } of map.style.tileManagers[this.source]?.getVisibleCoordinates() ?? []) {
      shown.add(nameOf({ zoom: canonical.z, x: canonical.x, y: canonical.y }));
    }
    const zoom = Math.max(this.zoomMin, Math.min(this.zoomMax, Math.round(map.getZoom())));
    const { width, height } = map.getCanvas();
    const ratio = map.getPixelRatio();
    const edge = 512 * 2 ** (map.getZoom() - zoom) * ratio;
    const centre = map.getCenter();
    const { x, y } = map.project(centre);
    const middle = tileAround({ lat: centre.lat, lon: centre.lng }, zoom);
    const left = x * ratio - middle.fractionX * edge;
    const top = y * ratio - middle.fractionY * edge;

    gl.enable(gl.SCISSOR_TEST);
    const [red, green, blue] = this.colour;
    gl.clearColor(red / 255, green / 255, blue / 255, 1);
    for (let row = Math.floor(-top / edge); top + row * edge < height; row++) {
      for (let column = Math.floor(-left / edge); left + column * edge < width; column++) {
        const tile = { zoom, x: middle.x + column, y: middle.y + row };
        for (const gap of gapsIn(tile, shown, this.zoomMin)) {
          const share = 2 ** (zoom - gap.zoom);
          const west = Math.floor(left + (gap.x * share - middle.x) * edge);
          const north = Math.floor(top + (gap.y * share - middle.y) * edge);
          const size = Math.ceil(edge * share) + 1;
          gl.scissor(west, height - north - size, size, size);
          gl.clear(gl.COLOR_BUFFER_BIT);
        }
      }
    }
    gl.disable(gl.SCISSOR_TEST);
  }
}

/** The parts of a tile that neither it, nor a tile above it, nor tiles below it cover. */
export function gapsIn(
  tile: Tile,
  shown: ReadonlySet<string>,
  zoomMin: number,
  depth = STAND_IN_ZOOMS,
): Tile[] {
  for (let zoom = tile.zoom; zoom >= zoomMin; zoom--) {
    const above = tile.zoom - zoom;
    if (shown.has(nameOf({ zoom, x: tile.x >> above, y: tile.y >> above }))) return [];
  }
  if (depth === 0) return [tile];
  const quarters = [0, 1].flatMap((y) =>
    [0, 1].map((x) => ({ zoom: tile.zoom + 1, x: 2 * tile.x + x, y: 2 * tile.y + y })),
  );
  return quarters.flatMap((quarter) => gapsIn(quarter, shown, quarter.zoom, depth - 1));
}

export function nameOf({ zoom, x, y }: Tile): string {
  return `${zoom}/${x}/${y}`;
}
