import { expect, test } from "vitest";
import { DOMAIN_GROUPS } from "../accounts/domain_groups";
import { helpOf, languageInSentence, missingIn, withTrades, type JokerHelp } from "./joker_help";

const CV: JokerHelp = { topics: ["cv"], languages: ["fr"], romeDomains: [] };

test("a new Joker speaks the language of the screen", () => {
  expect(helpOf(null, "en").languages).toEqual(["en"]);
});

test("a topic and a language are needed, and a trade where one helps with trades", () => {
  expect(missingIn(CV)).toEqual([]);
  expect(missingIn({ ...CV, topics: ["trade"] })).toEqual(["trades"]);
  expect(missingIn({ ...CV, topics: ["trade"], romeDomains: ["F17"] })).toEqual([]);
  expect(missingIn({ topics: [], languages: [], romeDomains: [] })).toEqual(["topics", "languages"]);
});

test("fields of work stand for their domains, and domains of no field stay", () => {
  const electrician = withTrades({ ...CV, romeDomains: ["C11"] }, ["building"]);
  expect(electrician.romeDomains).toEqual([...DOMAIN_GROUPS.building, "C11"]);
  expect(withTrades(electrician, []).romeDomains).toEqual(["C11"]);
});

test("a language is named as in the middle of a sentence", () => {
  expect(languageInSentence("pl", "fr")).toBe("polonais");
  expect(languageInSentence("uk", "en")).toBe("Ukrainian");
});
