/**
 * Which room of src/ may import which, held by `npm run check`.
 *
 * app → features → shared, never back. Features stand from the ground up, by the names that the server's rooms have: one may
 * import those before it in FEATURES, never those after it. What a screen needs of a later feature it is given: as a
 * property, by the context of its session, or as a type of its own that the later one fits.
 */

/** From the ground up. `posting`, an employer's offers, shows what players answered; `play` is the walk, above all others. */
const FEATURES = [
  "territory",
  "accounts",
  "notifications",
  "cases",
  "organisations",
  "offers",
  "public",
  "applications",
  "posting",
  "jokers",
  "calls",
  "meetings",
  "play",
];

const layers = FEATURES.slice(0, -1).map((feature, place) => ({
  name: `${feature}-imports-from-below`,
  severity: "error",
  comment:
    `${feature} stands below the feature that it imports: move the code to the higher of the two, ` +
    `or give ${feature} what it needs as a property, a callback or a type of its own.`,
  from: { path: `^src/features/${feature}/` },
  to: { path: `^src/features/(${FEATURES.slice(place + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    {
      name: "shared-imports-no-feature",
      severity: "error",
      comment:
        "shared/ serves every feature and knows none: move the code to the feature, or pass in what it needs.",
      from: { path: "^src/shared/" },
      to: { path: "^src/(features|app)/" },
    },
    {
      name: "only-ui-imports-ui",
      severity: "error",
      comment:
        "What is no component must run without one: let the component call it, or move the code to shared/ui/.",
      from: { path: "^src/shared/(device|geo|protocol|i18n)/" },
      to: { path: "^src/shared/ui/" },
    },
    {
      name: "no-feature-imports-app",
      severity: "error",
      comment:
        "app/ puts features together: pass in what the feature needs, or move the screen that joins several to app/.",
      from: { path: "^src/features/" },
      to: { path: "^src/app/" },
    },
    ...layers,
    {
      name: "every-feature-has-its-place",
      severity: "error",
      comment: "A new feature's folder gets its place in FEATURES of dependency_rules.cjs.",
      from: {},
      to: { path: "^src/features/", pathNot: `^src/features/(${FEATURES.join("|")})/` },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two modules that need each other are one, or both need a third: move there what they share.",
      from: {},
      to: { circular: true },
    },
    {
      name: "every-import-leads-somewhere",
      severity: "error",
      comment: "The imported file is not there: correct the path. A rule can only hold what it can follow.",
      from: { path: "^src/" },
      to: { couldNotResolve: true, path: "^\\." },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { extensions: [".ts", ".svelte.ts", ".svelte", ".js", ".mjs", ".css"] },
  },
};
