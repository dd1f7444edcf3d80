/**
 * What lies under the clouds: a PMTiles file of the operator's, a style from elsewhere, the built-in schematic map,
 * or plain ground, the first that can be had. Nothing here asks a third party for glyphs or sprites: names are
 * drawn with the page's own font.
 */

import * as maplibregl from "maplibre-gl";

export type BaseMapSettings = { pmtilesUrl: string | null; styleUrl: string | null; schematicUrl: string };
/** A base map that may turn out not to be there: `load` then rejects. */
export type BaseMap = { name: string; load(): Promise<maplibregl.StyleSpecification> };

type Layer = maplibregl.LayerSpecification;
type Filter = maplibregl.ExpressionSpecification | boolean;

/** Long enough for a village's network, short enough that nobody takes the plain ground for the map. */
const PATIENCE_MS = 8000;

const SOURCE = "base";
const FONT = ["Atkinson Hyperlegible Next", "system-ui", "sans-serif"];
const COLOUR = {
  ground: "#e2ebd5",
  green: "#cfdfb9",
  sand: "#d8d0c2",
  slagHeap: "#c9bba8",
  water: "#bfd3ea",
  street: "#ffffff",
  kerb: "#cdd4c4",
  path: "#fbf8ee",
  rail: "#a9b0bd",
  building: "#d8d0c2",
  name: "#4a5672",
};

/** The base maps in the order they are to be tried. The last one is always there. */
export function baseMaps(settings: BaseMapSettings): BaseMap[] {
  const maps: BaseMap[] = [];
  const { pmtilesUrl, styleUrl, schematicUrl } = settings;
  if (pmtilesUrl !== null) maps.push({ name: "pmtiles", load: () => loadPmtiles(pmtilesUrl) });
  if (styleUrl !== null) maps.push({ name: "style", load: () => loadStyle(styleUrl) });
  maps.push({
    name: "schematic",
    load: async () => schematicStyle(await fetchJson<GeoJSON.GeoJSON>(schematicUrl)),
  });
  maps.push({ name: "plain", load: () => Promise.resolve(plainStyle()) });
  return maps;
}

export function plainStyle(): maplibregl.StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": COLOUR.ground } }],
  };
}

/** Features carry `class`: major, street, path, rail, water, green or slag_heap, and may carry `name`. */
export function schematicStyle(features: GeoJSON.GeoJSON): maplibregl.StyleSpecification {
  const of = (...classes: string[]): Filter => ["in", ["get", "class"], ["literal", classes]];
  const area = (filter: Filter): Filter => ["all", filter, ["==", ["geometry-type"], "Polygon"]];
  const line = (filter: Filter): Filter => ["all", filter, ["==", ["geometry-type"], "LineString"]];
  return styled({ type: "geojson", data: features }, [
    fill("green", COLOUR.green, area(of("green"))),
    fill("slag-heap", COLOUR.slagHeap, area(of("slag_heap"))),
    fill("water", COLOUR.water, area(of("water"))),
    stroke("stream", COLOUR.water, line(of("water")), 3),
    houses("houses-left", -14, of("street")),
    houses("houses-right", 14, of("street")),
    ...roads({ major: of("major"), street: of("street"), path: of("path"), rail: of("rail") }),
    names("street-name", of("major", "street"), ["get", "name"]),
  ]);
}

/** The style of a vector tile archive by what its layers are called: Protomaps' names or OpenMapTiles'. */
export function vectorStyle(url: string, layerNames: readonly string[]): maplibregl.StyleSpecification {
  const source: maplibregl.VectorSourceSpecification = { type: "vector", url };
  const has = (key: string, ...values: string[]): Filter => ["in", ["get", key], ["literal", values]];
  const within = (sourceLayer: string, ...layers: Layer[]): Layer[] =>
    layers.map((layer) => ({ ...layer, "source-layer": sourceLayer }) as Layer);
  const named: maplibregl.ExpressionSpecification = ["get", "name"];

  if (layerNames.includes("roads")) {
    return styled(source, [
      ...within(
        "landuse",
        fill(
          "green",
          COLOUR.green,
          has("kind", "park", "forest", "wood", "grass", "meadow", "pitch", "cemetery"),
        ),
        fill("slag-heap", COLOUR.slagHeap, has("kind", "quarry", "landfill", "brownfield")),
      ),
      ...within(
        "water",
        fill("water", COLOUR.water, ["==", ["geometry-type"], "Polygon"]),
        stroke("stream", COLOUR.water, ["==", ["geometry-type"], "LineString"], 3),
      ),
      ...within("buildings", fill("building", COLOUR.building, true, 14.5)),
      ...within(
        "roads",
        ...roads({
          major: has("kind", "highway", "major_road"),
          street: has("kind", "minor_road"),
          path: has("kind", "path"),
          rail: has("kind", "rail"),
        }),
        names("street-name", has("kind", "major_road", "minor_road"), named),
      ),
    ]);
  }
  if (layerNames.includes("transportation")) {
    return styled(source, [
      ...within("landcover", fill("green", COLOUR.green, has("class", "wood", "grass", "farmland"))),
      ...within("landuse", fill("slag-heap", COLOUR.slagHeap, has("class", "quarry", "landfill"))),
      ...within("park", fill("park", COLOUR.green, true)),
      ...within("water", fill("water", COLOUR.water, true)),
      ...within("waterway", stroke("stream", COLOUR.water, true, 3)),
      ...within("building", fill("building", COLOUR.building, true, 14.5)),
      ...within(
        "transportation",
        ...roads({
          major: has("class", "motorway", "trunk", "primary", "secondary"),
          street: has("class", "tertiary", "minor", "service"),
          path: has("class", "path", "track"),
          rail: has("class", "rail", "transit"),
        }),
      ),
      ...within("transportation_name", names("street-name", true, named)),
    ]);
  }
  throw new Error(`no style for tiles with the layers ${layerNames.join(", ")}`);
}

async function loadPmtiles(url: string): Promise<maplibregl.StyleSpecification> {
  // Only an operator's own file needs the reader.
  const { PMTiles, Protocol, TileType } = await import("pmtiles");
  const archive = new PMTiles(new URL(url, document.baseURI).href);
  const header = await inTime(archive.getHeader());
  if (header.tileType !== TileType.Mvt) throw new Error("the archive holds no vector tiles");
  const metadata = (await inTime(archive.getMetadata())) as { vector_layers?: { id: string }[] };
  const style = vectorStyle(
    `pmtiles://${archive.source.getKey()}`,
    metadata.vector_layers?.map(({ id }) => id) ?? [],
  );
  const protocol = new Protocol();
  protocol.add(archive);
  maplibregl.addProtocol("pmtiles", protocol.tile);
  return style;
}

async function loadStyle(url: string): Promise<maplibregl.StyleSpecification> {
  const style = await fetchJson<Partial<maplibregl.StyleSpecification>>(url);
  const { version, sources, layers } = style;
  if (version !== 8 || !sources || !layers) throw new Error(`${url} is not a map style`);
  return { ...style, version, sources, layers };
}

async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]);
}

function styled(source: maplibregl.SourceSpecification, layers: Layer[]): maplibregl.StyleSpecification {
  const plain = plainStyle();
  return { ...plain, sources: { [SOURCE]: source }, layers: [...plain.layers, ...layers] };
}

function fill(id: string, colour: string, filter: Filter, minzoom = 0): Layer {
  return { id, type: "fill", source: SOURCE, filter, minzoom, paint: { "fill-color": colour } };
}

/** `width` is that at zoom 16.5, in pixels; it grows with the map, so that a street keeps its width in metres. */
function width(pixels: number): maplibregl.ExpressionSpecification {
  return ["interpolate", ["exponential", 1.7], ["zoom"], 11, pixels / 16, 16.5, pixels, 19, pixels * 3.6];
}

function stroke(id: string, colour: string, filter: Filter, pixels: number): Layer {
  return {
    id,
    type: "line",
    source: SOURCE,
    filter,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": width(pixels) },
  };
}

/** All kerbs lie under all streets: crossings then look like crossings. */
function roads(filters: { major: Filter; street: Filter; path: Filter; rail: Filter }): Layer[] {
  const path = stroke("path", COLOUR.path, filters.path, 3);
  const sleepers = stroke("rail", COLOUR.rail, filters.rail, 4.5);
  return [
    {
      ...path,
      paint: { "line-color": COLOUR.path, "line-width": width(3), "line-dasharray": [2, 1.6] },
    } as Layer,
    stroke("rail-bed", COLOUR.rail, filters.rail, 1.4),
    {
      ...sleepers,
      layout: {},
      paint: { "line-color": COLOUR.rail, "line-width": width(5), "line-dasharray": [0.3, 1.2] },
    } as Layer,
    stroke("street-kerb", COLOUR.kerb, filters.street, 11),
    stroke("major-kerb", COLOUR.kerb, filters.major, 17),
    stroke("street", COLOUR.street, filters.street, 9),
    stroke("major", COLOUR.street, filters.major, 15),
  ];
}

/** A row of brick houses suggested along one side of a street, as they stand in a mining town. */
function houses(id: string, offsetPx: number, filter: Filter): Layer {
  return {
    id,
    type: "line",
    source: SOURCE,
    filter,
    minzoom: 15,
    paint: {
      "line-color": COLOUR.sand,
      "line-width": width(9),
      "line-offset": width(offsetPx),
      "line-dasharray": [1.1, 0.55],
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 15, 0, 15.7, 0.8],
    },
  };
}

function names(id: string, filter: Filter, name: maplibregl.ExpressionSpecification): Layer {
  return {
    id,
    type: "symbol",
    source: SOURCE,
    filter: filter === true ? ["has", "name"] : ["all", ["has", "name"], filter],
    minzoom: 15,
    layout: {
      "symbol-placement": "line",
      "text-field": name,
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 15, 10, 18, 14],
      "symbol-spacing": 260,
      "text-letter-spacing": 0.02,
    },
    paint: { "text-color": COLOUR.name, "text-halo-color": COLOUR.street, "text-halo-width": 1.4 },
  };
}
