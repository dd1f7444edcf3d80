import { describe, expect, it } from "vitest";
import type { ApplicationOut, Problem } from "../../shared/protocol/types";
import { ProblemError } from "../../shared/protocol/problem";
import {
  EMPTY_DESK,
  isSaved,
  letterTo,
  remindersDue,
  unsent,
  withApplication,
  withLetter,
  withMark,
  withMarkTold,
  withTold,
  type Desk,
  type Letter,
} from "./desk";
import { sendWaiting, type DeskServer } from "./desk_sender";
import { sampleApplication } from "../offers/sample_offers";

const letter = (offerId: string, changes: Partial<Letter> = {}): Letter => ({
  offerId,
  title: "Vendeur·se",
  organisation: "Boulangerie de démonstration",
  words: { first_name: "Sacha", can_do: "Compter juste", available: "Le matin", answers: [] },
  isSigned: true,
  refusal: null,
  ...changes,
});

describe("saved offers", () => {
  it("are shown as they were marked here, whatever the server still says", () => {
    const desk = withMark({ ...EMPTY_DESK, saved: ["a"] }, "a", false);
    expect(isSaved(desk, "a")).toBe(false);
    expect(isSaved(withTold(desk, { applications: [], saved: ["a"] }), "a")).toBe(false);
  });

  it("keep a mark that changed while the one before was told", () => {
    const desk = withMarkTold(withMark(withMark(EMPTY_DESK, "a", true), "a", false), "a", true);
    expect(isSaved(desk, "a")).toBe(false);
    expect(desk.marks).toEqual({ a: false });
    expect(withMarkTold(desk, "a", false)).toMatchObject({ saved: [], marks: {} });
  });
});

describe("applications", () => {
  it("stand the latest first, and end the letter that they were", () => {
    const older = sampleApplication("a");
    const newer = sampleApplication("b", { sent_at: "2026-05-06T09:00:00Z" });
    const desk = withApplication(withLetter({ ...EMPTY_DESK, applications: [older] }, letter("b")), newer);
    expect(desk.applications).toEqual([newer, older]);
    expect(letterTo(desk, "b")).toBeNull();
  });

  it("that were taken back leave room for new words", () => {
    const desk = withLetter(EMPTY_DESK, letter("a"));
    const applications = [sampleApplication("a", { state: "withdrawn" })];
    expect(letterTo(withTold(desk, { applications, saved: [] }), "a")).not.toBeNull();
  });

  it("are counted where it is time to call", () => {
    const applications = [sampleApplication("a", { reminder_due: true }), sampleApplication("b")];
    expect(remindersDue({ ...EMPTY_DESK, applications })).toBe(1);
  });
});

describe("what waits on the device", () => {
  /** A server that knows what it was told, and fails as it is made to. */
  class Server implements DeskServer {
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
    desk: Desk,
  ): Promise<{ desk: Desk; isDone: boolean; refused: string[] }> {
    const refused: string[] = [];
    const isDone = await sendWaiting({
      server,
      read: () => desk,
      change: (next) => (desk = next(desk)),
      onSent: () => undefined,
      onRefused: (offerId) => refused.push(offerId),
    });
    return { desk, isDone, refused };
  }

  const waiting = withLetter(withMark(withMark(EMPTY_DESK, "a", true), "b", false), letter("c"));

  it("is told once, in order", async () => {
    const server = new Server();
    const { desk, isDone } = await send(server, withLetter(waiting, letter("d", { isSigned: false })));
    expect(isDone).toBe(true);
    expect(server.heard).toEqual(["save a", "let go b", "apply c"]);
    expect(desk).toMatchObject({ saved: ["a"], marks: {}, letters: [letter("d", { isSigned: false })] });
    expect(desk.applications.map(({ offer }) => offer.id)).toEqual(["c"]);
  });

  it.each([
    ["no network", new Error("offline")] as const,
    ["a server in trouble", problem("busy", true)] as const,
  ])("stays through %s", async (_what, failure) => {
    const server = new Server();
    server.failure = failure;
    const { desk, isDone } = await send(server, waiting);
    expect(isDone).toBe(false);
    expect(unsent(desk)).toEqual([letter("c")]);
  });

  it("goes back to its writer where the server would not have it", async () => {
    const server = new Server();
    server.failure = problem("offer_not_open", false);
    const { desk, isDone, refused } = await send(server, waiting);
    expect([isDone, refused]).toEqual([true, ["c"]]);
    expect(letterTo(desk, "c")).toMatchObject({ isSigned: false, refusal: "offer_not_open" });
  });

  it("is not sent twice when only the answer was lost", async () => {
    const server = new Server();
    server.failure = problem("already_applied", false);
    const { desk, refused } = await send(server, waiting);
    expect([letterTo(desk, "c"), refused]).toEqual([null, []]);
  });
});
