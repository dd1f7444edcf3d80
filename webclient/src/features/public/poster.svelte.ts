/** The poster that brought somebody here. It waits through a first start, and is kept when the page is closed before. */
import { createContext } from "svelte";
import { Setting } from "../../shared/device/settings";

/** The poster that brought somebody here, until it has been shown what it says. */
const KEPT = new Setting<string | null>("poster", null);

/** What stands behind the # of the address: `poster=TOKEN`. */
const IN_ADDRESS = /^#poster=([\w.~-]{1,512})$/;

export class Poster {
  token: string | null = $state(KEPT.value);

  /**
   * Takes the token out of the address, where it would be scanned again with every reload; one that comes later, too,
   * until the returned function is called.
   */
  listen(): () => void {
    const read = (): void => this.read();
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }

  forget(): void {
    this.token = null;
    KEPT.value = null;
  }

  /** Not now: the next time that the page is opened, if the same player is still here then. */
  putOff(): void {
    this.token = null;
  }

  private read(): void {
    const token = IN_ADDRESS.exec(location.hash)?.[1];
    if (token !== undefined) {
      this.token = token;
      KEPT.value = token;
      history.replaceState(history.state, "", location.pathname + location.search);
    }
  }
}

export const [getPoster, setPoster] = createContext<Poster>();
