/** The form of what a Joker helps with: fields of work in plain words stand for ROME domains. */
import type { HelpTopic, JokerHelpIn, JokerOut, SpokenLanguage } from "../../shared/protocol/types";
import { domainsOf, groupsIn, type DomainGroup } from "../accounts/domain_groups";

/** What a Joker helps with, in which languages and occupations. */
export type JokerHelp = {
  topics: HelpTopic[];
  languages: SpokenLanguage[];
  romeDomains: string[];
  /** They accept the article on minors, and answer them too. */
  forMinors: boolean;
  /** In their own words; empty where they say nothing. */
  trade: string;
  commune: string;
  introduction: string;
};

/** How long their own words may be. */
export const ABOUT_LINE_MAX_CHARS = 60;
export const INTRODUCTION_MAX_CHARS = 300;

/** What is still missing before it can be sent. */
export type Missing = "topics" | "trades" | "languages";

/** Every language that people in the territory speak, the two most spoken ones first. */
export const SPOKEN_LANGUAGES = Object.keys({
  fr: 0,
  ar: 0,
  pl: 0,
  en: 0,
  it: 0,
  pt: 0,
  es: 0,
  de: 0,
  tr: 0,
  ro: 0,
  uk: 0,
} satisfies Record<SpokenLanguage, 0>) as SpokenLanguage[];

export function helpOf(joker: JokerOut | null, language: SpokenLanguage): JokerHelp {
  return joker === null
    ? {
        topics: [],
        languages: [language],
        romeDomains: [],
        forMinors: false,
        trade: "",
        commune: "",
        introduction: "",
      }
    : {
        topics: joker.topics,
        languages: joker.languages,
        romeDomains: joker.rome_domains,
        forMinors: joker.minors_article === joker.minors_article_now,
        trade: joker.trade ?? "",
        commune: joker.commune ?? "",
        introduction: joker.introduction ?? "",
      };
}

/** The help with other fields of work. Domains that stand in no field, named elsewhere, stay. */
export function withTrades(help: JokerHelp, groups: DomainGroup[]): JokerHelp {
  const inGroups = new Set(domainsOf(groupsIn(help.romeDomains)));
  const others = help.romeDomains.filter((domain) => !inGroups.has(domain));
  return { ...help, romeDomains: [...new Set([...domainsOf(groups), ...others])] };
}

/** The part of it that is sent. `minorsArticle` is the version of the article that was shown. */
export function sentHelp(help: JokerHelp, charterVersion: number, minorsArticle: number): JokerHelpIn {
  return {
    topics: help.topics,
    languages: help.languages,
    rome_domains: help.topics.includes("trade") ? help.romeDomains : [],
    charter_version: charterVersion,
    minors_article: help.forMinors ? minorsArticle : null,
    trade: help.trade.trim() || null,
    commune: help.commune.trim() || null,
    introduction: help.introduction.trim() || null,
  };
}

export function missingIn(help: JokerHelp): Missing[] {
  const missing: Missing[] = [];
  if (help.topics.length === 0) {
    missing.push("topics");
  }
  if (help.topics.includes("trade") && help.romeDomains.length === 0) {
    missing.push("trades");
  }
  if (help.languages.length === 0) {
    missing.push("languages");
  }
  return missing;
}

/** A language by its name within a sentence: "polonais". */
export function languageInSentence(spoken: SpokenLanguage, inLanguage: string): string {
  return new Intl.DisplayNames(inLanguage, { type: "language" }).of(spoken) ?? spoken;
}
