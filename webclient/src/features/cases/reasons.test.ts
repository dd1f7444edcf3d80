import { expect, test } from "vitest";
import { reasonsFor } from "./reasons";
import { reportFr } from "./reporting/words/fr";

const values = (kind: "offer" | "conversation"): string[] =>
  reasonsFor(kind, reportFr).map(({ value }) => value);

test("an offer can be false, a person cannot", () => {
  expect(values("offer")).toContain("false_offer");
  expect(values("conversation")).not.toContain("false_offer");
});

test("the last word is always something else", () => {
  expect([values("offer").at(-1), values("conversation").at(-1)]).toEqual(["other", "other"]);
});
