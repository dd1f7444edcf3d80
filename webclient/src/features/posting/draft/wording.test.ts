import { expect, test } from "vitest";
import { alternativesIn, replaced } from "./wording";

const FOUND = { start: 9, words: "jeune" };

test.each([
  ["Vendeur, jeune", "motivé·e", "Vendeur, motivé·e"],
  ["Une vendeuse, jeune", "motivé·e", "Une vendeuse, motivé·e"],
  ["🥖 jeune, jeune", "motivé·e", "🥖 jeune, motivé·e"],
  ["Vendeur", "motivé·e", "Vendeur"],
  ["Vendeur, jeune motivé", "", "Vendeur, motivé"],
])("in %j a tap on %j writes %j", (text, other, changed) => {
  expect(replaced(text, FOUND, other)).toBe(changed);
});

test("what a suggestion quotes, in either language, can be tapped", () => {
  expect(alternativesIn("Écrire « débutant·e accepté·e » ou « motivé·e », sans l’âge.")).toEqual([
    "débutant·e accepté·e",
    "motivé·e",
  ]);
  expect(alternativesIn("Write “motivé·e”, without the age.")).toEqual(["motivé·e"]);
  expect(alternativesIn("Parler du travail.")).toEqual([]);
  expect(alternativesIn(null)).toEqual([]);
});
