import { describe, expect, test } from "vitest";
import { SinceSnapshot } from "../../../shared/protocol/since_snapshot";
import type {
  ConversationOut,
  HelpSnapshotOut,
  MessageOut,
  MyCallOut,
  OfferedCallOut,
} from "../../../shared/protocol/types";
import {
  fromHelpSnapshot,
  inOrder,
  isBehind,
  markOf,
  newestHere,
  NO_HELP,
  unreadIn,
  waitingFor,
  withCallOffered,
  withConversation,
  withMarks,
  withMessages,
  withMyCall,
  withoutCall,
  withoutCalls,
  withoutConversation,
  type HelpState,
} from "./help";

const ME = "me";
const JOKER = "joker";

function conversation(changes: Partial<ConversationOut> = {}): ConversationOut {
  return {
    id: "c",
    role: "asker",
    other: { player_id: JOKER, name: "Nadia" },
    topic: "cv",
    language: "fr",
    text: null,
    offer_title: null,
    state: "accepted",
    accepted_at: "2026-05-04T10:00:00Z",
    closed_at: null,
    helped: null,
    last_sequence: 0,
    asker_is_minor: false,
    mine: { delivered_up_to: 0, read_up_to: 0 },
    theirs: { delivered_up_to: 0, read_up_to: 0 },
    ...changes,
  };
}

function message(sequence: number, sender_id = JOKER): MessageOut {
  const sent_at = new Date(Date.UTC(2026, 4, 4, 10, sequence)).toISOString();
  return { conversation_id: "c", sequence, client_id: `m${sequence}`, sender_id, text: "Salut", sent_at };
}

const CALL: MyCallOut = {
  id: "c",
  topic: "cv",
  language: "fr",
  text: null,
  offer_id: null,
  rome_domain: null,
  state: "open",
  asked_at: "2026-05-04T09:59:00Z",
  jokers_asked: 3,
  rests_until: null,
};

const EMPTY: HelpSnapshotOut = {
  joker: null,
  my_call: null,
  calls: [],
  conversations: [],
  meetings: [],
  unread_notifications: 0,
};

const OFFERED: OfferedCallOut = { ...CALL, offer_title: null, asker_is_minor: false };

const talking = (changes: Partial<ConversationOut> = {}): HelpState =>
  withConversation(NO_HELP, conversation(changes));
const only = ({ conversations }: HelpState): ConversationOut => conversations[0] as ConversationOut;
const sequences = (help: HelpState): number[] => (help.threads["c"] ?? []).map(({ sequence }) => sequence);

describe("messages", () => {
  test("are kept in order, each once, whichever way they come", () => {
    let help = withMessages(talking(), "c", [message(1), message(2)]);
    help = withMessages(help, "c", [message(2), message(3)]);
    expect(sequences(help)).toEqual([1, 2, 3]);
    expect(only(help).last_sequence).toBe(3);
  });

  test("one that is not the next shows that something is missing, and does not fill the gap", () => {
    const gap = withMessages(talking(), "c", [message(1), message(3)]);
    expect(sequences(gap)).toEqual([1]);
    expect(isBehind(gap, only(gap))).toBe(true);
    const whole = withMessages(gap, "c", [message(2), message(3)]);
    expect(isBehind(whole, only(whole))).toBe(false);
  });

  test("stay through a snapshot, which says how many there are now", () => {
    const before = withMessages(talking(), "c", [message(1)]);
    const told = {
      joker: null,
      my_call: null,
      calls: [],
      conversations: [conversation({ last_sequence: 4 })],
      unread_notifications: 0,
      meetings: [],
    };
    const help = fromHelpSnapshot(told, before);
    expect(newestHere(help, "c")).toBe(1);
    expect(isBehind(help, only(help))).toBe(true);
    expect(fromHelpSnapshot({ ...told, conversations: [] }, before).threads).toEqual({});
  });

  test("go with whoever leaves for good, and what is left of them is fetched anew", () => {
    const before = withMessages(talking(), "c", [message(1), message(2)]);
    const left = conversation({ other: null, state: "closed", last_sequence: 2 });
    const help = withConversation(before, left);
    expect([newestHere(help, "c"), isBehind(help, only(help))]).toEqual([0, true]);
    const anew = withMessages(help, "c", [message(1), message(2)]);
    expect(newestHere(withConversation(anew, left), "c")).toBe(2);
  });

  test("in a conversation that is hidden from this person are dropped", () => {
    expect(withMessages(NO_HELP, "c", [message(1)])).toEqual(NO_HELP);
    expect(withoutConversation(withMessages(talking(), "c", [message(1)]), "c")).toEqual(NO_HELP);
  });
});

describe("marks", () => {
  const marks = (
    reader_id: string,
    delivered_up_to: number,
    read_up_to: number,
    help: HelpState,
  ): HelpState =>
    withMarks(help, { conversation_id: "c", reader_id, receipt: { delivered_up_to, read_up_to } });

  test("say of each message how far it got, and never go back", () => {
    const help = marks(JOKER, 1, 0, marks(JOKER, 3, 2, talking()));
    expect([1, 2, 3, 4].map((sequence) => markOf(only(help), sequence))).toEqual([
      "read",
      "read",
      "delivered",
      "sent",
    ]);
  });

  test("of this person's own devices lower what is unread; own messages never count", () => {
    const help = withMessages(talking(), "c", [message(1), message(2, ME), message(3)]);
    expect(unreadIn(help, only(help))).toBe(2);
    const read = marks(ME, 3, 1, help);
    expect(unreadIn(read, only(read))).toBe(1);
    expect(waitingFor(withCallOffered(read, { ...OFFERED, id: "d" }))).toBe(2);
  });

  test("survive a conversation that was told before them and arrives after", () => {
    const help = withConversation(marks(JOKER, 2, 2, talking()), conversation({ last_sequence: 2 }));
    expect(only(help).theirs.read_up_to).toBe(2);
  });
});

describe("calls", () => {
  test("that a Joker leaves to others stay away, all others stay", () => {
    const two = withCallOffered(withCallOffered(NO_HELP, OFFERED), { ...OFFERED, id: "d" });
    expect(withoutCalls(two, new Set(["c", "unknown"])).calls.map(({ id }) => id)).toEqual(["d"]);
  });

  test("an accepted call turns into its conversation, on both sides", () => {
    const asked = withCallOffered(withMyCall(NO_HELP, CALL), OFFERED);
    const help = withConversation(asked, conversation());
    expect([help.myCall, help.calls, help.conversations.length]).toEqual([null, [], 1]);
    expect(withMyCall(help, CALL).myCall).toBeNull();
  });

  test("one that is over is no longer asked, and another one's end changes nothing", () => {
    const help = withMyCall(NO_HELP, CALL);
    expect(withMyCall(help, { ...CALL, state: "expired" }).myCall).toBeNull();
    expect(withMyCall(help, { ...CALL, id: "other", state: "withdrawn" }).myCall).toEqual(CALL);
  });

  test("a closed conversation does not open again for news that come late", () => {
    const help = withConversation(talking({ state: "closed" }), conversation());
    expect(only(help).state).toBe("closed");
  });

  test("offered twice is offered once", () => {
    expect(withCallOffered(withCallOffered(NO_HELP, OFFERED), OFFERED).calls).toEqual([OFFERED]);
  });
});

test("open conversations come first, then those in which something was said last", () => {
  let help = withConversation(talking({ state: "closed" }), conversation({ id: "old" }));
  help = withConversation(help, conversation({ id: "new", accepted_at: "2026-05-04T11:00:00Z" }));
  expect(inOrder(help).map(({ id }) => id)).toEqual(["new", "old", "c"]);
});

test("a call that is offered before an older snapshot comes stays, and one that was taken does not come back", () => {
  const since = new SinceSnapshot<HelpState, true, never>(() => false);
  const snapshot = fromHelpSnapshot({ ...EMPTY, calls: [{ ...OFFERED, id: "taken" }] }, NO_HELP);
  let help = since.tell(snapshot, null, (state) => withoutCall(state, "taken"));
  help = since.tell(help, null, (state) => withCallOffered(state, OFFERED));
  expect(since.take(snapshot, true).calls).toEqual(help.calls);
  expect(help.calls).toEqual([OFFERED]);
});
