/** Passkeys over HTTP. Options and credentials are WebAuthn's own JSON. Rejects as api.ts does. */
import { answerTo, json } from "./api";
import type { MeOut, PasskeyOptionsOut, PasskeyOut, PasskeysOut } from "./types";

export type PasskeyOptions = PasskeyOptionsOut["options"];
export type PasskeyCredential = { [key: string]: unknown };

const MINE = "/api/me/passkeys";
const SIGN_IN = "/api/sign-in/passkey";

async function optionsOf(path: string): Promise<PasskeyOptions> {
  return (await json<PasskeyOptionsOut>(`${path}/options`, { method: "POST" })).options;
}

export const passkeyApi = {
  beginToMake: (): Promise<PasskeyOptions> => optionsOf(MINE),
  keep: (credential: PasskeyCredential): Promise<PasskeyOut> =>
    json(MINE, { method: "POST", body: { credential } }),
  all: async (): Promise<PasskeyOut[]> => (await json<PasskeysOut>(MINE)).passkeys,
  remove: (id: string): Promise<unknown> => answerTo(`${MINE}/${id}`, { method: "DELETE" }),
  beginToSignIn: (): Promise<PasskeyOptions> => optionsOf(SIGN_IN),
  signIn: (credential: PasskeyCredential): Promise<MeOut> =>
    json(SIGN_IN, { method: "POST", body: { credential } }),
};
