/** A wait that can be cut short. One waits at a time. */
export class Alarm {
  private wake: (() => void) | null = null;
  private hasRung = false;

  /** Ends the wait; rung while nobody waits, it ends the next one at once. */
  ring(): void {
    if (this.wake === null) {
      this.hasRung = true;
    } else {
      this.wake();
    }
  }

  /** Forgets a ring that nobody heard. */
  reset(): void {
    this.hasRung = false;
  }

  /** Resolves when it rings, after `ms` at the latest (null: however long), or when `signal` is aborted. */
  wait(ms: number | null, signal: AbortSignal): Promise<void> {
    if (this.hasRung || signal.aborted) {
      this.hasRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        this.wake = null;
        resolve();
      };
      const timer = ms === null ? undefined : setTimeout(wake, ms);
      signal.addEventListener("abort", wake);
      this.wake = wake;
    });
  }
}
