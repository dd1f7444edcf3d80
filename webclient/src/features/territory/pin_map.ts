/** A plain map without clouds, whose middle is the place to be told. Knows nothing of the server. */

import "maplibre-gl/dist/maplibre-gl.css";

import * as maplibregl from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { LatLon } from "../../shared/geo/geo";
import { type BaseMapSettings, baseMaps, plainStyle } from "./base_style";

export type PinMapOptions = {
  /** Its `aria-label` names the map. */
  container: HTMLElement;
  centre: LatLon;
  /** Tried in this order: PMTiles, style, schematic map. */
  baseMap: BaseMapSettings;
  attribution: string;
};

export interface PinMap {
  centre(): LatLon;
  destroy(): void;
}

/** Streets have their names from here on. */
const ZOOM = 16;
const ZOOM_MAX = 19;

/** Throws where the browser has no WebGL 2. */
export async function createPinMap({
  container,
  centre,
  baseMap,
  attribution,
}: PinMapOptions): Promise<PinMap> {
  maplibregl.setWorkerUrl(workerUrl);
  const map = new maplibregl.Map({
    container,
    style: plainStyle(),
    center: [centre.lon, centre.lat],
    zoom: ZOOM,
    maxZoom: ZOOM_MAX,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    locale: { "Map.Title": container.getAttribute("aria-label") ?? "" },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.AttributionControl({ compact: true, customAttribution: attribution }));
  void layBase(map, baseMaps(baseMap));
  return {
    centre() {
      const { lat, lng } = map.getCenter();
      return { lat, lon: lng };
    },
    destroy: () => map.remove(),
  };
}

async function layBase(map: maplibregl.Map, candidates: ReturnType<typeof baseMaps>): Promise<void> {
  for (const candidate of candidates) {
    try {
      map.setStyle(await candidate.load());
      return;
    } catch {
      // The next one; plain ground is always there.
    }
  }
}
