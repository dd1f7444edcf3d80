import { build, type Plugin } from "vite";

/**
 * Builds src/features/notifications/push_worker.ts into one file of its own: sw.js, which another plugin writes, loads it with importScripts
 * and so can take no module.
 */
export function pushWorker(): Plugin {
  let folder = "dist";
  return {
    name: "push-worker",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async writeBundle() {
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        build: {
          target: "es2022",
          outDir: folder,
          emptyOutDir: false,
          lib: {
            entry: "src/features/notifications/push_worker.ts",
            formats: ["iife"],
            name: "push",
            fileName: () => "push_worker.js",
          },
        },
      });
    },
  };
}
