/** Pushes to this browser: asked for by a tap only, since a browser asks once and remembers a "no" for good. */
import { json } from "../../shared/protocol/api";
import type { PushKeyOut, PushSubscribedOut, PushSubscriptionIn } from "../../shared/protocol/types";

/** "unavailable": the browser or the server sends none. */
export type PushState = "unknown" | "unavailable" | "off" | "on" | "denied";

/** For whom this browser asked for pushes: somebody else who signs in here is asked anew. */
const ASKED_BY = "jokajobs.pushes_of";

export class Pushes {
  state: PushState = $state("unknown");
  isBusy = $state(false);

  constructor(private readonly playerId: string) {}

  async look(): Promise<void> {
    this.state = await this.found().catch(() => "unavailable" as const);
  }

  private async found(): Promise<PushState> {
    if (!canPush() || (await serverKey()) === null) {
      return "unavailable";
    }
    if (Notification.permission === "denied") {
      return "denied";
    }
    // Not `ready`: on a first visit the worker is still on its way.
    const worker = await navigator.serviceWorker.getRegistration();
    const subscription = await worker?.pushManager.getSubscription();
    return subscription && localStorage.getItem(ASKED_BY) === this.playerId ? "on" : "off";
  }

  /** Asks the browser, and tells the server where to send. True when pushes will come. */
  async turnOn(): Promise<boolean> {
    this.isBusy = true;
    try {
      const permission = await Notification.requestPermission();
      if (permission !== "granted") {
        this.state = permission === "denied" ? "denied" : "off";
        return false;
      }
      await subscribe();
      localStorage.setItem(ASKED_BY, this.playerId);
      this.state = "on";
      return true;
    } finally {
      this.isBusy = false;
    }
  }

  async turnOff(): Promise<void> {
    this.isBusy = true;
    try {
      const subscription = await (await registration()).pushManager.getSubscription();
      localStorage.removeItem(ASKED_BY);
      this.state = "off";
      if (subscription) {
        await subscription.unsubscribe();
        const endpoint = { endpoint: subscription.endpoint };
        await fetch("/api/me/push-subscriptions", {
          method: "DELETE",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(endpoint),
        });
      }
    } finally {
      this.isBusy = false;
    }
  }
}

/** Tells the server again where to send: the session may be another one, and browsers change addresses. */
export async function renewPushes(playerId: string): Promise<void> {
  if (canPush() && Notification.permission === "granted" && localStorage.getItem(ASKED_BY) === playerId) {
    await subscribe().catch(() => undefined);
  }
}

function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

async function registration(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.ready;
}

async function serverKey(): Promise<string | null> {
  return (await json<PushKeyOut>("/api/push-key")).public_key;
}

async function subscribe(): Promise<void> {
  const [worker, key] = await Promise.all([registration(), serverKey()]);
  if (key === null) {
    throw new Error("this server sends no pushes");
  }
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
  const subscription = await worker.pushManager.subscribe(options).catch(async () => {
    // The server has another key than the one subscribed with: start anew.
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return worker.pushManager.subscribe(options);
  });
  const body = subscription.toJSON() as unknown as PushSubscriptionIn;
  await json<PushSubscribedOut>("/api/me/push-subscriptions", { method: "POST", body });
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
