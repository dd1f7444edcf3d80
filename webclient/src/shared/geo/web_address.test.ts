import { expect, test } from "vitest";
import { webAddress } from "./web_address";

test.each(["https://a.example/b?c#d", "http://a.example", "/offres/1"])("%s is a link", (address) => {
  expect(webAddress(address)).toBe(address);
});

test.each([
  "javascript:globalThis.ran=1",
  " JaVaScRiPt:globalThis.ran=1",
  "java\tscript:globalThis.ran=1",
  "\u0001javascript:globalThis.ran=1",
  "data:text/html,<script>globalThis.ran=1</script>",
  "vbscript:x",
  "file:///x",
  "blob:https://a.example/1",
  "https://",
  "",
  null,
  undefined,
])("%j is none", (address) => {
  expect(webAddress(address)).toBeUndefined();
});
