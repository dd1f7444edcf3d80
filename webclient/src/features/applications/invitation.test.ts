import { expect, test } from "vitest";
import { faultsIn, invitationIn, refusedField } from "./invitation";

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

test("each fault of an invitation belongs to its field", () => {
  const now = new Date("2026-06-03T22:30:00Z");
  const faults = (part: Partial<typeof OPEN>): unknown =>
    faultsIn("meeting_proposed", { ...OPEN, ...part }, "Europe/Paris", now);
  expect(faults({})).toEqual({});
  // After midnight in Paris: the day before is over.
  expect(faults({ on: "2026-06-03" })).toEqual({ on: "past" });
  expect(faults({ on: "2027-03-28", at: "02:30" })).toEqual({ at: "skipped" });
  expect(faults({ on: "", at: "", place: "" })).toEqual({ on: "day", at: "time", place: "place" });
  expect(faults({ place: "address" })).toEqual({ address: "address" });
  expect(faultsIn("phone", OPEN, "Europe/Paris", now)).toEqual({ phone: "phone" });
  expect(faultsIn("met", OPEN, "Europe/Paris", now)).toEqual({});
  expect([refusedField("place_closed"), refusedField("edit_conflict")]).toEqual(["place", null]);
});
