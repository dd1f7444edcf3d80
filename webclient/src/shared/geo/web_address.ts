/** `text` where it is an address of the web or a path of this server; nothing for a script or data dressed as one. */
export function webAddress(text: string | null | undefined): string | undefined {
  return text && /^(https?:\/)?\/./i.test(text) ? text : undefined;
}
