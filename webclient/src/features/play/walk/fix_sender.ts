/**
 * Sends waiting fixes until each is acknowledged: oldest first, one batch at a time, again after whatever went wrong.
 *
 * It knows neither the socket nor the browser: `send` and `wait` are given.
 */
import type {
  ContextFixIn,
  FixIn,
  GpsFixesAck,
  GpsFixesIn,
  Problem,
  ProblemAck,
} from "../../../shared/protocol/types";
import { NO_CONTEXT, type Batch, type Context, type FixStore } from "./fix_store";

export const MAX_FIXES_PER_BATCH = 100;

/** Waits before the same batch is tried again, the last one for ever after. */
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

const UNAUTHORISED = 401;
const CONSENT_WITHDRAWN = "consent_withdrawn";
const CONTEXT_NOT_OURS = "context_not_ours";
/** The server does not say whether it was done, as after a broken connection: the batch goes out once more. */
const OUTCOME_UNKNOWN = "internal_error";

export type FixSenderOptions = {
  store: FixStore;
  /** Rejects when there was no answer: no network, or none in time. */
  send: (batch: GpsFixesIn) => Promise<GpsFixesAck | ProblemAck>;
  /** Resolves after `ms`, or earlier when something changed for the better or `signal` was aborted. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Fixes for which this says false are dropped instead of sent. */
  maySend: (fix: FixIn) => boolean;
  onAcknowledged: (ack: GpsFixesAck) => void;
  /** A fix that the server will never take; it has left the buffer. */
  onRefused: (problem: Problem) => void;
  /** Nobody is signed in: the fixes stay where they are. */
  onSignedOut: () => void;
  /** The player has had their positions stopped, maybe on another device: no fix is taken until they say otherwise. */
  onConsentWithdrawn: () => void;
  onWaiting: (fixes: number) => void;
  signal: AbortSignal;
};

/** Sends what waits in the store; returns when nothing does, when nobody is signed in or wants it, or when aborted. */
export async function sendWaitingFixes(options: FixSenderOptions): Promise<void> {
  const { store, signal } = options;
  const settle = async (batch: Batch, context: Context): Promise<void> => {
    await store.settle(batch, context);
    options.onWaiting(await store.count());
  };
  let failures = 0;
  let isSentAgain = false;
  let limit = MAX_FIXES_PER_BATCH;
  while (!signal.aborted) {
    const batch = await store.nextBatch(limit);
    if (batch === null) {
      return;
    }
    batch.fixes = batch.fixes.filter(options.maySend);
    if (!batch.context.fixes.every(options.maySend)) {
      batch.context = NO_CONTEXT;
    }
    if (batch.fixes.length === 0) {
      await settle(batch, batch.context);
      continue;
    }
    const answer = await options
      .send({
        device_id: batch.deviceId,
        fixes: batch.fixes,
        context: batch.context.fixes,
        context_seal: batch.context.seal,
      })
      .catch(() => null);
    if (signal.aborted) {
      // Another tab has taken over and sends these fixes again: it may know a newer context than this answer.
      return;
    }
    if (answer?.ok === true) {
      failures = 0;
      isSentAgain = false;
      limit = MAX_FIXES_PER_BATCH;
      await settle(batch, contextAfter(batch, answer));
      options.onAcknowledged(answer);
    } else if (answer?.problem.status === UNAUTHORISED) {
      options.onSignedOut();
      return;
    } else if (answer?.problem.code === CONSENT_WITHDRAWN) {
      options.onConsentWithdrawn();
      return;
    } else if (answer?.problem.code === CONTEXT_NOT_OURS && batch.context.fixes.length > 0) {
      // The server has another key than before: the same fixes go out again, as a new start.
      await settle({ ...batch, keys: [] }, NO_CONTEXT);
    } else if (answer === null || answer.problem.retryable) {
      const pauseMs = RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length - 1)] ?? 0;
      failures += 1;
      await options.wait(Math.max(pauseMs, (answer?.problem.retry_after_s ?? 0) * 1000), signal);
    } else if (answer.problem.code === OUTCOME_UNKNOWN && !isSentAgain) {
      isSentAgain = true;
      await options.wait(RETRY_AFTER_MS[0] ?? 0, signal);
    } else if (batch.fixes.length > 1) {
      // One bad fix spoils its whole batch: the halves are tried, until only the bad one is dropped.
      limit = Math.ceil(batch.fixes.length / 2);
    } else {
      limit = MAX_FIXES_PER_BATCH;
      isSentAgain = false;
      // The context may be what is bad, and would spoil every batch to come.
      await settle(batch, NO_CONTEXT);
      options.onRefused(answer.problem);
    }
  }
}

/** What the acknowledgement asks to repeat: places count through the batch's context, then through its fixes. */
function contextAfter(batch: Batch, ack: GpsFixesAck): Context {
  const known: ContextFixIn[] = [
    ...batch.context.fixes,
    ...batch.fixes.flatMap((fix, index) => {
      const verdict = ack.verdicts[index];
      return verdict === undefined ? [] : [{ ...fix, verdict }];
    }),
  ];
  return { fixes: ack.repeat.flatMap((place) => known[place] ?? []), seal: ack.context_seal };
}
