/** Hears what the page's address and the service worker want opened. */
import { openingIn, type Opening } from "./openings";

/** Tells `open` of the address at once, and of pushes that are tapped until the returned function is called. */
export function listenForOpenings(open: (opening: Opening) => void): () => void {
  const openNamed = (name: string | null): void => {
    const opening = openingIn(name);
    if (opening !== null) {
      open(opening);
    }
  };
  const address = new URL(location.href);
  if (address.searchParams.has("open")) {
    const name = address.searchParams.get("open");
    address.searchParams.delete("open");
    history.replaceState(history.state, "", address);
    openNamed(name);
  }
  const heard = new AbortController();
  navigator.serviceWorker?.addEventListener(
    "message",
    (event: MessageEvent<{ open?: unknown }>) => {
      if (typeof event.data?.open === "string") {
        openNamed(event.data.open);
      }
    },
    { signal: heard.signal },
  );
  return () => heard.abort();
}
