/** What is told in passing: short messages on the screen, and the same in words for a screen reader. */

export type Toast = {
  id: number;
  look: "points" | "level" | "visit" | "plain";
  /** Shown large, such as "+15"; null for words only. */
  amount: string | null;
  text: string;
};

const TOAST_MS = 4_500;

/** Long enough for a screen reader to have picked a message up, short enough for it not to be found by browsing. */
const SPOKEN_MS = 12_000;

class Notices {
  toasts: Toast[] = $state.raw([]);
  spoken: { id: number; text: string }[] = $state.raw([]);
  private lastId = 0;

  show(look: Toast["look"], text: string, amount: string | null = null): void {
    const id = ++this.lastId;
    // Three at a time: more would hide the map, and all of them are announced anyway.
    this.toasts = [...this.toasts.slice(-2), { id, look, amount, text }];
    setTimeout(() => (this.toasts = this.toasts.filter((toast) => toast.id !== id)), TOAST_MS);
  }

  say(text: string): void {
    const id = ++this.lastId;
    this.spoken = [...this.spoken, { id, text }];
    setTimeout(() => (this.spoken = this.spoken.filter((message) => message.id !== id)), SPOKEN_MS);
  }
}

export const notices = new Notices();
