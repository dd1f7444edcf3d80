/**
 * Of all tabs of the game on this device one walks: it alone watches the position, fills the buffer and sends.
 *
 * It is the one last looked at, because browsers hold positions back from hidden tabs.
 */

const LOCK = "jokajobs-walk";

/**
 * Calls `onLead` each time this tab becomes the one that walks; the signal it gets is aborted when another takes over.
 * Returns what ends it all. Where the browser has no locks (a page without HTTPS), every tab leads.
 */
export function leadWhileLookedAt(onLead: (signal: AbortSignal) => void): () => void {
  const ended = new AbortController();
  if (!("locks" in navigator)) {
    onLead(ended.signal);
    return () => ended.abort();
  }
  let leading = false;
  const lead = (): void => {
    if (leading || document.visibilityState !== "visible") {
      return;
    }
    leading = true;
    const term = new AbortController();
    navigator.locks
      .request(LOCK, { steal: true }, () => {
        onLead(term.signal);
        return new Promise<void>((resolve) => {
          ended.signal.addEventListener("abort", () => resolve());
        });
      })
      // A lock taken over by another tab is told as an error; here it is the ordinary end of a term.
      .catch(() => undefined)
      .finally(() => {
        leading = false;
        term.abort();
      });
  };
  document.addEventListener("visibilitychange", lead, { signal: ended.signal });
  window.addEventListener("focus", lead, { signal: ended.signal });
  lead();
  return () => ended.abort();
}
