import { expect, test } from "vitest";
import { sampleOffer } from "../../offers/sample_offers";
import { SheetQueue } from "./sheet_queue.svelte";

const OFFERS = ["a", "b", "c"].map((id) => sampleOffer(id));

function queue(): SheetQueue {
  return new SheetQueue(() => OFFERS);
}

test("discoveries come up one after the other, and say how many there are", () => {
  const sheets = queue();
  expect([sheets.shown, sheets.place]).toEqual([null, null]);
  sheets.add("a");
  sheets.add("b");
  expect([sheets.shown?.id, sheets.place]).toEqual(["a", { place: 1, count: 2 }]);
  sheets.close();
  expect([sheets.shown?.id, sheets.place]).toEqual(["b", { place: 2, count: 2 }]);
  sheets.close();
  sheets.add("c");
  expect([sheets.shown?.id, sheets.place]).toEqual(["c", { place: 1, count: 1 }]);
});

test("an offer that is opened by hand comes before the discoveries, which wait", () => {
  const sheets = queue();
  sheets.add("a");
  sheets.add("b");
  sheets.open("c");
  expect([sheets.shown?.id, sheets.place]).toEqual(["c", null]);
  sheets.close();
  expect([sheets.shown?.id, sheets.place]).toEqual(["a", { place: 1, count: 2 }]);
});

test("an offer that is gone is neither shown nor waited for", () => {
  const sheets = queue();
  sheets.add("a");
  sheets.add("b");
  sheets.open("c");
  sheets.remove(["a", "c"]);
  expect([sheets.shown?.id, sheets.place]).toEqual(["b", { place: 1, count: 1 }]);
});
