import { expect, test } from "vitest";
import type { EmployerOfferOut } from "../../../shared/protocol/types";
import { conflictsOf, merged, theirChanges } from "./offer_conflict";
import {
  draftIn,
  draftOf,
  EMPTY_DRAFT,
  countIn,
  firstIncomplete,
  isWritten,
  missingIn,
  webAddress,
  type Draft,
  type DraftPlace,
  type FormClock,
} from "./offer_draft";

const PARIS = "Europe/Paris";
const NOW = new Date("2026-11-22T23:30:00Z");
const SHOP: DraftPlace = {
  from: "address",
  label: "3 rue des Essais, Liévin",
  position: { lat: 50.42, lon: 2.77 },
  insee: "62510",
};
const WRITTEN: Draft = {
  ...EMPTY_DRAFT,
  kind: "job",
  title: " Aide en boulangerie ",
  place: SHOP,
  starts: "now",
  ways: ["drop_by"],
  visitingHours: { "1": [["09:00", "12:00"]] },
};

const CLOCK: FormClock = { today: "2026-11-23", timezone: PARIS, saved: null };

test("an offer that has just been begun asks for one thing after the other", () => {
  expect(isWritten(EMPTY_DRAFT)).toBe(false);
  expect(missingIn(EMPTY_DRAFT, "what", CLOCK)).toEqual(["kind", "title"]);
  expect(firstIncomplete(EMPTY_DRAFT, CLOCK)).toBe("what");
  expect(firstIncomplete({ ...WRITTEN, place: null }, CLOCK)).toBe("where");
  expect(firstIncomplete({ ...WRITTEN, starts: "day" }, CLOCK)).toBe("when");
  expect(firstIncomplete({ ...WRITTEN, ways: [] }, CLOCK)).toBe("meet");
  expect(firstIncomplete(WRITTEN, CLOCK)).toBe("preview");
});

test("whoever lets people drop by says when, but for events and where there is no door", () => {
  const draft: Draft = { ...WRITTEN, visitingHours: null };
  expect(missingIn(draft, "meet", CLOCK)).toEqual(["visiting"]);
  expect(missingIn({ ...draft, kind: "event" }, "meet", CLOCK)).toEqual([]);
  expect(missingIn({ ...draft, isHome: true }, "meet", CLOCK)).toEqual([]);
  expect(missingIn({ ...draft, ways: ["try_an_hour"] }, "meet", CLOCK)).toEqual([]);
});

test("who wants to be called needs a number, and who takes applications online an address", () => {
  const draft: Draft = { ...WRITTEN, ways: ["phone_first", "apply_online"], applyUrl: "pas une adresse" };
  expect(missingIn(draft, "meet", CLOCK)).toEqual(["phone", "applyUrl"]);
  expect(
    missingIn({ ...draft, phone: "03 21 00 00 00", applyUrl: "exemple.fr/offre" }, "meet", CLOCK),
  ).toEqual([]);
});

test.each([
  ["exemple.fr/offre", "https://exemple.fr/offre"],
  ["http://exemple.fr", "http://exemple.fr/"],
  ["javascript://exemple.fr", null],
  ["exemple", null],
  ["", null],
])("the web address %j means %j", (text, address) => {
  expect(webAddress(text)).toBe(address);
});

test("what was not answered is sent as not given", () => {
  expect(draftIn(WRITTEN, NOW, PARIS)).toEqual({
    kind: "job",
    title: "Aide en boulangerie",
    rome_code: null,
    description: null,
    place: {
      type: "door",
      lat: 50.42,
      lon: 2.77,
      address: "3 rue des Essais, Liévin",
      is_address_public: false,
    },
    // After midnight in the territory.
    starts_on: "2026-11-23",
    expires_on: null,
    salary: null,
    working_hours: null,
    duration: null,
    openings: null,
    ways_to_meet: ["drop_by"],
    phone: null,
    apply_url: null,
    questions: [],
    without_driving_licence: null,
    wheelchair_accessible: null,
    visiting_hours: { "1": [["09:00", "12:00"]] },
    visiting_on_holidays: false,
    event: null,
  });
});

test("of somebody's home no more than the commune leaves the device where that is known", () => {
  expect(draftIn({ ...WRITTEN, isHome: true }, NOW, PARIS).place).toEqual({
    type: "commune",
    insee: "62510",
  });
  const here: DraftPlace = { from: "here", label: null, position: { lat: 50.42, lon: 2.77 }, insee: null };
  expect(draftIn({ ...WRITTEN, isHome: true, place: here }, NOW, PARIS).place).toEqual({
    type: "home",
    lat: 50.42,
    lon: 2.77,
  });
});

test("an event is timed by the clocks of the territory, in winter and in summer", () => {
  const event = { day: "2026-12-04", from: "14:00", to: "16:30", seats: "12" };
  const draft: Draft = { ...WRITTEN, kind: "event", event };
  expect(draftIn(draft, NOW, PARIS).event).toEqual({
    starts_at: "2026-12-04T13:00:00.000Z",
    ends_at: "2026-12-04T15:30:00.000Z",
    seats: 12,
  });
  const inSummer: Draft = { ...draft, event: { ...event, day: "2027-06-04", seats: "" } };
  expect(draftIn(inSummer, NOW, PARIS).event).toEqual({
    starts_at: "2027-06-04T12:00:00.000Z",
    ends_at: "2027-06-04T14:30:00.000Z",
    seats: null,
  });
  expect(missingIn({ ...draft, event: { ...event, to: "14:00" } }, "when", CLOCK)).toEqual(["eventTimes"]);
});

test("an offer that comes from the server goes back as it came", () => {
  const sent = {
    ...draftIn({ ...WRITTEN, kind: "event", event: { ...EMPTY_DRAFT.event, day: "2026-12-04" } }, NOW, PARIS),
    description: "Deux heures au fournil.",
    questions: ["Vous levez-vous tôt ?"],
    visiting_hours: { "1": [["09:00", "12:00"]] } as NonNullable<EmployerOfferOut["visiting_hours"]>,
    visiting_on_holidays: true,
  };
  const draft = draftOf({ ...sent, commune_insee: "62510", commune_name: "Liévin" }, PARIS);
  expect(draftIn(draft, NOW, PARIS)).toEqual(sent);
});

const BASE = draftIn({ ...WRITTEN, salary: "12 € de l’heure" }, NOW, PARIS);

test("what only one of two changed comes together, and what both changed is asked about", () => {
  const mine = { ...BASE, title: "Aide au fournil", salary: "13 € de l’heure" };
  const theirs = { ...BASE, title: "Aide en pâtisserie", description: "Le matin." };
  expect(conflictsOf(BASE, mine, theirs)).toEqual([
    { field: "title", mine: "Aide au fournil", theirs: "Aide en pâtisserie" },
  ]);
  expect(theirChanges(BASE, mine, theirs)).toEqual(["description"]);
  expect(merged(BASE, mine, theirs, [])).toEqual({ ...mine, description: "Le matin." });
  expect(merged(BASE, mine, theirs, ["title"])).toEqual({ ...theirs, salary: "13 € de l’heure" });
});

test("the same change made twice is no conflict", () => {
  const mine = { ...BASE, questions: ["Le samedi ?"] };
  expect(conflictsOf(BASE, mine, { ...mine })).toEqual([]);
});

test("a day that is over is pointed out, but not one that stood there before", () => {
  const began: Draft = { ...WRITTEN, starts: "day", startsOn: "2026-11-22" };
  expect(missingIn(began, "when", CLOCK)).toEqual(["startPast"]);
  expect(missingIn({ ...began, startsOn: "2026-11-23" }, "when", CLOCK)).toEqual([]);
  const saved = draftIn(began, NOW, PARIS);
  expect(missingIn(began, "when", { ...CLOCK, saved })).toEqual([]);
  expect(missingIn({ ...WRITTEN, expiresOn: "2026-11-22" }, "when", CLOCK)).toEqual(["expiresPast"]);
  const event = { day: "2026-11-22", from: "10:00", to: "12:00", seats: "" };
  expect(missingIn({ ...WRITTEN, kind: "event", event }, "when", CLOCK)).toEqual(["eventPast"]);
});

test("an hour that the clocks skip is pointed out", () => {
  const event = { day: "2027-03-28", from: "02:30", to: "04:00", seats: "" };
  expect(missingIn({ ...WRITTEN, kind: "event", event }, "when", CLOCK)).toEqual(["eventSkipped"]);
  expect(missingIn({ ...WRITTEN, kind: "event", event: { ...event, from: "03:00" } }, "when", CLOCK)).toEqual(
    [],
  );
});

test.each([
  ["", null],
  [" 3 ", 3],
  ["0", Number.NaN],
  ["-2", Number.NaN],
  ["2,5", Number.NaN],
  ["trois", Number.NaN],
  ["51", Number.NaN],
])("%j is counted as %s", (text, count) => {
  expect(countIn(text, 50)).toEqual(count);
});

test("a number that is none is pointed out, and never left out in silence", () => {
  const event = { day: "2026-11-24", from: "10:00", to: "12:00", seats: "beaucoup" };
  expect(missingIn({ ...WRITTEN, kind: "event", event }, "when", CLOCK)).toEqual(["seats"]);
  expect(missingIn({ ...WRITTEN, openings: "0" }, "when", CLOCK)).toEqual(["openings"]);
  expect(draftIn({ ...WRITTEN, openings: "3" }, NOW, PARIS).openings).toBe(3);
  expect(draftIn({ ...WRITTEN, kind: "event", openings: "3" }, NOW, PARIS).openings).toBeNull();
});

test("an address that was typed stays, and names the point of the map that is chosen instead", () => {
  const pin: DraftPlace = { from: "pin", label: null, position: { lat: 50.42, lon: 2.77 }, insee: null };
  const typed: Draft = { ...WRITTEN, place: pin, typedAddress: " 3 rue des Essais " };
  expect(draftIn(typed, NOW, PARIS).place).toMatchObject({ type: "door", address: "3 rue des Essais" });
  expect(draftIn({ ...typed, typedAddress: "" }, NOW, PARIS).place).toMatchObject({ address: null });
  expect(draftIn({ ...typed, isHome: true }, NOW, PARIS).place).toEqual({
    type: "home",
    lat: 50.42,
    lon: 2.77,
  });
  expect(isWritten({ ...EMPTY_DRAFT, typedAddress: "3 rue" })).toBe(true);
});
