import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Notices } from "../../../shared/ui/notices.svelte";
import { sampleApplication } from "../../offers/sample_offers";
import { ApplicationsWorkspace } from "./applications_workspace.svelte";
import type { ApplicationDraft } from "./workspace_state";

const DRAFT: ApplicationDraft = {
  offerId: "a",
  title: "Vendeur·se",
  organisation: "Boulangerie de démonstration",
  words: {
    first_name: "Sacha",
    can_do: "Compter juste",
    available: "Le matin",
    answers: [],
    confirmed: false,
  },
  isSubmitted: false,
  refusal: null,
};

/** How the network answers an application. */
let answer: () => Response;
let notices: Notices;
let workspace: ApplicationsWorkspace;

beforeEach(async () => {
  vi.stubGlobal("fetch", (path: string, { method }: RequestInit) => {
    const known: Record<string, object> = {
      "/api/me/applications": { applications: [] },
      "/api/me/saved": { offer_ids: [] },
    };
    return Promise.resolve(method === "GET" ? Response.json(known[path]) : answer());
  });
  notices = new Notices();
  workspace = new ApplicationsWorkspace({ notices, onOpened: () => undefined });
  await workspace.start("player-1");
  workspace.writingTo = "a";
});
afterEach(() => {
  workspace.stop();
  vi.unstubAllGlobals();
});

function refuse(): Response {
  const headers = { "Content-Type": "application/problem+json" };
  return Response.json({ code: "offer_not_open", retryable: false, status: 409 }, { status: 409, headers });
}

test("the form gives way to what becomes of the application, which says by itself that it was sent", async () => {
  answer = () => Response.json(sampleApplication("a"));
  workspace.send(DRAFT);
  expect([workspace.writingTo, workspace.watched]).toEqual([null, "a"]);
  await vi.waitFor(() => expect(workspace.isKnown).toBe(true));
  expect([workspace.watched, notices.toasts]).toEqual(["a", []]);
});

test("an application that is refused brings its form back to who waits for it", async () => {
  answer = refuse;
  workspace.send(DRAFT);
  await vi.waitFor(() => expect(workspace.writingTo).toBe("a"));
  expect([workspace.watched, workspace.state.drafts[0]?.refusal]).toEqual([null, "offer_not_open"]);
});

test("to who has closed the sheet it is told, and no form rises", async () => {
  answer = refuse;
  workspace.send(DRAFT);
  workspace.stopWatching("a");
  await vi.waitFor(() => expect(workspace.state.drafts[0]?.refusal).toBe("offer_not_open"));
  expect(workspace.writingTo).toBeNull();
  expect(notices.toasts.map(({ text }) => text)).toEqual([expect.stringContaining(DRAFT.organisation)]);
});
