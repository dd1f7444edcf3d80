/** Passkeys in the browser: whether it has them, and what it makes of the server's wishes. */
import { api } from "../../shared/protocol/api";
import { passkeyApi, type PasskeyCredential, type PasskeyOptions } from "../../shared/protocol/passkey_api";
import type { MeOut, PasskeyOut } from "../../shared/protocol/types";

/** `elsewhere`: the browser could, but at another address of the game only. */
export type PasskeyStanding = { is: "ready" } | { is: "elsewhere"; origin: string } | { is: "unsupported" };

export async function passkeyStanding(): Promise<PasskeyStanding> {
  if (typeof PublicKeyCredential === "undefined" || !("credentials" in navigator)) {
    return { is: "unsupported" };
  }
  const origin = (await api.clientSettings().catch(() => null))?.passkey_origin ?? null;
  if (origin === null) {
    return { is: "unsupported" };
  }
  return origin === location.origin ? { is: "ready" } : { is: "elsewhere", origin };
}

/** Whether `error` says that the person changed their mind, or let the time pass. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

/** Whether `error` says that this phone has a passkey of the account already. */
export function isThereAlready(error: unknown): boolean {
  return error instanceof DOMException && error.name === "InvalidStateError";
}

export async function makePasskey(): Promise<PasskeyOut> {
  const options = await passkeyApi.beginToMake();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON
    ? PublicKeyCredential.parseCreationOptionsFromJSON(options as never)
    : creationOptions(options);
  return passkeyApi.keep(await answered(navigator.credentials.create({ publicKey })));
}

export async function signInWithPasskey(): Promise<MeOut> {
  const options = await passkeyApi.beginToSignIn();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON
    ? PublicKeyCredential.parseRequestOptionsFromJSON(options as never)
    : requestOptions(options);
  return passkeyApi.signIn(await answered(navigator.credentials.get({ publicKey })));
}

async function answered(asked: Promise<Credential | null>): Promise<PasskeyCredential> {
  const credential = (await asked) as PublicKeyCredential | null;
  if (credential === null) {
    throw new DOMException("no credential", "NotAllowedError");
  }
  return "toJSON" in credential ? { ...credential.toJSON() } : credentialJson(credential);
}

// For browsers of before 2024, which have passkeys but not their JSON.

type Described = { id: string; type: "public-key" };
type Creation = {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Described[];
};
type Request = { challenge: string; allowCredentials?: Described[] };

export function creationOptions(options: PasskeyOptions): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials = [], ...others } = options as unknown as Creation;
  return {
    ...(others as unknown as PublicKeyCredentialCreationOptions),
    challenge: bytesOf(challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: excludeCredentials.map((one) => ({ ...one, id: bytesOf(one.id) })),
  };
}

export function requestOptions(options: PasskeyOptions): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials = [], ...others } = options as unknown as Request;
  return {
    ...(others as unknown as PublicKeyCredentialRequestOptions),
    challenge: bytesOf(challenge),
    allowCredentials: allowCredentials.map((one) => ({ ...one, id: bytesOf(one.id) })),
  };
}

function credentialJson(credential: PublicKeyCredential): PasskeyCredential {
  const response = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const parts = [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ] as const;
  const told = parts.flatMap((name) => {
    const value = response[name];
    return value instanceof ArrayBuffer ? [[name, textOf(value)]] : [];
  });
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(told) as Record<string, string>,
    clientExtensionResults: {},
  };
}

/** Bytes of base64url (RFC 4648, section 5), with or without padding. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

export function textOf(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
