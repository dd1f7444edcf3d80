import { expect, test } from "vitest";
import { DOMAIN_GROUPS } from "../accounts/domain_groups";
import { helpOf, languageInSentence, missingIn, sentHelp, withTrades, type JokerHelp } from "./joker_help";

const CV: JokerHelp = {
  topics: ["cv"],
  languages: ["fr"],
  romeDomains: [],
  forMinors: false,
  trade: "",
  commune: "",
  introduction: "",
};

test("a new Joker speaks the language of the screen", () => {
  expect(helpOf(null, "en").languages).toEqual(["en"]);
});

test("a topic and a language are needed, and a trade where one helps with trades", () => {
  expect(missingIn(CV)).toEqual([]);
  expect(missingIn({ ...CV, topics: ["trade"] })).toEqual(["trades"]);
  expect(missingIn({ ...CV, topics: ["trade"], romeDomains: ["F17"] })).toEqual([]);
  expect(missingIn({ ...CV, topics: [], languages: [] })).toEqual(["topics", "languages"]);
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

test("the article on minors is accepted apart, in the version that was shown", () => {
  expect(sentHelp({ ...CV, forMinors: true }, 1, 4).minors_article).toBe(4);
  expect(sentHelp(CV, 1, 4).minors_article).toBeNull();
});

test("own words are sent without white space around them, and what is empty is nothing", () => {
  const said = sentHelp({ ...CV, trade: " Électricienne retraitée ", commune: "  " }, 1, 4);
  expect([said.trade, said.commune, said.introduction]).toEqual(["Électricienne retraitée", null, null]);
});
