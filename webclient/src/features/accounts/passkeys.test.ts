import { expect, test } from "vitest";
import { bytesOf, creationOptions, requestOptions, textOf } from "./passkeys";

test.each([
  ["", []],
  ["-_8", [251, 255]],
  ["AAECAw", [0, 1, 2, 3]],
])("base64url %j stands for the bytes %j, both ways", (text, bytes) => {
  expect([...bytesOf(text)]).toEqual(bytes);
  expect(textOf(Uint8Array.from(bytes).buffer)).toBe(text);
});

test("options of the server become those of an older browser, nothing left out", () => {
  const rp = { id: "localhost", name: "Jokajobs" };
  const made = creationOptions({
    rp,
    user: { id: "AQI", name: "zoe@example.org", displayName: "Zoé" },
    challenge: "AwQ",
    excludeCredentials: [{ id: "BQ", type: "public-key" }],
    timeout: 60_000,
  });
  expect(made).toMatchObject({ rp, timeout: 60_000, user: { name: "zoe@example.org" } });
  expect([...new Uint8Array(made.challenge as ArrayBuffer)]).toEqual([3, 4]);
  expect([...new Uint8Array(made.user.id as ArrayBuffer)]).toEqual([1, 2]);
  expect([...new Uint8Array(made.excludeCredentials?.[0]?.id as ArrayBuffer)]).toEqual([5]);
  const asked = requestOptions({ challenge: "AwQ", rpId: "localhost", allowCredentials: [] });
  expect(asked).toMatchObject({ rpId: "localhost", allowCredentials: [] });
});
