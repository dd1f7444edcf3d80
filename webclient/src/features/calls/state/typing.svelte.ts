/** Who writes right now: the others on this screen, and this person on theirs. */

/** The server takes five in ten seconds, and says "show it for a few seconds". */
const TOLD_EVERY_MS = 3_000;
const SHOWN_MS = 5_000;

export class Typing {
  /** Conversations in which the other one writes. */
  conversations: string[] = $state.raw([]);
  private readonly ends = new Map<string, ReturnType<typeof setTimeout>>();
  private toldAtMs = 0;

  constructor(private readonly tell: (conversationId: string) => void) {}

  /** Somebody writes in the conversation on this device. */
  writeHere(conversationId: string): void {
    const nowMs = performance.now();
    if (nowMs - this.toldAtMs >= TOLD_EVERY_MS) {
      this.toldAtMs = nowMs;
      this.tell(conversationId);
    }
  }

  begin(conversationId: string): void {
    clearTimeout(this.ends.get(conversationId));
    this.ends.set(
      conversationId,
      setTimeout(() => this.end(conversationId), SHOWN_MS),
    );
    if (!this.conversations.includes(conversationId)) {
      this.conversations = [...this.conversations, conversationId];
    }
  }

  end(conversationId: string): void {
    this.conversations = this.conversations.filter((id) => id !== conversationId);
  }
}
