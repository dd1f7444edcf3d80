import { expect, test } from "vitest";
import { charactersLeft, cleaned, inPieces, length } from "./message_text";

test("a text is counted in characters, as the server does", () => {
  expect(length("👍🏽é")).toBe(3);
  expect(length("a".repeat(2_000))).toBe(2_000);
});

test("what the server takes away is taken away here, so that places stay the same", () => {
  expect(cleaned("  a\u0000b\u202e\r\nc\rd ")).toBe("ab\nc\nd");
  expect(cleaned("👍")).toBe("👍");
});

test("the number of characters left is told near the end only", () => {
  expect(charactersLeft("a".repeat(299), 500)).toBeNull();
  expect(charactersLeft("a".repeat(300), 500)).toBe(200);
  expect(charactersLeft("a".repeat(502), 500)).toBe(-2);
});

test("contact data is marked where the server found it, behind emoji too", () => {
  expect(inPieces("👍 06 et b", [{ start: 2, end: 4 }])).toEqual([
    { text: "👍 ", isMarked: false },
    { text: "06", isMarked: true },
    { text: " et b", isMarked: false },
  ]);
  expect(inPieces("", [])).toEqual([]);
});
