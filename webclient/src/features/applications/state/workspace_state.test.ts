import { describe, expect, it } from "vitest";
import type { ApplicationOut, Problem } from "../../../shared/protocol/types";
import { ProblemError } from "../../../shared/protocol/problem";
import {
  EMPTY_WORKSPACE,
  isSaved,
  draftTo,
  remindersDue,
  unsent,
  withApplication,
  withDraft,
  withMark,
  withMarkTold,
  withTold,
  type WorkspaceState,
  type ApplicationDraft,
} from "./workspace_state";
import { sendWaiting, type ApplicationsServer } from "./workspace_sender";
import { sampleApplication } from "../../offers/sample_offers";

const draft = (offerId: string, changes: Partial<ApplicationDraft> = {}): ApplicationDraft => ({
  offerId,
  title: "Vendeur·se",
  organisation: "Boulangerie de démonstration",
  words: {
    first_name: "Sacha",
    can_do: "Compter juste",
    available: "Le matin",
    answers: [],
    confirmed: false,
  },
  isSubmitted: true,
  refusal: null,
  ...changes,
});

describe("saved offers", () => {
  it("are shown as they were marked here, whatever the server still says", () => {
    const state = withMark({ ...EMPTY_WORKSPACE, saved: ["a"] }, "a", false);
    expect(isSaved(state, "a")).toBe(false);
    expect(isSaved(withTold(state, { applications: [], saved: ["a"] }), "a")).toBe(false);
  });

  it("keep a mark that changed while the one before was told", () => {
    const state = withMarkTold(withMark(withMark(EMPTY_WORKSPACE, "a", true), "a", false), "a", true);
    expect(isSaved(state, "a")).toBe(false);
    expect(state.marks).toEqual({ a: false });
    expect(withMarkTold(state, "a", false)).toMatchObject({ saved: [], marks: {} });
  });
});

describe("applications", () => {
  it("stand the latest first, and end the draft that they come from", () => {
    const older = sampleApplication("a");
    const newer = sampleApplication("b", { sent_at: "2026-05-06T09:00:00Z" });
    const state = withApplication(
      withDraft({ ...EMPTY_WORKSPACE, applications: [older] }, draft("b")),
      newer,
    );
    expect(state.applications).toEqual([newer, older]);
    expect(draftTo(state, "b")).toBeNull();
  });

  it("that were taken back leave room for new words", () => {
    const state = withDraft(EMPTY_WORKSPACE, draft("a"));
    const applications = [sampleApplication("a", { state: "withdrawn" })];
    expect(draftTo(withTold(state, { applications, saved: [] }), "a")).not.toBeNull();
  });

  it("are counted where it is time to call", () => {
    const applications = [sampleApplication("a", { reminder_due: true }), sampleApplication("b")];
    expect(remindersDue({ ...EMPTY_WORKSPACE, applications })).toBe(1);
  });
});

describe("what waits on the device", () => {
  /** A server that knows what it was told, and fails as it is made to. */
  class Server implements ApplicationsServer {
    heard: string[] = [];
    failure: unknown = null;

    save = (id: string): Promise<unknown> => this.hear(`save ${id}`);
    letGo = (id: string): Promise<unknown> => this.hear(`let go ${id}`);
    apply = async (id: string): Promise<ApplicationOut> => {
      await this.hear(`apply ${id}`);
      return sampleApplication(id);
    };

    private async hear(what: string): Promise<void> {
      this.heard.push(what);
      if (this.failure !== null && what.startsWith("apply")) {
        throw this.failure;
      }
    }
  }

  function problem(code: string, retryable: boolean): ProblemError {
    return new ProblemError({ code, retryable, status: retryable ? 503 : 409 } as Problem);
  }

  async function send(
    server: Server,
    state: WorkspaceState,
  ): Promise<{ state: WorkspaceState; isDone: boolean; refused: string[] }> {
    const refused: string[] = [];
    const isDone = await sendWaiting({
      server,
      read: () => state,
      change: (next) => (state = next(state)),
      onSent: () => undefined,
      onRefused: (offerId) => refused.push(offerId),
    });
    return { state, isDone, refused };
  }

  const waiting = withDraft(withMark(withMark(EMPTY_WORKSPACE, "a", true), "b", false), draft("c"));

  it("is told once, in order", async () => {
    const server = new Server();
    const { state, isDone } = await send(server, withDraft(waiting, draft("d", { isSubmitted: false })));
    expect(isDone).toBe(true);
    expect(server.heard).toEqual(["save a", "let go b", "apply c"]);
    expect(state).toMatchObject({ saved: ["a"], marks: {}, drafts: [draft("d", { isSubmitted: false })] });
    expect(state.applications.map(({ offer }) => offer.id)).toEqual(["c"]);
  });

  it.each([
    ["no network", new Error("offline")] as const,
    ["a server in trouble", problem("busy", true)] as const,
  ])("stays through %s", async (_what, failure) => {
    const server = new Server();
    server.failure = failure;
    const { state, isDone } = await send(server, waiting);
    expect(isDone).toBe(false);
    expect(unsent(state)).toEqual([draft("c")]);
  });

  it("goes back to its writer where the server would not have it", async () => {
    const server = new Server();
    server.failure = problem("offer_not_open", false);
    const { state, isDone, refused } = await send(server, waiting);
    expect([isDone, refused]).toEqual([true, ["c"]]);
    expect(draftTo(state, "c")).toMatchObject({ isSubmitted: false, refusal: "offer_not_open" });
  });

  it("is not sent twice when only the answer was lost", async () => {
    const server = new Server();
    server.failure = problem("already_applied", false);
    const { state, refused } = await send(server, waiting);
    expect([draftTo(state, "c"), refused]).toEqual([null, []]);
  });
});
