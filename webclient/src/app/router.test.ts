import { beforeEach, expect, test } from "vitest";
import type { Opening } from "../shared/device/openings";
import { Router, type JokersView } from "./router.svelte";

/** What was shown, in order. */
let shown: string[];
let router: Router;
const note =
  (what: string) =>
  (id = ""): void => {
    shown.push(`${what} ${id}`.trim());
  };

beforeEach(() => {
  shown = [];
  router = new Router({
    offer: note("offer"),
    application: note("application"),
    placeOnMap: note("place"),
    organisersCase: note("case"),
    conversation: note("conversation"),
    page: note("page"),
  });
});

test.each<[Opening, string, string[]]>([
  [{ name: "inbox" }, "me", ["page"]],
  [{ name: "offer", id: "1" }, "offers", ["page", "offer 1"]],
  [{ name: "application", id: "2" }, "offers", ["page", "application 2"]],
  [{ name: "conversation", id: "3" }, "jokers", ["conversation 3", "page"]],
  [{ name: "meeting", id: "4" }, "jokers", ["page"]],
  [{ name: "calls" }, "jokers", ["page"]],
  [{ name: "case", id: "5" }, "walk", ["case 5"]],
  [{ name: "cases" }, "me", ["page"]],
])("what is opened from outside leads to its tab: %o", async (opening, tab, expected) => {
  await router.open(opening);
  expect([router.tab, shown]).toEqual([tab, expected]);
});

test("the inbox opens again after it was closed", async () => {
  await router.openInbox();
  router.me = null;
  await router.openInbox();
  expect(router.me).toBe("notifications");
});

test("a page behind Moi is left with its tab, and kept by a second tap on it", async () => {
  await router.openInbox();
  await router.go("me");
  expect(router.me).toBe("notifications");
  await router.go("walk");
  await router.go("me");
  expect(router.me).toBeNull();
});

test("who comes back to a conversation sees it, and it is read", async () => {
  await router.showJokers({ name: "conversation", id: "3" });
  await router.go("walk");
  expect(router.conversation).toBeNull();
  shown = [];
  await router.go("jokers");
  expect([router.conversation, shown]).toEqual(["3", ["conversation 3", "page"]]);
});

test.each<[JokersView, string]>([
  [{ name: "overview" }, "conversation"],
  [{ name: "call", offerId: null }, "conversation"],
  [{ name: "joker" }, "joker"],
  [{ name: "conversation", id: "8" }, "conversation"],
])("who waits for an answer is taken to it, who does something else is not: %o", async (view, name) => {
  await router.showJokers(view);
  await router.showAnswer("9");
  expect(router.jokers.name).toBe(name);
  expect(router.conversation).toBe(name === "joker" ? null : view.name === "conversation" ? "8" : "9");
});

test("nobody on another tab is taken away from it by an answer", async () => {
  await router.go("offers");
  await router.showAnswer("9");
  expect([router.tab, router.jokers.name]).toEqual(["offers", "overview"]);
});

test("a place is shown on the map, whatever page was open", async () => {
  await router.openInbox();
  router.showOnMap("7");
  expect([router.tab, router.me, shown.at(-1)]).toEqual(["walk", null, "place 7"]);
});
