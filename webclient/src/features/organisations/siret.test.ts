import { expect, test } from "vitest";
import { siretInGroups, siretStanding } from "./siret";

test.each([
  ["", "empty"],
  ["552 100", "short"],
  ["732 829 320 00074", "fine"],
  ["732.829.320.00075", "wrong"],
  ["732 829 320 0007412", "long"],
  ["FR732829320000", "wrong"],
  // La Poste's head office by Luhn, an office of hers by the sum of its digits.
  ["356 000 000 00048", "fine"],
  ["356 000 000 00010", "fine"],
  ["356 000 000 00011", "wrong"],
])("the register number %j is %s", (text, standing) => {
  expect(siretStanding(text)).toBe(standing);
});

test("a register number is read in groups", () => {
  expect(siretInGroups("73282932000074")).toBe("732 829 320 00074");
});
