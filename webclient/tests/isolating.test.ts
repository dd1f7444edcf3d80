import { expect, test } from "vitest";
import { isolated, isolating } from "../src/shared/i18n/isolating";
import { NOTIFICATION_WORDS } from "../src/features/notifications/words/notification_words";
import { shownOf } from "../src/features/notifications/push_display";

const BAKER = "\u062e\u0628\u0627\u0632";

test("a text that runs from right to left is isolated, and no other", () => {
  expect(isolated(BAKER)).toBe(`\u2068${BAKER}\u2069`);
  expect(isolated("a\u200f(1)")).toBe("\u2068a\u200f(1)\u2069");
  expect(isolated("Zoé (1) 👩‍🍳")).toBe("Zoé (1) 👩‍🍳");
});

test("a catalogue isolates what its texts are given, at any depth", () => {
  const words = isolating({
    plain: "Salut",
    deep: { hello: (name: string, count: number) => `Salut ${name} ${count} !` },
    list: ["a"],
  });
  expect(words.deep.hello(BAKER, 2)).toBe(`Salut \u2068${BAKER}\u2069 2 !`);
  expect([words.plain, words.list]).toEqual(["Salut", ["a"]]);
});

test("a push isolates a name", () => {
  expect(NOTIFICATION_WORDS.fr.kinds.message_received.title(BAKER)).toContain(`\u2068${BAKER}\u2069`);
  const { title } = shownOf({
    id: "1",
    kind: "message_received",
    subject_id: "1",
    name: BAKER,
    language: "en",
  });
  expect(title.startsWith(`\u2068${BAKER}\u2069 `)).toBe(true);
});
