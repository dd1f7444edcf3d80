/** What is told in passing: short messages on the screen, and the same in words for a screen reader. */
import { createContext } from "svelte";

export type Toast = {
  id: number;
  look: "points" | "level" | "visit" | "plain";
  /** Shown large, such as "+15"; null for words only. */
  amount: string | null;
  text: string;
};

const TOAST_MS = 4_500;

/** More would hide the map, and all of them are announced anyway. */
const TOASTS_MAX = 3;

/** Long enough for a screen reader to have picked a message up, short enough for it not to be found by browsing. */
const SPOKEN_MS = 12_000;

export class Notices {
  toasts: Toast[] = $state.raw([]);
  spoken: { id: number; text: string; saidAtMs: number }[] = $state.raw([]);
  private lastId = 0;
  private isHeld = false;
  private held: Toast[] = [];

  show(look: Toast["look"], text: string, amount: string | null = null): void {
    const toast = { id: ++this.lastId, look, amount, text };
    if (this.isHeld) {
      this.held = [...this.held, toast].slice(-TOASTS_MAX);
      return;
    }
    this.toasts = [...this.toasts, toast].slice(-TOASTS_MAX);
    setTimeout(() => (this.toasts = this.toasts.filter(({ id }) => id !== toast.id)), TOAST_MS);
  }

  /** Keeps messages back while something else is to be read, and shows them afterwards. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    if (!isHeld) {
      const held = this.held;
      this.held = [];
      held.forEach(({ look, text, amount }) => this.show(look, text, amount));
    }
  }

  /** Shows and says the same. */
  tell(text: string): void {
    this.show("plain", text);
    this.say(text);
  }

  say(text: string): void {
    const id = ++this.lastId;
    this.spoken = [...this.spoken, { id, text, saidAtMs: performance.now() }];
    setTimeout(() => (this.spoken = this.spoken.filter((message) => message.id !== id)), SPOKEN_MS);
  }
}

/** The notices of the page around: those of a player's session, or of the employers' side. */
export const [getNotices, setNotices] = createContext<Notices>();
