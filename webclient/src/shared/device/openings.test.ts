import { describe, expect, it } from "vitest";
import { openingIn, openingOf, openingText, type Opening } from "./openings";

const ID = "0190b6a0-0000-7000-8000-000000000001";

describe("what a push that was tapped opens", () => {
  it("reads every address that it writes", () => {
    const all: Opening[] = [
      { name: "conversation", id: ID },
      { name: "meeting", id: ID },
      { name: "application", id: ID },
      { name: "offer", id: ID },
      { name: "calls" },
      { name: "joker" },
      { name: "inbox" },
    ];
    for (const one of all) {
      expect(openingIn(openingText(one))).toEqual(one);
    }
  });

  it("reads nothing else", () => {
    for (const text of [
      null,
      "",
      "conversation",
      "conversation:",
      "conversation:<b>",
      "settings",
      `organisation:${ID}`,
    ]) {
      expect(openingIn(text)).toBeNull();
    }
  });

  it("leads to the inbox for a kind of a later version", () => {
    expect(openingOf("message_received", ID)).toEqual({ name: "conversation", id: ID });
    expect(openingOf("of_tomorrow" as "message_received", ID)).toEqual({ name: "inbox" });
  });
});
