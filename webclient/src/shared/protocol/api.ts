/** The server's HTTP resources. Every call rejects with ProblemError for a refusal, with another error for silence. */
import { ProblemError } from "./problem";
import type { AgeIn, CampaignOut, GuestIn, MeOut, Problem, WishesIn } from "./types";

/** What the operator chose for maps. */
export type ClientSettings = {
  pmtiles_url: string | null;
  style_url: string | null;
  schematic_url: string;
  passkey_origin: string | null;
};

const PROBLEM_TYPE = "application/problem+json";

export const api = {
  me: (): Promise<MeOut> => json("/api/me"),
  /** Rejects with `too_young` for somebody who may not play, and from then on for half a day in this browser. */
  tellAge: (age: AgeIn): Promise<unknown> => answerTo("/api/age", { method: "POST", body: age }),
  startAsGuest: (guest: GuestIn): Promise<MeOut> => json("/api/guests", { method: "POST", body: guest }),
  changeWishes: (wishes: WishesIn): Promise<MeOut> => json("/api/me/wishes", { method: "PUT", body: wishes }),
  giveConsent: (version: string): Promise<MeOut> =>
    json("/api/me/consent", { method: "PUT", body: { version } }),
  withdrawConsent: (): Promise<MeOut> => json("/api/me/consent", { method: "DELETE" }),
  campaign: (): Promise<CampaignOut> => json("/api/campaign"),
  clientSettings: (): Promise<ClientSettings> => json("/api/client-settings"),
  demoWalk: async (): Promise<string> => (await answerTo("/api/demo-walk.gpx")).text(),
};

type Request = { method: string; body?: object };

/** The JSON that `path` answers with. Rejects as all of this module does. */
export async function json<T>(path: string, request?: Request): Promise<T> {
  return (await answerTo(path, request)).json() as Promise<T>;
}

/** What `path` answers with. Rejects as all of this module does. */
export async function answerTo(path: string, request?: Request): Promise<Response> {
  const response = await fetch(path, {
    method: request?.method ?? "GET",
    headers: request?.body ? { "Content-Type": "application/json" } : {},
    body: request?.body ? JSON.stringify(request.body) : null,
  });
  if (response.ok) {
    return response;
  }
  if (response.headers.get("Content-Type")?.startsWith(PROBLEM_TYPE)) {
    throw new ProblemError((await response.json()) as Problem);
  }
  throw new Error(`${path} answered ${response.status}`);
}
