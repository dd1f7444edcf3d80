import { svelte } from "@sveltejs/vite-plugin-svelte";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { fr } from "./src/shared/i18n/fr";
import { leafletForOrganisers } from "./tools/leaflet_for_organisers";
import { precompress } from "./tools/precompress";
import { pushWorker } from "./tools/push_worker";
import { schematicMap } from "./tools/schematic_map";

// `npm run dev` shows the page with instant reload while the game's server answers for everything else.
const server = process.env["JOKAJOBS_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    svelte(),
    VitePWA({
      registerType: "autoUpdate",
      // One line of our own in main.ts registers it, after the first screen stands.
      injectRegister: false,
      includeManifestIcons: false,
      manifest: {
        name: fr.appName,
        short_name: fr.appName,
        description: fr.start.lead,
        lang: "fr",
        start_url: "/",
        display: "standalone",
        orientation: "portrait",
        background_color: "#e9eef7",
        theme_color: "#e9eef7",
        icons: [
          { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      workbox: {
        // The map's code too: whoever opens the game in a place without network walks on all the same.
        globPatterns: ["index.html", "assets/*.{js,css,woff2}"],
        importScripts: ["push_worker.js"],
        // What only Jokers see, and can do nothing with offline, is not paid for by every player's data plan; nor is
        // the inbox, which is the server's, nor what is done about a meeting: when and where it is, is kept. Employers'
        // screens are at an address of their own, and say nothing without the server; no more can who has to sign in, or
        // looks at their account there, or at what was decided about them, nor the reader of a PMTiles file, which only
        // the server has, nor what plays a recorded walk: few ever do. Nothing is discovered without the server either.
        // fr: what an employer's screens share of their words, in both languages; a player's own are in the shell. en: the
        // words of those who read English, kept once they were read.
        globIgnores: [
          "assets/{fr,en,account_words}-*",
          "assets/{recording,Employer*,employer_words,pin_map,esm,SignIn*,Passkeys,passkeys,Account,account_api,Device,Data,Wishes,Cases,Decisions,Suspended}-*",
          "assets/{BetweenCampaigns,ConversationSheet,ReportSheet,report_words,reasons,JokerCard,QuietHours,case_words,joker_api,GatheredSheet,play_words,Invited,Restore,UndoBox,trusted_contact,invited_words}-*",
          "assets/{Joker{Home,Top},AskTeam,FreeNow,NewCharter,CallBanner,Blocked,joker_words,MeetingSheet,Notifications,pushes.svelte}-*",
        ],
        runtimeCaching: [
          {
            urlPattern: /\/assets\/en-/,
            handler: "CacheFirst",
            options: { cacheName: "words", expiration: { maxEntries: 2 } },
          },
        ],
        navigateFallback: "/index.html",
        // The game is one page; the organiser's map, the API and the sockets are none of the worker's business.
        navigateFallbackAllowlist: [/^\/(\?.*)?$/],
      },
    }),
    leafletForOrganisers(),
    pushWorker(),
    schematicMap(),
    precompress(),
  ],
  build: {
    target: "es2022",
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Each by itself they are a few hundred bytes, less than the answer's headers and what another one costs.
          groups: [
            {
              name: "pieces",
              test: /src\/(shared\/ui\/(BackButton|BottomSheet|SubPage|Toasts)|features\/jokers\/call_alarm|shared\/(geo\/directions|i18n\/(local_time|message_text|now)|device\/(new_id|one_position)))\b/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      // With the page's own host: the server refuses what another origin sends.
      "/api": { target: server, changeOrigin: false },
      "/socket.io": { target: server, ws: true, changeOrigin: false },
    },
  },
  test: { include: ["src/**/*.test.ts", "tests/**/*.test.ts"], environment: "node" },
});
