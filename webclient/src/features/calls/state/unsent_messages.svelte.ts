/** Messages that the server has not acknowledged: kept on this device, and sent until it has. */
import type { MessageAck, MessageOut, ProblemAck, SendMessageIn } from "../../../shared/protocol/types";
import { newId } from "../../../shared/device/new_id";
import { HelpStore, type Unsent } from "./help_store";
import { sendUnsentMessages } from "./message_sender";
import { cleaned } from "../../../shared/i18n/message_text";

export type UnsentOptions = {
  /** Rejects when there was no answer. */
  send: (message: SendMessageIn) => Promise<MessageAck | ProblemAck>;
  isOnline: () => boolean;
  onAcknowledged: (conversationId: string, message: MessageOut) => void;
  /** One was not taken and waits for its writer. */
  onHeld: () => void;
};

export class UnsentMessages {
  /** Oldest first. */
  all: Unsent[] = $state.raw([]);

  private store: HelpStore | null = null;
  private isSending = false;
  private sendAgain = false;
  private wake: () => void = () => undefined;

  constructor(private readonly options: UnsentOptions) {}

  async open(store: HelpStore | null): Promise<void> {
    this.store = store;
    this.all = (await store?.all()) ?? [];
  }

  close(): void {
    this.store = null;
  }

  /** Keeps the message until the server has it. */
  async write(conversationId: string, text: string): Promise<void> {
    const message = { clientId: newId(), conversationId, text: cleaned(text), confirmed: false, held: null };
    // Without a store (a private window of some browsers) it is kept as long as the page is open.
    this.store ??= await HelpStore.open(`jokajobs-help-${newId()}`);
    const unsent = await this.store.add(message);
    this.all = [...this.all, unsent];
    this.sendNow();
  }

  /** The writer was shown what a held message contains, and wants it to go out. */
  async confirm({ order }: Unsent): Promise<void> {
    const changes = { held: null, confirmed: true };
    await this.store?.change(order, changes);
    this.replace(order, changes);
    this.sendNow();
  }

  async discard({ order }: Unsent): Promise<void> {
    await this.store?.remove(order);
    this.all = this.all.filter((one) => one.order !== order);
  }

  /** All that was written in a conversation that is gone. */
  discardAllIn(conversationId: string): void {
    this.all.filter((one) => one.conversationId === conversationId).forEach((one) => void this.discard(one));
  }

  /** It came through: sent by another tab of this device, perhaps, which keeps the same messages. */
  arrived(clientId: string): void {
    this.all = this.all.filter((one) => one.clientId !== clientId);
  }

  sendNow(): void {
    this.sendAgain = true;
    this.wake();
    if (!this.isSending) {
      this.isSending = true;
      void this.sendWhileWanted().finally(() => (this.isSending = false));
    }
  }

  private async sendWhileWanted(): Promise<void> {
    while (this.sendAgain && this.store !== null) {
      this.sendAgain = false;
      await sendUnsentMessages({
        store: this.store,
        send: this.options.send,
        wait: (ms) =>
          new Promise((resolve) => {
            const timer = setTimeout(resolve, ms);
            this.wake = () => {
              clearTimeout(timer);
              resolve();
            };
          }),
        isOnline: this.options.isOnline,
        onAcknowledged: ({ order, conversationId }, message) => {
          this.options.onAcknowledged(conversationId, message);
          this.all = this.all.filter((one) => one.order !== order);
        },
        onHeld: ({ order }, held) => {
          this.replace(order, { held });
          this.options.onHeld();
        },
      });
    }
  }

  private replace(order: number, changes: Partial<Unsent>): void {
    this.all = this.all.map((one) => (one.order === order ? { ...one, ...changes } : one));
  }
}
