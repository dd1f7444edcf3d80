import { afterEach, expect, test, vi } from "vitest";
import { baseMaps, schematicStyle, vectorStyle } from "./base_style";

afterEach(() => vi.unstubAllGlobals());

const SETTINGS = {
  pmtilesUrl: "/map.pmtiles",
  styleUrl: "https://maps.example/style.json",
  schematicUrl: "/streets",
};

test("base maps are tried from the operator's own to plain ground", () => {
  expect(baseMaps(SETTINGS).map(({ name }) => name)).toEqual(["pmtiles", "style", "schematic", "plain"]);
  expect(baseMaps({ ...SETTINGS, pmtilesUrl: null, styleUrl: null }).map(({ name }) => name)).toEqual([
    "schematic",
    "plain",
  ]);
});

test("a refusal and an answer that is no style are both failures", async () => {
  const style = baseMaps(SETTINGS)[1]!;
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("gone", { status: 410 })));
  await expect(style.load()).rejects.toThrow("410");
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ hello: "world" })));
  await expect(style.load()).rejects.toThrow("not a map style");
});

test("plain ground needs nothing", async () => {
  const style = await baseMaps(SETTINGS).at(-1)!.load();
  expect(style.layers.map(({ type }) => type)).toEqual(["background"]);
});

test("our own styles ask nobody for glyphs or sprites", () => {
  const styles = [
    schematicStyle({ type: "FeatureCollection", features: [] }),
    vectorStyle("pmtiles://map", ["roads", "water"]),
    vectorStyle("pmtiles://map", ["transportation", "water"]),
  ];
  for (const style of styles) {
    expect(style).not.toHaveProperty("glyphs");
    expect(style).not.toHaveProperty("sprite");
  }
});

test("every layer over vector tiles names the tiles' layer it draws", () => {
  for (const layers of [["roads"], ["transportation"]]) {
    const [, ...drawn] = vectorStyle("pmtiles://map", layers).layers;
    for (const layer of drawn) expect(layer).toHaveProperty("source-layer");
  }
});

test("tiles of an unknown making are refused, so that the next base map is tried", () => {
  expect(() => vectorStyle("pmtiles://map", ["mystery"])).toThrow("mystery");
});
