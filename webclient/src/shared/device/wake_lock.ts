/** Keeps the screen on while somebody walks: a locked phone gives no positions to a web page. */

/** Holds the screen on, again after each return to the page; returns what lets go. Without support it does nothing. */
export function keepScreenOn(): () => void {
  const ended = new AbortController();
  let lock: WakeLockSentinel | null = null;
  const hold = async (): Promise<void> => {
    if (!("wakeLock" in navigator) || document.visibilityState !== "visible") {
      return;
    }
    // Refused on low battery: the walk goes on with the phone's own habits.
    lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (ended.signal.aborted) {
      await lock?.release();
    }
  };
  document.addEventListener("visibilitychange", () => void hold(), { signal: ended.signal });
  void hold();
  return () => {
    ended.abort();
    void lock?.release();
  };
}
