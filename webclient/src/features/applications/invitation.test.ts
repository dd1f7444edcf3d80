import { expect, test } from "vitest";
import { invitationIn } from "./invitation";

const OPEN = { on: "2026-06-04", at: "10:00", place: "offer", address: "", phone: "" };

test("a time is of the campaign's clock, and a place is one of three kinds", () => {
  const at = { starts_at: "2026-06-04T08:00:00.000Z" };
  const said = (place: string, address = ""): unknown =>
    invitationIn("meeting_proposed", { ...OPEN, place, address }, "Europe/Paris");
  expect(said("offer")).toEqual({ interview: { ...at, place: "offer" } });
  expect(said("address", " 12 rue ")).toEqual({ interview: { ...at, place: "address", address: "12 rue" } });
  expect(said("7")).toEqual({ interview: { ...at, place: "public", place_id: "7" } });
});

test("what is left open is no invitation", () => {
  for (const part of [{ on: "" }, { at: "" }, { place: "" }, { place: "address" }]) {
    expect(invitationIn("meeting_proposed", { ...OPEN, ...part }, "Europe/Paris")).toBeNull();
  }
  expect(invitationIn("phone", OPEN, "Europe/Paris")).toBeNull();
  expect(invitationIn("met", OPEN, "Europe/Paris")).toEqual({});
});
