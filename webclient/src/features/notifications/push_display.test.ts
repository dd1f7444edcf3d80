import { describe, expect, it } from "vitest";
import { shownOf, type PushContent } from "./push_display";

const ID = "0190b6a0-0000-7000-8000-000000000001";
const CONTENT: PushContent = {
  id: ID,
  kind: "message_received",
  subject_id: ID,
  name: "Zoé",
  language: "fr",
};

describe("a push on the screen", () => {
  it("is told in the reader's language, with a first name", () => {
    expect(shownOf(CONTENT).title).toBe("Zoé t’a écrit");
    expect(shownOf({ ...CONTENT, language: "en" }).title).toBe("Zoé wrote to you");
    expect(shownOf({ ...CONTENT, name: null }).title).toBe("Quelqu’un t’a écrit");
  });

  it("opens what it tells of, and takes the place of an older one about the same", () => {
    const { options } = shownOf(CONTENT);
    expect(options.data.open).toBe(`conversation:${ID}`);
    expect(options.tag).toBe(shownOf({ ...CONTENT, id: "another" }).options.tag);
  });

  it("points at the inbox for a kind of a later version", () => {
    const { title, options } = shownOf({ ...CONTENT, kind: "of_tomorrow" as "message_received" });
    expect([title, options.data.open]).toEqual(["Notifications", "inbox"]);
  });
});
