/** What a player does over HTTP with their account: in, out, devices, and what is known of them. Rejects as api.ts does. */
import { answerTo, json } from "./api";
import type { CodeSentOut, ErasedOut, ExportOut, MeOut, SessionOut, SessionsOut, SignInIn } from "./types";

const SESSIONS = "/api/me/sessions";

export const accountApi = {
  sendCode: (email: string): Promise<CodeSentOut> =>
    json("/api/sign-in/codes", { method: "POST", body: { email } }),
  signIn: (signIn: SignInIn): Promise<MeOut> => json("/api/sign-in", { method: "POST", body: signIn }),
  signOut: (): Promise<unknown> => answerTo("/api/sign-out", { method: "POST" }),
  sessions: async (): Promise<SessionOut[]> => (await json<SessionsOut>(SESSIONS)).sessions,
  endSession: (id: string): Promise<unknown> => answerTo(`${SESSIONS}/${id}`, { method: "DELETE" }),
  export: (): Promise<ExportOut> => json("/api/me/export"),
  erase: (): Promise<ErasedOut> => json("/api/me", { method: "DELETE" }),
};
