import { expect, test } from "vitest";
import { codeOnItsWay, digitsOf, whyRefused, withWrongTry } from "./code_entry";

const SENT = { digits: 6, tries: 2, valid_s: 600 };
const entry = codeOnItsWay("zoe@example.org", SENT, 1_000);

test.each([
  ["123456", "123456"],
  [" 123 456\n", "123456"],
  ["12", "12"],
  ["1234567", "123456"],
  ["ton code : 042-001", "042001"],
])("%j is read as the code %s", (text, code) => {
  expect(digitsOf(text, entry)).toBe(code);
});

test("a wrong code costs a try, and the last one is the end of it", () => {
  const once = withWrongTry(entry);
  expect([once.triesLeft, whyRefused(once, 2_000)]).toEqual([1, "wrong"]);
  const twice = withWrongTry(once);
  expect([twice.triesLeft, whyRefused(twice, 2_000)]).toEqual([0, "used_up"]);
});

test.each([
  [600_999, "wrong"],
  [601_000, "expired"],
  [601_001, "expired"],
])("at %d ms a refused code is %s", (nowMs, why) => {
  expect(whyRefused(withWrongTry(entry), nowMs)).toBe(why);
});
