import { describe, expect, test } from "vitest";
import { namedDay } from "../../shared/i18n/format";
import { countdown, meetingProblem, MEETING_WORDS } from "./words/meeting_words";
import type { MeetingOut } from "../../shared/protocol/types";
import {
  actionsOf,
  alertedIf,
  contactStanding,
  daysUntil,
  meetingOf,
  meetingsAhead,
  minutesUntil,
  newsOf,
  presenceCodeIn,
  standingOf,
} from "./meetings";
import { trustedContact } from "../applications/invited/trusted_contact";
import { withMeeting } from "../calls/state/help";

const NOBODY = {
  late_minutes: null,
  checked_in_at: null,
  checked_out_at: null,
  well_at: null,
  came_by: null,
};
const CAME = { ...NOBODY, checked_in_at: "2026-11-24T13:25:00Z" };
const WELL = { ...NOBODY, well_at: "2026-11-24T13:35:00Z" };
const GONE = { ...CAME, checked_out_at: "2026-11-24T13:58:00Z" };
const BEFORE = new Date("2026-11-24T10:00:00Z");
const DURING = new Date("2026-11-24T13:35:00Z");
const AFTER = new Date("2026-11-24T14:05:00Z");
const OVERDUE = new Date("2026-11-24T14:30:00Z");

/** Half past two in the afternoon, in Lens. */
function meeting(changes: Partial<MeetingOut> = {}): MeetingOut {
  return {
    id: "m",
    conversation_id: "c",
    application_id: null,
    role: "asker",
    other: { player_id: "joker", name: "Nadia" },
    place: {
      id: "p",
      name: "Médiathèque",
      kind: "library",
      position: { lat: 50.42, lon: 2.78 },
      is_exact: true,
    },
    starts_at: "2026-11-24T13:30:00Z",
    ends_at: "2026-11-24T14:00:00Z",
    timezone: "Europe/Paris",
    state: "confirmed",
    proposed_by: "asker",
    cancelled_by: null,
    cancel_reason: null,
    mine: NOBODY,
    theirs: NOBODY,
    contact_needed: false,
    trusted_contact: null,
    contact_answer: null,
    is_team_told: true,
    check_in_opens_at: "2026-11-24T13:15:00Z",
    check_out_due_at: "2026-11-24T14:30:00Z",
    ...changes,
  };
}

describe("where a meeting stands", () => {
  test.each([
    ["a proposal of one's own waits", { state: "proposed" }, BEFORE, "waiting"],
    ["a proposal of the other one asks", { state: "proposed", proposed_by: "helper" }, BEFORE, "answer"],
    ["nobody answered in time", { state: "proposed" }, DURING, "lapsed"],
    ["agreed", {}, BEFORE, "set"],
    ["a quarter of an hour before", {}, new Date("2026-11-24T13:15:00Z"), "open"],
    ["just before that", {}, new Date("2026-11-24T13:14:59Z"), "set"],
    ["the other one came first", { state: "under_way", theirs: CAME }, DURING, "open"],
    ["alone there", { state: "under_way", mine: CAME }, DURING, "here"],
    ["both there", { state: "under_way", mine: CAME, theirs: CAME }, DURING, "together"],
    ["left first", { state: "under_way", mine: GONE, theirs: CAME }, AFTER, "left"],
    ["there too long", { state: "under_way", mine: CAME, theirs: GONE }, OVERDUE, "overdue"],
    ["the clock has closed it", { state: "met", mine: CAME, theirs: GONE }, OVERDUE, "overdue"],
    ["never came", {}, AFTER, "passed"],
    ["not coming, and said so", { mine: WELL }, DURING, "excused"],
    ["not come, and said so", { mine: WELL }, AFTER, "missed"],
    ["a minor who is looked for", { state: "missed", contact_needed: true }, OVERDUE, "passed"],
    ["a minor who said so", { state: "missed", contact_needed: true, mine: WELL }, OVERDUE, "missed"],
    ["met", { state: "met", mine: GONE, theirs: GONE }, AFTER, "met"],
    ["missed", { state: "missed" }, OVERDUE, "missed"],
    ["called off", { state: "cancelled", cancelled_by: "asker" }, BEFORE, "cancelled_by_me"],
    [
      "called off by the other one",
      { state: "cancelled", cancelled_by: "helper" },
      BEFORE,
      "cancelled_by_other",
    ],
    ["nobody's business", { state: "cancelled", cancelled_by: "game" }, BEFORE, "cancelled_by_game"],
  ] as [string, Partial<MeetingOut>, Date, string][])("%s", (_, changes, now, standing) => {
    expect(standingOf(meeting(changes), now)).toBe(standing);
  });
});

describe("what can be done", () => {
  test("a proposal is answered, or another one made", () => {
    expect(actionsOf(meeting({ state: "proposed", proposed_by: "helper" }), BEFORE)).toEqual([
      "confirm",
      "propose_other",
      "cancel",
    ]);
    expect(actionsOf(meeting({ state: "proposed" }), BEFORE)).toEqual(["propose_other", "cancel"]);
  });

  test("somebody is late on the day only", () => {
    expect(actionsOf(meeting(), BEFORE)).toContain("late");
    expect(actionsOf(meeting(), new Date("2026-11-23T22:59:00Z"))).not.toContain("late");
    expect(actionsOf(meeting(), new Date("2026-11-23T23:00:00Z"))).toContain("late");
  });

  test("nobody cancels once it has begun, but says that all is well", () => {
    const begins = Date.parse(meeting().starts_at);
    expect(actionsOf(meeting(), new Date(begins - 1))).toContain("cancel");
    expect(actionsOf(meeting(), new Date(begins))).not.toContain("cancel");
    expect(actionsOf(meeting(), new Date(begins))).toContain("say_well");
    expect(actionsOf(meeting(), AFTER)).toEqual(["say_well"]);
    expect(actionsOf(meeting({ mine: WELL }), DURING)).toEqual(["check_in"]);
  });

  test("nobody cancels once somebody is there", () => {
    expect(actionsOf(meeting({ state: "under_way", theirs: CAME }), DURING)).not.toContain("cancel");
  });

  test("who is there leaves with a word, in time or not", () => {
    for (const now of [DURING, OVERDUE]) {
      expect(actionsOf(meeting({ state: "under_way", mine: CAME }), now)).toEqual(["check_out"]);
    }
    expect(actionsOf(meeting({ state: "met", mine: GONE, theirs: GONE }), OVERDUE)).toEqual([]);
  });
});

describe("when it is", () => {
  const words = MEETING_WORDS.fr;

  test("days are those of the place, minutes are rounded up", () => {
    expect(daysUntil(meeting(), new Date("2026-11-23T22:59:00Z"))).toBe(1);
    expect(daysUntil(meeting(), new Date("2026-11-23T23:00:00Z"))).toBe(0);
    expect(minutesUntil(meeting(), new Date("2026-11-24T13:29:01Z"))).toBe(1);
  });

  test("a day with 23 or 25 hours is a day", () => {
    const forward = meeting({ starts_at: "2027-03-28T08:00:00Z" });
    expect(daysUntil(forward, new Date("2027-03-27T08:30:00Z"))).toBe(1);
    expect(daysUntil(forward, new Date("2027-03-27T23:30:00Z"))).toBe(0);
    const back = meeting({ starts_at: "2026-10-25T09:00:00Z" });
    expect(daysUntil(back, new Date("2026-10-24T08:30:00Z"))).toBe(1);
    expect(daysUntil(back, new Date("2026-10-24T22:30:00Z"))).toBe(0);
  });

  test("the countdown is in words, and ends with the meeting", () => {
    const at = (moment: string): string | null => countdown(meeting(), new Date(moment), words);
    expect(at("2026-11-20T10:00:00Z")).toBe(words.countdown.days(4));
    expect(at("2026-11-23T20:00:00Z")).toBe(words.countdown.tomorrow);
    expect(at("2026-11-24T11:20:00Z")).toBe("Dans 2 h 10");
    expect(at("2026-11-24T13:18:00Z")).toBe("Dans 12 min");
    expect(at("2026-11-24T13:30:00Z")).toBe(words.countdown.now);
    expect(at("2026-11-24T14:00:00Z")).toBeNull();
    expect(countdown(meeting({ state: "met", mine: GONE, theirs: GONE }), DURING, words)).toBeNull();
  });

  test("a day has its name in each language", () => {
    expect(namedDay("2026-11-24", "fr")).toBe("mardi 24 novembre");
    expect(namedDay("2026-12-01", "fr")).toBe("mardi 1er décembre");
    expect(namedDay("2026-12-01", "en")).toBe("Tuesday 1 December");
  });
});

describe("which meeting is shown", () => {
  test("they stay in order, and one that moved replaces what was known of it", () => {
    const early = meeting({ id: "early", starts_at: "2026-11-24T09:00:00Z" });
    const both = withMeeting([meeting()], early);
    expect(both.map(({ id }) => id)).toEqual(["early", "m"]);
    expect(withMeeting(both, meeting({ state: "met" })).map(({ state }) => state)).toEqual([
      "confirmed",
      "met",
    ]);
  });

  test("a conversation shows what is to come, then what became of the last one", () => {
    const met = meeting({ id: "met", state: "met", mine: GONE, theirs: GONE });
    const replaced = meeting({ id: "replaced", state: "cancelled", cancel_reason: "other_time" });
    const next = meeting({ id: "next" });
    expect(meetingOf([met, replaced, next], "c")?.id).toBe("next");
    expect(meetingOf([met, replaced], "c")?.id).toBe("met");
    expect(meetingOf([replaced], "c")).toBeNull();
    expect(meetingOf([next], "another")).toBeNull();
  });

  test("on top is what is to come, and what is still to be left", () => {
    const closed = meeting({ id: "closed", state: "missed", mine: CAME });
    const met = meeting({ id: "met", state: "met", mine: GONE, theirs: GONE });
    expect(meetingsAhead([met, closed, meeting()]).map(({ id }) => id)).toEqual(["closed", "m"]);
    const sought = meeting({ state: "missed", contact_needed: true });
    expect(meetingsAhead([sought])).toEqual([sought]);
    expect(meetingsAhead([meeting({ state: "missed" })])).toEqual([]);
  });
});

describe("what is worth a word", () => {
  test("what the other one did is told", () => {
    const proposed = meeting({ state: "proposed" });
    expect(newsOf(undefined, meeting({ state: "proposed", proposed_by: "helper" }))).toBe("proposed");
    expect(newsOf(proposed, meeting())).toBe("confirmed");
    expect(newsOf(meeting(), meeting({ theirs: { ...NOBODY, late_minutes: 10 } }))).toBe("late");
    expect(newsOf(meeting(), meeting({ state: "under_way", theirs: CAME }))).toBe("arrived");
    expect(newsOf(meeting(), meeting({ theirs: WELL }))).toBe("not_coming");
    expect(newsOf(meeting(), meeting({ state: "missed", theirs: WELL }))).toBeNull();
    expect(newsOf(meeting({ theirs: CAME }), meeting({ theirs: GONE }))).toBe("left");
    expect(newsOf(meeting(), meeting({ state: "cancelled", cancelled_by: "game" }))).toBe("cancelled");
    expect(newsOf(proposed, meeting({ state: "lapsed" }))).toBe("lapsed");
  });

  test("what this person did on another device, or was told before, is not", () => {
    const asked = meeting({ state: "proposed", proposed_by: "helper" });
    expect(newsOf(undefined, meeting({ state: "proposed" }))).toBeNull();
    expect(newsOf(asked, meeting({ proposed_by: "helper" }))).toBeNull();
    expect(newsOf(meeting(), meeting({ state: "cancelled", cancelled_by: "asker" }))).toBeNull();
    expect(newsOf(meeting(), meeting())).toBeNull();
    const replaced = { state: "cancelled", cancelled_by: "helper", cancel_reason: "other_time" } as const;
    expect(newsOf(meeting({ state: "proposed" }), meeting(replaced))).toBeNull();
  });
});

test("a trusted contact has a name, and a number or an address", () => {
  expect(trustedContact(" Odile ", "odile@example.org").contact).toEqual({
    name: "Odile",
    email: "odile@example.org",
  });
  expect(trustedContact("Odile", "06 12 34 56 78").contact).toEqual({
    name: "Odile",
    phone: "06 12 34 56 78",
  });
  expect(trustedContact(" ", "06 12 34 56 78").problem).toBe("name");
  expect(trustedContact("Odile", "call me").problem).toBe("reach");
});

test("a Joker whose identity was not checked is told something else than the player", () => {
  const words = MEETING_WORDS.fr;
  const [asker, helper] = (["asker", "helper"] as const).map((role) =>
    meetingProblem("identity_not_checked", role, words),
  );
  expect(asker).not.toBe(helper);
  expect(meetingProblem("never_heard_of", "asker", words)).toBe(words.problems.other);
});

test("a code is taken as it is shown, said or typed, and nothing else is one", () => {
  for (const typed of ["482913", "482 913", " 482\u202f913 ", "48.29-13"]) {
    expect(presenceCodeIn(typed)).toBe("482913");
  }
  for (const typed of ["", "48291", "4829133", "48291a", "١٢٣٤٥٦"]) {
    expect(presenceCodeIn(typed)).toBeNull();
  }
});

describe("nobody is promised whom an alert does not reach", () => {
  const aunt = { name: "Odile", email: "odile@example.org", phone: null };
  const uncle = { name: "Léon", email: null, phone: "0600000000" };
  test.each([
    [
      { trusted_contact: aunt, contact_answer: "confirmed", is_team_told: true },
      "contact_and_team",
      "confirmed",
    ],
    [{ trusted_contact: aunt, contact_answer: "confirmed", is_team_told: false }, "contact", "confirmed"],
    [{ trusted_contact: aunt, contact_answer: null, is_team_told: true }, "team_who_calls", "unanswered"],
    [{ trusted_contact: aunt, contact_answer: null, is_team_told: false }, "contact", "unanswered"],
    [{ trusted_contact: uncle, contact_answer: null, is_team_told: true }, "team_who_calls", null],
    [{ trusted_contact: null, contact_answer: "declined", is_team_told: true }, "team", "declined"],
    [{ trusted_contact: null, contact_answer: "declined", is_team_told: false }, "list", "declined"],
    [{ trusted_contact: null, contact_answer: null, is_team_told: true }, "team", null],
    [{ trusted_contact: null, contact_answer: null, is_team_told: false }, "list", null],
  ] as const)("%j", (changes, alerted, standing) => {
    expect([alertedIf(meeting(changes)), contactStanding(meeting(changes))]).toEqual([alerted, standing]);
  });

  test("the contact is asked once it is agreed", () => {
    expect(contactStanding(meeting({ trusted_contact: aunt, state: "proposed" }))).toBe("asked_later");
  });
});

test("an interview is told to the employer in the application, and watched here", () => {
  const interview = meeting({ conversation_id: null, application_id: "a" });
  expect(actionsOf(interview, BEFORE)).toEqual(["directions", "calendar"]);
  expect(actionsOf(interview, DURING)).toEqual(["check_in", "say_well", "directions"]);
});
