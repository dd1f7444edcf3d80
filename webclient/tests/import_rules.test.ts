import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forbiddenImports } from "../tools/import_rules";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rules-"));
  write("features/accounts/account.ts", "export type Account = { name: string };");
  write("features/play/play.ts", "export type Play = { points: number };");
  write("app/Game.svelte", "<p></p>");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  const file = join(folder, "src", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function rulesBroken(): Promise<string[]> {
  const { found } = await forbiddenImports(folder);
  return found.map((line) => line.split(": ").slice(0, 2).join(": "));
}

test("a feature may import one below it, and app/ every one", async () => {
  write(
    "features/play/Walk.svelte",
    '<script lang="ts">import type { Account } from "../accounts/account";</script>',
  );
  write("app/Tabs.svelte", '{#await import("../features/play/Walk.svelte") then Walk}{Walk}{/await}');
  expect(await rulesBroken()).toEqual([]);
});

test.each([
  ["a type in a component", '<script lang="ts">import type { Play } from "../play/play";</script>'],
  ["in the markup", '{#await import("../play/play") then play}{play}{/await}'],
])("none above it: %s", async (_, component) => {
  write("features/accounts/Me.svelte", component);
  expect(await rulesBroken()).toEqual([
    "src/features/accounts/Me.svelte → src/features/play/play.ts: accounts-imports-from-below",
  ]);
  expect((await forbiddenImports(folder)).found[0]).toContain("move the code to the higher of the two");
});

test("nor app/, nor does what is shared import a feature", async () => {
  write("features/play/Walk.svelte", '<script lang="ts">import Game from "../../app/Game.svelte";</script>');
  write(
    "shared/ui/Icon.svelte",
    '<script lang="ts">import type { Play } from "../../features/play/play";</script>',
  );
  expect(await rulesBroken()).toEqual([
    "src/features/play/Walk.svelte → src/app/Game.svelte: no-feature-imports-app",
    "src/shared/ui/Icon.svelte → src/features/play/play.ts: shared-imports-no-feature",
  ]);
});

test("what is no component imports none", async () => {
  write("shared/ui/toasts.ts", "export const TOASTS_MAX = 3;");
  write(
    "shared/device/alarm.ts",
    'import { TOASTS_MAX } from "../ui/toasts"; export const MAX = TOASTS_MAX;',
  );
  expect(await rulesBroken()).toEqual([
    "src/shared/device/alarm.ts → src/shared/ui/toasts.ts: only-ui-imports-ui",
  ]);
});

test("there are no cycles, no imports that lead nowhere and no features without a place", async () => {
  write("features/play/a.ts", 'import type { B } from "./b"; export type A = B | null;');
  write("features/play/b.ts", 'import type { A } from "./a"; export type B = A | null;');
  write("features/play/c.ts", 'export * from "./gone";');
  write("features/unheard_of/d.ts", "export const D = 1;");
  write("app/e.ts", 'export * from "../features/unheard_of/d";');
  expect(await rulesBroken()).toEqual([
    "src/app/e.ts → src/features/unheard_of/d.ts: every-feature-has-its-place",
    "src/features/play/a.ts → src/features/play/b.ts → src/features/play/a.ts: no-cycles",
    "src/features/play/c.ts → ./gone: every-import-leads-somewhere",
  ]);
});
