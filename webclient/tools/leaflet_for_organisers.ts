import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const FILES = ["leaflet.js", "leaflet.css"];

/** Lays Leaflet where the organiser's map, drawn by the server, looks for it. Players never load it. */
export function leafletForOrganisers(): Plugin {
  return {
    name: "leaflet-for-organisers",
    apply: "build",
    async generateBundle() {
      const folder = dirname(createRequire(import.meta.url).resolve("leaflet"));
      for (const file of FILES) {
        const source = await readFile(join(folder, file));
        this.emitFile({ type: "asset", fileName: `vendor/leaflet/${file}`, source });
      }
    },
  };
}
