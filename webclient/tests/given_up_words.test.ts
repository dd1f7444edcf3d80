import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listTexts } from "../tools/list_texts";

const GIVEN_UP = JSON.parse(
  readFileSync(new URL("../../tests/texts/given_up.json", import.meta.url), "utf8"),
) as Record<string, string>;

/** A part that is filled in later, which is not ours to word. */
const french = listTexts().map((text) => ({ ...text, fr: text.fr.replace(/\{[^}]*\}/g, "{}") }));

test("every catalogue is looked at", () => {
  expect(french.length).toBeGreaterThan(1_500);
});

test.each(Object.entries(GIVEN_UP))("no French text says %s: %s", (given, _instead) => {
  const pattern = new RegExp(given, "iu");
  expect(
    french.filter(({ fr }) => pattern.test(fr)).map(({ file, key, fr }) => `${file} ${key}: ${fr}`),
  ).toEqual([]);
});

test("a no-break space stands before : ; ! ? » and after «", () => {
  const torn = french.filter(({ file, fr }) => file.endsWith("/fr.ts") && / [:;!?»](\P{L}|$)|« /u.test(fr));
  expect(torn.map(({ file, key, fr }) => `${file} ${key}: ${fr}`)).toEqual([]);
});
