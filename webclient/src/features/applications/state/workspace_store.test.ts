import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, test } from "vitest";
import { sampleApplication } from "../../offers/sample_offers";
import { EMPTY_WORKSPACE, type WorkspaceState } from "./workspace_state";
import { WorkspaceStore } from "./workspace_store";

const WORDS = {
  first_name: "Sacha",
  can_do: "Compter juste",
  available: "Le matin",
  answers: [],
  confirmed: false,
};
const DRAFT = { offerId: "a", title: "Vendeur·se", organisation: "Boulangerie", words: WORDS, refusal: null };

const KEPT: WorkspaceState = {
  applications: [sampleApplication("b")],
  saved: ["c"],
  marks: { d: true },
  drafts: [
    { ...DRAFT, isSubmitted: true },
    { ...DRAFT, offerId: "e", isSubmitted: false },
  ],
};

test("what was kept is there when the page is opened again, and only for its player", async () => {
  await (await WorkspaceStore.open("player-1", "kept")).save(KEPT);
  expect(await (await WorkspaceStore.open("player-1", "kept")).load()).toEqual(KEPT);
  expect(await (await WorkspaceStore.open("player-2", "kept")).load()).toEqual(EMPTY_WORKSPACE);
});

test("what an earlier release kept under other words is still read, and waits to be sent as it did", async () => {
  const store = await WorkspaceStore.open("player-1", "earlier");
  const { applications, saved, marks } = KEPT;
  const letters = [
    { ...DRAFT, isSigned: true },
    { ...DRAFT, offerId: "e", isSigned: false },
  ];
  const database = await openDB("earlier");
  await database.put("last", { ownerId: "player-1", desk: { applications, saved, marks, letters } }, "desk");
  expect(await store.load()).toEqual(KEPT);
  await store.save({ ...KEPT, drafts: [] });
  expect((await store.load()).drafts).toEqual([]);
});
