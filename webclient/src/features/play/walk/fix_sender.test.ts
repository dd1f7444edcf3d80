import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type {
  FixIn,
  GpsFixesAck,
  GpsFixesIn,
  Problem,
  ProblemAck,
  TotalsOut,
} from "../../../shared/protocol/types";
import { sendWaitingFixes, type FixSenderOptions } from "./fix_sender";
import { FixStore } from "./fix_store";

const TOTALS: TotalsOut = {
  points: 0,
  level: 1,
  points_at_level: 0,
  points_at_next_level: 100,
  cells_lifted: 0,
  offers_discovered: 0,
  offers_visited: 0,
};

let store: FixStore;
let storeNumber = 0;
let storeName: string;

beforeEach(async () => {
  storeName = `fixes-${storeNumber++}`;
  store = await FixStore.open(storeName);
});

function fix(second: number, lat = 50.42): FixIn {
  const taken_at = new Date(Date.UTC(2026, 4, 4, 10, 0, second)).toISOString();
  return { lat, lon: 2.77, horizontal_accuracy_m: 10, taken_at };
}

async function fill(count: number, deviceId = "phone"): Promise<void> {
  for (let second = 0; second < count; second++) {
    await store.add(deviceId, fix(second));
  }
}

/** A server that believes every fix and asks for the last two to be repeated. */
function accept({ fixes, context = [] }: GpsFixesIn): GpsFixesAck {
  const known = context.length + fixes.length;
  return {
    ok: true,
    verdicts: fixes.map(() => "ok"),
    repeat: [known - 2, known - 1].filter((place) => place >= 0),
    context_seal: `seal of ${known}`,
    held_back: [],
    version: 1,
    totals: TOTALS,
  };
}

function refuse(problem: Partial<Problem>): ProblemAck {
  return {
    ok: false,
    problem: {
      type: "",
      title: "",
      status: 422,
      code: "invalid",
      detail: "",
      retryable: false,
      retry_after_s: null,
      errors: [],
      ...problem,
    },
  };
}

type Seen = { sent: GpsFixesIn[]; waits: number[]; refused: number; signedOut: number; withdrawn: number };

async function send(
  answer: (batch: GpsFixesIn, turn: number) => GpsFixesAck | ProblemAck | Error,
  options: Partial<FixSenderOptions> = {},
): Promise<Seen> {
  const seen: Seen = { sent: [], waits: [], refused: 0, signedOut: 0, withdrawn: 0 };
  await sendWaitingFixes({
    store,
    send: async (batch) => {
      seen.sent.push(batch);
      const given = answer(batch, seen.sent.length);
      if (given instanceof Error) {
        throw given;
      }
      return given;
    },
    wait: async (ms) => void seen.waits.push(ms),
    maySend: () => true,
    onAcknowledged: () => undefined,
    onRefused: () => (seen.refused += 1),
    onSignedOut: () => (seen.signedOut += 1),
    onConsentWithdrawn: () => (seen.withdrawn += 1),
    onWaiting: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
  return seen;
}

test("a long walk goes out oldest first, a hundred at a time", async () => {
  await fill(250);
  const { sent } = await send(accept);
  expect(sent.map(({ fixes }) => fixes.length)).toEqual([100, 100, 50]);
  expect(sent.flatMap(({ fixes }) => fixes)).toEqual(Array.from({ length: 250 }, (_, second) => fix(second)));
  expect(await store.count()).toBe(0);
});

test("what the answer asks to repeat goes out with the next batch, verdicts and all", async () => {
  await fill(101);
  const { sent } = await send(accept);
  expect(sent[0]?.context).toEqual([]);
  expect(sent[1]?.context).toEqual([98, 99].map((second) => ({ ...fix(second), verdict: "ok" })));
});

test("repeated places count through the context first", async () => {
  await fill(1);
  await send(accept);
  await store.add("phone", fix(1));
  await send(accept);
  await store.add("phone", fix(2));
  const { sent } = await send(accept);
  expect(sent[0]?.context).toEqual([0, 1].map((second) => ({ ...fix(second), verdict: "ok" })));
});

test("a context goes out with the seal that it came with", async () => {
  await fill(101);
  const { sent } = await send(accept);
  expect(sent.map((batch) => batch.context_seal)).toEqual([null, "seal of 100"]);
});

test("a context that is not the server's own is dropped, and no fix with it", async () => {
  await fill(101);
  const { sent, refused } = await send((batch) =>
    (batch.context ?? []).length > 0 ? refuse({ status: 409, code: "context_not_ours" }) : accept(batch),
  );
  expect(sent.map(({ fixes, context }) => [fixes.length, context?.length])).toEqual([
    [100, 0],
    [1, 2],
    [1, 0],
  ]);
  expect(refused).toBe(0);
  expect(await store.count()).toBe(0);
});

test("a lost answer means the same batch again, and nothing is lost", async () => {
  await fill(3);
  const { sent, waits } = await send((batch, turn) => (turn < 3 ? new Error("silence") : accept(batch)));
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((batch) => JSON.stringify(batch))).size).toBe(1);
  expect(waits).toEqual([1_000, 2_000]);
});

test("a batch whose outcome nobody knows goes out once more, and is not lost", async () => {
  await fill(3);
  const broken = refuse({ status: 500, code: "internal_error" });
  const { sent, waits, refused } = await send((batch, turn) => (turn === 1 ? broken : accept(batch)));
  expect(sent.map(({ fixes }) => fixes.length)).toEqual([3, 3]);
  expect([waits, refused, await store.count()]).toEqual([[1_000], 0, 0]);
});

test("a batch that breaks the server twice is halved like any other, until the bad fix is alone", async () => {
  await fill(2);
  const broken = refuse({ status: 500, code: "internal_error" });
  const { sent, refused } = await send((batch) =>
    batch.fixes.some(({ taken_at }) => taken_at === fix(0).taken_at) ? broken : accept(batch),
  );
  expect(sent.map(({ fixes }) => fixes.length)).toEqual([2, 2, 1, 1]);
  expect([refused, await store.count()]).toEqual([1, 0]);
});

test("the server's own waiting time is kept to", async () => {
  await fill(1);
  const { waits } = await send((batch, turn) =>
    turn === 1 ? refuse({ status: 429, retryable: true, retry_after_s: 7 }) : accept(batch),
  );
  expect(waits).toEqual([7_000]);
});

test("one bad fix leaves the buffer alone, the others of its batch are counted", async () => {
  await fill(6);
  await store.add("phone", fix(6, 91));
  await store.add("phone", fix(7));
  const seen = await send((batch) => (batch.fixes.some(({ lat }) => lat > 90) ? refuse({}) : accept(batch)));
  const taken = seen.sent
    .filter(({ fixes }) => fixes.every(({ lat }) => lat <= 90))
    .flatMap(({ fixes }) => fixes);
  expect(taken).toEqual([0, 1, 2, 3, 4, 5, 7].map((second) => fix(second)));
  expect(seen.refused).toBe(1);
  expect(await store.count()).toBe(0);
});

test("nothing more is sent once the player has had their positions stopped", async () => {
  await fill(3);
  const { sent, withdrawn, refused } = await send(() => refuse({ status: 403, code: "consent_withdrawn" }));
  expect([sent.length, withdrawn, refused]).toEqual([1, 1, 0]);
});

test("fixes wait while nobody is signed in", async () => {
  await fill(2);
  const { signedOut } = await send(() => refuse({ status: 401, code: "not_signed_in" }));
  expect(signedOut).toBe(1);
  expect(await store.count()).toBe(2);
});

test("fixes survive the page: a new one finds and sends them", async () => {
  await fill(2);
  store.close();
  store = await FixStore.open(storeName);
  const { sent } = await send(accept);
  expect(sent[0]?.fixes).toEqual([fix(0), fix(1)]);
});

test("two devices are never mixed in one batch, and each has its own context", async () => {
  await store.add("phone", fix(0));
  await store.add("recording", fix(1));
  await store.add("phone", fix(2));
  const { sent } = await send(accept);
  expect(sent.map(({ device_id, fixes }) => [device_id, fixes.length])).toEqual([
    ["phone", 2],
    ["recording", 1],
  ]);
  expect(sent[1]?.context).toEqual([]);
});

test("what is private is dropped unsent, from the buffer and from the context", async () => {
  await fill(1);
  await send(accept);
  await fill(2);
  const { sent } = await send(accept, { maySend: () => false });
  expect(sent).toEqual([]);
  expect(await store.count()).toBe(0);
  await store.forget(({ lat }) => lat === 50.42);
  await store.add("phone", fix(9, 50.5));
  const later = await send(accept);
  expect(later.sent[0]?.context).toEqual([]);
});

test("an answer that comes after another tab took over changes nothing here", async () => {
  await fill(2);
  const term = new AbortController();
  await send(
    (batch) => {
      term.abort();
      return accept(batch);
    },
    { signal: term.signal },
  );
  expect(await store.count()).toBe(2);
});
