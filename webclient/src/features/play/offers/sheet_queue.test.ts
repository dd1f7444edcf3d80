import { expect, test } from "vitest";
import { sampleOffer } from "../../offers/sample_offers";
import { SheetQueue } from "./sheet_queue.svelte";

/** Three at addresses of their own, and two that share one with "a". */
const OFFERS = [
  ...["a", "b", "c"].map((id, place) =>
    sampleOffer(id, { position: { lat: 50.42 + place / 1000, lon: 2.77 } }),
  ),
  ...["a2", "a3"].map((id) => sampleOffer(id, { position: { lat: 50.42, lon: 2.77005 } })),
];

function queue(): SheetQueue {
  return new SheetQueue(() => OFFERS);
}

test("discoveries come up one after the other, and say how many there are", () => {
  const sheets = queue();
  expect([sheets.shown, sheets.place]).toEqual([null, null]);
  sheets.add("a");
  sheets.add("b");
  expect([sheets.shown?.id, sheets.place]).toEqual(["a", { place: 1, count: 2, won: 0 }]);
  sheets.close();
  expect([sheets.shown?.id, sheets.place]).toEqual(["b", { place: 2, count: 2, won: 0 }]);
  sheets.close();
  sheets.add("c");
  expect([sheets.shown?.id, sheets.place]).toEqual(["c", { place: 1, count: 1, won: 0 }]);
});

test("an offer that is opened by hand comes before the discoveries, which wait", () => {
  const sheets = queue();
  sheets.add("a");
  sheets.add("b");
  sheets.open("c");
  expect([sheets.shown?.id, sheets.place]).toEqual(["c", null]);
  sheets.close();
  expect([sheets.shown?.id, sheets.place]).toEqual(["a", { place: 1, count: 2, won: 0 }]);
});

test("an offer that is gone is neither shown nor waited for", () => {
  const sheets = queue();
  sheets.add("a");
  sheets.add("b");
  sheets.open("c");
  sheets.remove(["a", "c"]);
  expect([sheets.shown?.id, sheets.place]).toEqual(["b", { place: 1, count: 1, won: 0 }]);
});

test("discoveries at one address come up as one, and so they are closed", () => {
  const sheets = queue();
  ["a", "b", "a2", "a3"].forEach((id) => sheets.add(id));
  expect(sheets.gathered.map(({ id }) => id)).toEqual(["a", "a2", "a3"]);
  expect(sheets.place).toEqual({ place: 1, count: 2, won: 0 });
  sheets.open("a2");
  expect([sheets.shown?.id, sheets.gathered]).toEqual(["a2", []]);
  sheets.close();
  expect(sheets.gathered).toHaveLength(3);
  sheets.close();
  expect([sheets.shown?.id, sheets.place]).toEqual(["b", { place: 2, count: 2, won: 0 }]);
});

test("a sheet says the points that were paid, and no others", () => {
  const sheets = queue();
  ["a", "a2", "b"].forEach((id) => sheets.add(id));
  const entry = { rule: "discovery", subject: "a", points: 10, earned_on: "2026-05-04" } as const;
  sheets.pay([entry, { ...entry, rule: "new_domain", subject: "D11", points: 15 }]);
  expect(sheets.place?.won).toBe(10);
  sheets.close();
  expect(sheets.place?.won).toBe(0);
});
