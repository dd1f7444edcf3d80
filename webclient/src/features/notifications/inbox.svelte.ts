/** The inbox on this device: how much is unread, told by the socket, and the lines, asked for when they are shown. */
import { createContext } from "svelte";
import { json } from "../../shared/protocol/api";
import type { InboxOut, InboxReadIn, NotificationOut, UnreadOut } from "../../shared/protocol/types";

export class Inbox {
  unread = $state(0);
  /** Whether this person is a Joker or wants to be: only they have a Joker's kinds to choose. */
  isJoker = $state(false);
  /** Lines shown, the newest first; null before the server has answered. */
  lines: NotificationOut[] | null = $state.raw(null);
  more = $state(false);
  isOffline = $state(false);

  /** `onUnread`: the server has told of lines that nobody has read here. */
  constructor(private readonly onUnread: () => void) {}

  /** Keeps what the server says of the inbox when a connection begins. */
  load(unread: number, isJoker: boolean): void {
    this.isJoker = isJoker;
    this.count(unread);
  }

  /** Asks for the newest lines, and tells the server that they are being read. */
  async open(): Promise<void> {
    await this.ask("/api/me/notifications", () => []);
    const newest = this.lines?.[0];
    if (newest && this.unread > 0) {
      await this.mark({ up_to: newest.id });
    }
  }

  async older(): Promise<void> {
    const last = this.lines?.at(-1);
    if (last) {
      await this.ask(`/api/me/notifications?before=${last.id}`, () => this.lines ?? []);
    }
  }

  /** What leads to a subject, such as a conversation that is open now, has been read. */
  async readOf(subjectId: string): Promise<void> {
    await this.mark({ subject_id: subjectId });
  }

  /** A new line, while the app is open. */
  add(line: NotificationOut, unread: number): void {
    this.count(unread);
    if (this.lines !== null && !this.lines.some((one) => one.id === line.id)) {
      this.lines = [line, ...this.lines];
    }
  }

  /** Lines were read elsewhere, or are overtaken. */
  readElsewhere(unread: number): void {
    this.unread = unread;
  }

  private async ask(path: string, before: () => NotificationOut[]): Promise<void> {
    try {
      const page = await json<InboxOut>(path);
      this.lines = [...before(), ...page.notifications];
      this.more = page.more;
      this.count(page.unread);
      this.isOffline = false;
    } catch {
      this.isOffline = true;
    }
  }

  private count(unread: number): void {
    this.unread = unread;
    if (unread > 0) {
      this.onUnread();
    }
  }

  private async mark(read: InboxReadIn): Promise<void> {
    try {
      const { unread } = await json<UnreadOut>("/api/me/notifications/read", { method: "POST", body: read });
      this.unread = unread;
    } catch {
      // They stay unread, and are marked the next time.
    }
  }
}

export const [getInbox, setInbox] = createContext<Inbox>();
