import { expect, test } from "vitest";
import { hashOf, placeIn, type EmployerPlace } from "./employer_address";

const PLACES: EmployerPlace[] = [
  { name: "offers" },
  { name: "offer", id: "0190" },
  { name: "applications", id: "0190" },
  { name: "write", id: null },
  { name: "write", id: "0190" },
  { name: "team" },
  { name: "invitation", token: "a.b-c==" },
];

test.each(PLACES)("the address of $name leads back to it", (place) => {
  expect(placeIn(hashOf(place))).toEqual(place);
});

test.each(["", "#", "#nowhere", "#offer", "#invitation="])("%j leads to the offers", (hash) => {
  expect(placeIn(hash)).toEqual({ name: "offers" });
});
