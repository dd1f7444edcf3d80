import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type { MessageAck, Problem, ProblemAck, SendMessageIn } from "../../../shared/protocol/types";
import { HelpStore } from "./help_store";
import { sendUnsentMessages } from "./message_sender";

let store: HelpStore;
let storeName: string;
let storeNumber = 0;

beforeEach(async () => {
  storeName = `help-${storeNumber++}`;
  store = await HelpStore.open(storeName);
});

async function write(...texts: string[]): Promise<void> {
  for (const text of texts) {
    await store.add({ clientId: `id of ${text}`, conversationId: "c", text, confirmed: false, held: null });
  }
}

function take({ client_id, conversation_id, text }: SendMessageIn): MessageAck {
  const kept = { conversation_id, sequence: 1, client_id, sender_id: "me", text, sent_at: "" };
  return { ok: true, message: kept };
}

function refuse(problem: Partial<Problem>): ProblemAck {
  const whole = {
    type: "",
    title: "",
    status: 409,
    code: "call_over",
    detail: "",
    retryable: false,
    retry_after_s: null,
    errors: [],
  };
  return { ok: false, problem: { ...whole, ...problem } };
}

type Seen = { sent: SendMessageIn[]; waits: number[]; acknowledged: string[]; held: string[] };

async function send(
  answer: (message: SendMessageIn, turn: number) => MessageAck | ProblemAck | Error,
  isOnline = (): boolean => true,
): Promise<Seen> {
  const seen: Seen = { sent: [], waits: [], acknowledged: [], held: [] };
  await sendUnsentMessages({
    store,
    send: async (message) => {
      seen.sent.push(message);
      const given = answer(message, seen.sent.length);
      if (given instanceof Error) {
        throw given;
      }
      return given;
    },
    wait: async (ms) => void seen.waits.push(ms),
    isOnline,
    onAcknowledged: ({ text }) => seen.acknowledged.push(text),
    onHeld: ({ text }, { code }) => seen.held.push(`${text}: ${code}`),
  });
  return seen;
}

test("messages go out one after the other, oldest first, and are forgotten when acknowledged", async () => {
  await write("un", "deux", "trois");
  const { acknowledged } = await send(take);
  expect(acknowledged).toEqual(["un", "deux", "trois"]);
  expect(await store.all()).toEqual([]);
});

test("a lost answer means the same message again, with the same id and nothing before it", async () => {
  await write("un", "deux");
  const { sent, waits } = await send((message, turn) => (turn < 3 ? new Error("silence") : take(message)));
  expect(sent.map(({ client_id }) => client_id)).toEqual(["id of un", "id of un", "id of un", "id of deux"]);
  expect(waits).toEqual([1_000, 2_000]);
});

test("the server's own waiting time is kept to", async () => {
  await write("un");
  const { waits } = await send((message, turn) =>
    turn === 1 ? refuse({ status: 429, retryable: true, retry_after_s: 7 }) : take(message),
  );
  expect(waits).toEqual([7_000]);
});

test("contact data holds a message back for its writer, and lets the others pass", async () => {
  await write("06 12 34 56 78", "deux");
  const errors = [{ pointer: "/text", code: "phone_number", detail: "", start: 0, end: 14 }];
  const seen = await send((message) =>
    message.text === "deux" || message.confirmed === true
      ? take(message)
      : refuse({ code: "contact_data_found", errors }),
  );
  expect([seen.held, seen.acknowledged]).toEqual([["06 12 34 56 78: contact_data_found"], ["deux"]]);
  const [waiting] = await store.all();
  expect(waiting?.held?.spans).toEqual([{ start: 0, end: 14 }]);

  await store.change(waiting?.order ?? 0, { held: null, confirmed: true });
  expect((await send(take)).sent.map(({ confirmed }) => confirmed)).toEqual([true]);
});

test("offline nothing is tried, and signed out nothing is lost", async () => {
  await write("un");
  expect((await send(take, () => false)).sent).toEqual([]);
  expect((await send(() => refuse({ status: 401, code: "not_signed_in" }))).sent).toHaveLength(1);
  expect(await store.all()).toHaveLength(1);
});

test("messages survive the page, and are forgotten when somebody else plays", async () => {
  await store.belongTo("me");
  await write("un");
  store.close();
  store = await HelpStore.open(storeName);
  await store.belongTo("me");
  expect((await store.all()).map(({ text }) => text)).toEqual(["un"]);
  await store.belongTo("you");
  expect(await store.all()).toEqual([]);
});

test("a message that was acknowledged meanwhile does not come back when it is changed", async () => {
  await write("un");
  const [first] = await store.all();
  await store.remove(first?.order ?? 0);
  await store.change(first?.order ?? 0, { confirmed: true });
  expect(await store.all()).toEqual([]);
});
