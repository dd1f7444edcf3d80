/** Addresses that came with data: which of them a link may lead to. */

/** Any that is no address of its own leads to this server. */
const HERE = "https://here.invalid";

/** `text` where it is an address of the web or a path of this server; nothing for a script or data dressed as one. */
export function webAddress(text: string | null | undefined): string | undefined {
  try {
    return text && /^https?:$/.test(new URL(text, HERE).protocol) ? text : undefined;
  } catch {
    return undefined;
  }
}
