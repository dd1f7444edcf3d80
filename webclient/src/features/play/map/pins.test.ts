import { expect, test } from "vitest";
import { type MapPin, sideBySide } from "./pins";

function pin(id: string, lat: number): MapPin {
  return { id, position: { lat, lon: 2.7786 }, kind: "job", visited: false, title: id };
}

test("an offer alone at its door stands on it", () => {
  expect([...sideBySide([pin("a", 50.4219), pin("b", 50.4225)]).values()]).toEqual([0, 0]);
});

test("offers at one door stand side by side around it", () => {
  const offsets = sideBySide([pin("a", 50.4219), pin("b", 50.4219), pin("c", 50.421_900_1)]);
  expect([...offsets.values()]).toEqual([-34, 0, 34]);
});
