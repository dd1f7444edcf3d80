/** Whether a Joker would see a call now: asked for as long as a button says it, while somebody looks. */
import { json } from "../../../shared/protocol/api";
import type { JokersThereOut } from "../../../shared/protocol/types";

/** Jokers come and go by the quarter of an hour; a minute late is soon enough. */
const ASK_AGAIN_MS = 60_000;

export class JokersThere {
  /** Null as long as it is not known, without network too. */
  there: boolean | null = $state.raw(null);

  /** Keeps it up to date until the returned function is called. */
  open(): () => void {
    const ask = (): void => {
      if (document.visibilityState === "visible") {
        void this.ask();
      }
    };
    ask();
    const timer = setInterval(ask, ASK_AGAIN_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }

  private async ask(): Promise<void> {
    try {
      this.there = (await json<JokersThereOut>("/api/jokers/there")).there;
    } catch {
      this.there = null;
    }
  }
}
