/** What is to be opened next, and who says so: the page's address, the service worker, a line of the inbox. */
import { openingIn, type Opening } from "../device/openings";

class Opener {
  /** What is to be opened next. */
  wanted: Opening | null = $state.raw(null);

  want(opening: Opening | null): void {
    this.wanted = opening ?? this.wanted;
  }

  /** What is to be opened; it is asked for once. */
  take(): Opening | null {
    const wanted = this.wanted;
    this.wanted = null;
    return wanted;
  }
}

export const opener = new Opener();

/** Listens to the address and to the service worker. */
export function listenForOpenings(): void {
  const address = new URL(location.href);
  opener.want(openingIn(address.searchParams.get("open")));
  if (address.searchParams.has("open")) {
    address.searchParams.delete("open");
    history.replaceState(history.state, "", address);
  }
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<{ open?: unknown }>) => {
    if (typeof event.data?.open === "string") {
      opener.want(openingIn(event.data.open));
    }
  });
}
