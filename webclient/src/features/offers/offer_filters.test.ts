import { describe, expect, it } from "vitest";
import { choicesAmong, choicesMade, fitsFilter, NO_FILTER, type OfferFilter } from "./offer_filters";
import { sampleOffer } from "./sample_offers";

const baker = sampleOffer("a", { title: "Boulanger·ère d’été", rome_code: "D1102", kind: "apprenticeship" });
const mason = sampleOffer("b", {
  title: "Maçon·ne",
  rome_code: "F1703",
  without_driving_licence: true,
  wheelchair_accessible: false,
});
const anything = sampleOffer("c", { title: "Coup de main", rome_code: null });

function left(filter: Partial<OfferFilter>): string[] {
  return [baker, mason, anything]
    .filter((one) => fitsFilter(one, { ...NO_FILTER, ...filter }))
    .map(({ id }) => id);
}

describe("filters", () => {
  it.each<[string, Partial<OfferFilter>, string[]]>([
    ["nothing chosen", {}, ["a", "b", "c"]],
    ["a kind", { kinds: ["apprenticeship"] }, ["a"]],
    ["two fields of work", { groups: ["food", "building"] }, ["a", "b"]],
    ["no licence needed, said so", { withoutLicence: true }, ["b"]],
    ["wheelchair, said so", { wheelchair: true }, []],
    ["words, without accents and case", { text: " MACON " }, ["b"]],
    ["words in any order", { text: "démonstration été boulanger" }, ["a"]],
  ])("leave with %s what fits", (_what, filter, ids) => {
    expect(left(filter)).toEqual(ids);
  });

  it("offer only choices that make a difference", () => {
    const known = {
      kinds: ["job", "event", "apprenticeship"],
      groups: ["food", "care", "building"],
    } as const;
    expect(choicesAmong([baker, mason], { kinds: [...known.kinds], groups: [...known.groups] })).toEqual({
      kinds: ["job", "apprenticeship"],
      groups: ["food", "building"],
      withoutLicence: true,
      wheelchair: false,
    });
    expect(choicesAmong([mason], { kinds: [...known.kinds], groups: [...known.groups] }).kinds).toEqual([]);
  });

  it("count what was chosen", () => {
    expect(choicesMade({ ...NO_FILTER, text: "maçon", kinds: ["job"], withoutLicence: true })).toBe(2);
  });
});
