/**
 * Sends waiting messages until each is acknowledged: oldest first, one at a time, again after whatever went wrong.
 *
 * It knows neither the socket nor the browser: `send` and `wait` are given.
 */
import type { MessageAck, MessageOut, ProblemAck, SendMessageIn } from "../../../shared/protocol/types";
import type { Held, HelpStore, Unsent } from "./help_store";
import { spansOf } from "../../../shared/i18n/message_text";

/** Waits before the same message is tried again, the last one for ever after. */
const RETRY_AFTER_MS = [1_000, 2_000, 5_000, 10_000];

const UNAUTHORISED = 401;

export type MessageSenderOptions = {
  store: HelpStore;
  /** Rejects when there was no answer: no network, or none in time. */
  send: (message: SendMessageIn) => Promise<MessageAck | ProblemAck>;
  wait: (ms: number) => Promise<void>;
  /** Offline there is nothing to try: whoever comes online calls again. */
  isOnline: () => boolean;
  onAcknowledged: (unsent: Unsent, message: MessageOut) => void;
  /** It was not taken and waits for its writer. */
  onHeld: (unsent: Unsent, held: Held) => void;
};

/** Returns when nothing is left to send, or nothing can be sent. */
export async function sendUnsentMessages(options: MessageSenderOptions): Promise<void> {
  const { store } = options;
  let failures = 0;
  while (options.isOnline()) {
    const unsent = (await store.all()).find(({ held }) => held === null);
    if (unsent === undefined) {
      return;
    }
    const { conversationId, clientId, text, confirmed } = unsent;
    const answer = await options
      .send({ conversation_id: conversationId, client_id: clientId, text, confirmed })
      .catch(() => null);
    if (answer?.ok === true) {
      failures = 0;
      // Shown before it is forgotten: a page that closes in between sends it again, and the server knows it.
      options.onAcknowledged(unsent, answer.message);
      await store.remove(unsent.order);
    } else if (answer?.problem.status === UNAUTHORISED) {
      return;
    } else if (answer === null || answer.problem.retryable) {
      const pauseMs = RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length - 1)] ?? 0;
      failures += 1;
      await options.wait(Math.max(pauseMs, (answer?.problem.retry_after_s ?? 0) * 1000));
    } else {
      failures = 0;
      const held = { code: answer.problem.code, spans: spansOf(answer.problem.errors) };
      await store.change(unsent.order, { held });
      options.onHeld(unsent, held);
    }
  }
}
