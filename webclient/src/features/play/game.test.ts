import { expect, test } from "vitest";
import type { SnapshotOut } from "../../shared/protocol/types";
import {
  fromSnapshot,
  levelProgress,
  withCellsLifted,
  withOfferDiscovered,
  withOffersChanged,
  withOfferVisited,
  withTotals,
} from "./game";
import { sampleOffer } from "../offers/sample_offers";

const bits = new Uint8Array(512);
bits[0] = 0x80;

const SNAPSHOT: SnapshotOut = {
  version: 7,
  player: {
    id: "p",
    name: "Sacha",
    language: "fr",
    is_guest: true,
    wishes: { kinds: ["job"], rome_domains: ["D11"] },
  },
  totals: {
    points: 120,
    level: 2,
    points_at_level: 100,
    points_at_next_level: 300,
    cells_lifted: 40,
    offers_discovered: 1,
    offers_visited: 0,
  },
  fog: [{ x: 8317, y: 5521, cells: btoa(String.fromCharCode(...bits)) }],
  offers: [],
  offers_under_clouds: 5,
  jokers_nearby: [],
};

const game = fromSnapshot(SNAPSHOT, null);

test("a snapshot's clouds are read bit for bit", () => {
  expect(game.fog).toEqual([{ x: 8317, y: 5521, cells: bits }]);
});

test("lifted cells join those of their block, and open new blocks", () => {
  const later = withCellsLifted(game, [
    { x: 8317, y: 5521, cells: [1, 4095] },
    { x: 8318, y: 5521, cells: [8] },
  ]);
  expect(later.fog[0]?.cells[0]).toBe(0xc0);
  expect(later.fog[0]?.cells[511]).toBe(0x01);
  expect(later.fog[1]?.cells[1]).toBe(0x80);
  expect(game.fog[0]?.cells[0]).toBe(0x80);
});

test("an offer told twice is one offer, and one less under the clouds", () => {
  const once = withOfferDiscovered(game, sampleOffer("a"));
  const twice = withOfferDiscovered(once, sampleOffer("a"));
  expect(twice.offers).toHaveLength(1);
  expect(twice.offersUnderClouds).toBe(4);
});

test.each([
  ["another kind", sampleOffer("a", { kind: "event" }), 5],
  ["another occupation", sampleOffer("a", { rome_code: "F1703" }), 5],
  ["no occupation at all", sampleOffer("a", { rome_code: null }), 4],
])("an offer of %s counts only if it was wished for", (_what, found, left) => {
  expect(withOfferDiscovered(game, found).offersUnderClouds).toBe(left);
});

test("a visit marks its offer alone", () => {
  const found = withOfferDiscovered(withOfferDiscovered(game, sampleOffer("a")), sampleOffer("b"));
  const visited = withOfferVisited(found, { version: 8, offer_id: "b", visited_on: "2026-05-05" });
  expect(visited.offers.map(({ visited_on }) => visited_on)).toEqual([null, "2026-05-05"]);
});

test("changed offers are replaced, gone ones leave, and one that is open again comes back", () => {
  const found = withOfferDiscovered(withOfferDiscovered(game, sampleOffer("a")), sampleOffer("b"));
  const paid = sampleOffer("b", { salary: "12 € de l’heure" });
  const later = withOffersChanged(found, { changed: [paid, sampleOffer("c")], gone: ["a"] });
  expect(later.offers).toEqual([paid, sampleOffer("c")]);
  expect(later.offersUnderClouds).toBe(found.offersUnderClouds);
});

test("totals that are older than what is shown are not believed", () => {
  const more = { ...SNAPSHOT.totals, points: 130, cells_lifted: 50 };
  const later = withTotals(game, more);
  expect(later.totals).toBe(more);
  expect(withTotals(later, SNAPSHOT.totals).totals).toBe(more);
});

test("the ring fills from one level to the next", () => {
  expect(levelProgress(SNAPSHOT.totals)).toBeCloseTo(0.1);
  expect(levelProgress({ ...SNAPSHOT.totals, points: 300 })).toBe(1);
});
