/** The moment, for screens that count down. */

/** Minutes are shown; a quarter of one is early enough to see them change. */
const TICK_MS = 15_000;

export class Now {
  at = $state.raw(new Date());

  /** Ticks until the returned function is called. */
  run(): () => void {
    const tick = (): void => {
      this.at = new Date();
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }
}
