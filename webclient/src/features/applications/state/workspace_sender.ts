/**
 * Tells the server what waits on this device: saved offers and applications, each until it was heard.
 *
 * It knows neither the network nor the browser: `server` is given.
 */
import type { ApplicationOut } from "../../../shared/protocol/types";
import { ProblemError } from "../../../shared/protocol/problem";
import {
  unsent,
  withApplication,
  withDraft,
  withMarkTold,
  withoutDraft,
  type WorkspaceState,
  type ApplicationWords,
} from "./workspace_state";

/** All of it rejects as protocol/api.ts does. */
export type ApplicationsServer = {
  save: (offerId: string) => Promise<unknown>;
  letGo: (offerId: string) => Promise<unknown>;
  apply: (offerId: string, words: ApplicationWords) => Promise<ApplicationOut>;
};

export type WorkspaceSenderOptions = {
  server: ApplicationsServer;
  read: () => WorkspaceState;
  change: (next: (state: WorkspaceState) => WorkspaceState) => void;
  /** The server has what was submitted, and answered with the application it became. */
  onSent: (application: ApplicationOut) => void;
  /** The server refused what was submitted. */
  onRefused: (offerId: string) => void;
};

/** The server has the same words already: an earlier answer was lost on its way. */
const ALREADY_SENT = "already_applied";

/** Resolves to whether nothing waits any more; otherwise the server was not reached, or asks to be tried again. */
export async function sendWaiting(options: WorkspaceSenderOptions): Promise<boolean> {
  const { server, read, change } = options;
  try {
    for (let mark = nextMark(read()); mark !== null; mark = nextMark(read())) {
      const [offerId, isSaved] = mark;
      await unlessRefused(() => (isSaved ? server.save(offerId) : server.letGo(offerId)));
      change((state) => withMarkTold(state, offerId, isSaved));
    }
    for (let [draft] = unsent(read()); draft !== undefined; [draft] = unsent(read())) {
      const { offerId, words } = draft;
      const answer = await unlessRefused(() => server.apply(offerId, words));
      if (typeof answer !== "string") {
        change((state) => withApplication(state, answer));
        options.onSent(answer);
      } else if (answer === ALREADY_SENT) {
        // The list of applications, asked for next, has it.
        change((state) => withoutDraft(state, offerId));
      } else {
        const kept = draft;
        change((state) => withDraft(state, { ...kept, isSubmitted: false, refusal: answer }));
        options.onRefused(offerId);
      }
    }
  } catch {
    return false;
  }
  return true;
}

function nextMark(state: WorkspaceState): [string, boolean] | null {
  return Object.entries(state.marks)[0] ?? null;
}

const UNAUTHORISED = 401;

/** Whoever has to wait for longer is told so, and sends it themselves. */
const WAITS_MAX_S = 600;

/** What `asked` resolves to, or the code of a refusal that trying again would not change. Rejects for all else. */
async function unlessRefused<T>(asked: () => Promise<T>): Promise<T | string> {
  try {
    return await asked();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status !== UNAUTHORISED) {
      const { code, retryable, retry_after_s } = error.problem;
      if (!retryable || (retry_after_s ?? 0) > WAITS_MAX_S) {
        return code;
      }
    }
    throw error;
  }
}
