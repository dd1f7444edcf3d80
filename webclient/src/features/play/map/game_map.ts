/**
 * The game's map: ground, clouds, offers, me. Put together here; each part lives in its own file.
 * Knows nothing of the server, and no word to read but those it is given.
 */

import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";

import * as maplibregl from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { type BaseMap, baseMaps, type BaseMapSettings, plainStyle } from "../../territory/base_style";
import { Camera, WALKING_ZOOM } from "./camera";
import type { LatLon } from "../fog/fog_geometry";
import { FOG_SOURCE, FOG_ZOOM_MIN, FogLayer } from "../fog/fog_layer";
import type { FogBitmap, FogCells } from "../fog/fog_store";
import { type Me, MeMarker } from "./me_marker";
import { type MapPin, Pins } from "./pins";

export type { BaseMapSettings } from "../../territory/base_style";
export type { LatLon } from "../fog/fog_geometry";
export type { OfferKind } from "./pin_marks";
export type { MapPin } from "./pins";

export type GameMapOptions = {
  /** Its `aria-label` names the map; its CSS `scroll-padding` says what the page's bars cover of each edge. */
  container: HTMLElement;
  centre: LatLon;
  territory: GeoJSON.MultiPolygon | null;
  /** Tried in this order: PMTiles, style, schematic map. What fails is reported and the next one taken. */
  baseMap: BaseMapSettings;
  /** `attribution` may hold a link as HTML. */
  labels: { attribution: string };
  reducedMotion: boolean;
  onPinSelected(id: string): void;
  /** The player moved the map: it follows no more. */
  onUserMoved(): void;
  /** For the log, in English: the map goes on with what it has. */
  onError(message: string): void;
};

export interface GameMap {
  /** All lifted cells of the snapshot, 512 bytes per block; replaces what was there. */
  setFog(blocks: FogBitmap[]): void;
  /** Newly lifted cells: the clouds over them tear open. */
  liftCells(blocks: FogCells[]): void;
  setPins(pins: MapPin[]): void;
  setMe(me: Me | null): void;
  /** Keeps me in view, until the player moves the map. */
  follow(on: boolean): void;
  /** Moves to an offer's pin and makes it stand out; following ends, `onUserMoved` is not called. */
  showOffer(id: string): void;
  destroy(): void;
}

const ZOOM_MAX = 19;
/** Cheap phones have sharp screens and weak GPUs: a third pixel costs twice the work and shows nothing more. */
const PIXEL_RATIO_MAX = 2;

/** Rejects where the browser has no WebGL 2: the game is then played from the list. */
export async function createGameMap(options: GameMapOptions): Promise<GameMap> {
  const { container, reducedMotion, onError } = options;
  const fog = new FogLayer(reducedMotion, options.territory, onError);
  let map: maplibregl.Map;
  try {
    map = openMap(options, fog.over(plainStyle()));
  } catch (error) {
    fog.destroy();
    throw error;
  }
  container.classList.add("game-map");
  container.classList.toggle("game-map-still", reducedMotion);

  const camera = new Camera(map, reducedMotion, options.onUserMoved);
  const clearAttribution = () =>
    container.style.setProperty("--map-cover-bottom", `${camera.cover().bottom}px`);
  clearAttribution();
  map.on("resize", clearAttribution);
  const pins = new Pins(map, options.onPinSelected, (position) => camera.reveal(position));
  const me = new MeMarker(map, reducedMotion);
  fog.attach(map);
  const layBase = layBaseMaps(map, fog, baseMaps(options.baseMap), onError);

  return {
    setFog: (blocks) => fog.replace(blocks),
    liftCells: (blocks) => fog.lift(blocks),
    setPins: (list) => pins.set(list),
    setMe(next) {
      me.set(next);
      camera.keepInView(next?.position ?? null);
    },
    follow(on) {
      if (on) pins.highlight(null);
      camera.follow(on);
    },
    showOffer(id) {
      const position = pins.positionOf(id);
      if (!position) return;
      pins.highlight(id);
      camera.show(position);
    },
    destroy() {
      layBase.stop();
      me.destroy();
      map.remove();
      fog.destroy();
      container.classList.remove("game-map", "game-map-still");
    },
  };
}

function openMap(options: GameMapOptions, style: maplibregl.StyleSpecification): maplibregl.Map {
  const { container, centre, labels } = options;
  maplibregl.setWorkerUrl(workerUrl);
  const map = new maplibregl.Map({
    container,
    style,
    center: [centre.lon, centre.lat],
    zoom: WALKING_ZOOM,
    minZoom: FOG_ZOOM_MIN,
    maxZoom: ZOOM_MAX,
    pixelRatio: Math.min(window.devicePixelRatio, PIXEL_RATIO_MAX),
    // North stays up: the hint names a direction of the compass.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    locale: {
      "Map.Title": container.getAttribute("aria-label") ?? "",
      // allowed unescaped: the catalogue's own words, of which the text alone is taken
      "AttributionControl.ToggleAttribution": new DOMParser().parseFromString(labels.attribution, "text/html")
        .body.innerText,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.AttributionControl({ compact: true, customAttribution: labels.attribution }));
  return map;
}

/**
 * Lays the first base map that can be had under the clouds. One whose tiles fail before any came is replaced by
 * the next; once some came, failures are a matter of the network and what is there stays.
 */
function layBaseMaps(
  map: maplibregl.Map,
  fog: FogLayer,
  candidates: BaseMap[],
  onError: (message: string) => void,
): { stop(): void } {
  let stopped = false;
  let current = "plain";
  // Whether tiles of the current base map came, or it is known that they do not.
  let decided = true;

  const layNext = async (): Promise<void> => {
    const candidate = candidates.shift();
    if (!candidate) return;
    try {
      const style = await candidate.load();
      if (stopped) return;
      current = candidate.name;
      decided = false;
      map.setStyle(fog.over(style));
    } catch (error) {
      if (stopped) return;
      onError(`${candidate.name}: ${error instanceof Error ? error.message : String(error)}`);
      await layNext();
    }
  };

  map.on("sourcedata", ({ sourceId, tile }: { sourceId?: string; tile?: unknown }) => {
    if (sourceId !== FOG_SOURCE && tile) decided = true;
  });
  map.on(
    "error",
    ({ error, sourceId, tile }: maplibregl.ErrorEvent & { sourceId?: string; tile?: unknown }) => {
      // A tile's address says where the player is: it must not reach a log.
      if (!tile) onError(`${current}: ${error.message}`);
      if (decided || sourceId === undefined || sourceId === FOG_SOURCE) return;
      decided = true;
      if (tile) onError(`${current}: its tiles do not come`);
      void layNext();
    },
  );
  map.once("style.load", () => void layNext());
  return {
    stop() {
      stopped = true;
    },
  };
}
