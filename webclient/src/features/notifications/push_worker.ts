/// <reference lib="webworker" />
/**
 * Pushes in the service worker, beside what keeps the game's shell: shown when no window of the game is looked at, and
 * opened by a tap. Built on its own as push_worker.js, which sw.js loads; see tools/push_worker.ts.
 */
import { shownOf, type PushContent, type Shown } from "./push_display";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data?.json() as PushContent));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as Shown["options"]["data"]).open));
});

async function windows(): Promise<readonly WindowClient[]> {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/** Whoever looks at the game sees it there. */
async function show(content: PushContent): Promise<void> {
  if ((await windows()).some((one) => one.visibilityState === "visible")) {
    return;
  }
  const { title, options } = shownOf(content);
  await self.registration.showNotification(title, options);
}

/** The game, where it is open already: it goes on where it was. */
async function open(what: string): Promise<void> {
  const [window] = await windows();
  if (window) {
    window.postMessage({ open: what });
    await window.focus();
  } else {
    await self.clients.openWindow(`/?open=${what}`);
  }
}
