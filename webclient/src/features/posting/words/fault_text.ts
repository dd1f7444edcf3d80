/** What the server found wrong with a field, in words. Pure. */

/** The words for a fault's code; null where there is none. A code of a later server is told in general. */
export function faultText(
  texts: Record<string, string> & { other: string },
  code: string | null,
): string | null {
  return code === null ? null : (texts[code] ?? texts.other);
}
