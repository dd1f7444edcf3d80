/** Calls and conversations on this device: what the server has told, what waits to be sent, and what can be done. */
import { HELP_WORDS } from "../words/help_words";
import { speech } from "../../../shared/i18n/language.svelte";
import type { ConnectionState } from "../../../shared/protocol/connection";
import { HelpConnection } from "../../../shared/protocol/help_connection";
import { SinceSnapshot } from "../../../shared/protocol/since_snapshot";
import type {
  AskJokerIn,
  CallChangedOut,
  ConversationChangedOut,
  ConversationOut,
  GoneReason,
  HelpSnapshotOut,
  JokerOut,
  MeetingAck,
  MeetingChangedOut,
  MeetingOut,
  MessageSentOut,
  OfferedCallOut,
  Problem,
  ProblemAck,
  ReportReason,
} from "../../../shared/protocol/types";
import {
  fromHelpSnapshot,
  HELP_CHANGES,
  isBehind,
  newestHere,
  NO_HELP,
  waitingFor,
  withAnswer,
  withMarks,
  withMessages,
  withoutCall,
  withoutCalls,
  type HelpState,
} from "./help";
import { readyAlarm, ringForCall } from "../../jokers/call_alarm";
import { HelpStore } from "./help_store";
import type { Inbox } from "../../notifications/inbox.svelte";
import type { Notices } from "../../../shared/ui/notices.svelte";
import { Typing } from "./typing.svelte";
import { UnsentMessages } from "./unsent_messages.svelte";

const RECONNECT_AFTER_MS = 10_000;
const FETCH_AGAIN_AFTER_MS = 2_000;

/** What came of something asked of the server: null is done; "offline" when it did not answer. */
export type Outcome = Problem | "offline" | null;

/** A call that somebody saw go: another Joker was quicker, or it needs no answer any more. */
export type LostCall = { call: OfferedCallOut; reason: GoneReason | "over" };

/** What a Joker is told of a call that can no longer be answered, by the code of the problem. */
const LOST_BY_PROBLEM: Record<string, LostCall["reason"]> = {
  call_taken: "taken",
  call_over: "over",
  call_not_found: "over",
};

export type HelpLineOptions = {
  notices: Notices;
  inbox: Inbox;
  /** The server does not know who this is any more. */
  onSignedOut: () => void;
  /** A Joker has answered the player's call. */
  onAnswered: (conversationId: string) => void;
  /** The server has told which conversations there are, or that one is gone. */
  onConversationsKnown: () => void;
  /** A meeting was proposed or changed; `before`: as it was known until now. */
  onMeeting: (before: MeetingOut | undefined, meeting: MeetingOut) => void;
};

export class HelpLine {
  help: HelpState = $state.raw(NO_HELP);
  connection: ConnectionState = $state("connecting");
  /** Whether the server has told how things stand since the page was opened. */
  isKnown = $state(false);
  readonly unsent = new UnsentMessages({
    send: (message) => this.socket.sendMessage(message),
    isOnline: () => this.socket.isOnline,
    onAcknowledged: (conversationId, message) => {
      this.tell((help) => withMessages(help, conversationId, [message]));
      this.catchUpAndMark(conversationId);
    },
    onHeld: () => this.options.notices.say(this.words.conversation.held),
  });
  readonly typing = new Typing((conversationId) => this.socket.showTyping(conversationId));
  /** What was begun to be written in each conversation. */
  readonly drafts = new Map<string, string>();
  /** Calls that went while this Joker could have answered, until they have read so. */
  lost: LostCall[] = $state.raw([]);
  /** The conversation on the screen. */
  viewed: string | null = $state(null);

  /** What waits for this person: unread messages and calls that they may accept. */
  readonly waiting: number = $derived(waitingFor(this.help));

  /** Nothing here has a version: each thing is told whole, in order, and so is right before the snapshot and after it. */
  private readonly since = new SinceSnapshot<HelpState, HelpSnapshotOut, never>(() => false);
  /** Unread lines of the inbox, where they were told before the snapshot of this connection. */
  private unreadTold: number | null = null;
  private readonly socket: HelpConnection;
  private store: HelpStore | null = null;
  private isSaving = false;
  private readonly catchingUp = new Set<string>();
  private readonly marked = new Map<string, string>();
  /** Calls that this Joker leaves to others: a snapshot brings them again. */
  private readonly left = new Set<string>();
  private readonly lookedAt = (): void => this.markViewed();

  constructor(
    readonly playerId: string,
    private readonly options: HelpLineOptions,
  ) {
    this.socket = new HelpConnection({
      events: {
        help_snapshot: (snapshot) => {
          const shown = this.since.take(fromHelpSnapshot(snapshot, this.help), snapshot);
          this.change(() => withoutCalls(shown, this.left));
          this.isKnown = true;
          options.inbox.load(this.unreadTold ?? snapshot.unread_notifications, snapshot.joker !== null);
          this.unreadTold = null;
          this.marked.clear();
          this.help.conversations.forEach((one) => this.catchUpAndMark(one.id));
          options.onConversationsKnown();
        },
        call_offered: (news) => {
          const { call } = news;
          this.tell((help) => HELP_CHANGES.call_offered(help, news));
          ringForCall();
          this.options.notices.say(this.words.offered(this.words.topicsAsked[call.topic]));
        },
        call_taken: ({ call_id }) => this.lose(call_id, "taken"),
        call_gone: ({ call_id, reason }) => this.lose(call_id, reason),
        call_changed: (news) => this.onMyCall(news),
        conversation_changed: (news) => this.onConversation(news),
        conversation_gone: ({ conversation_id }) => this.forget(conversation_id),
        message: (news) => this.onMessage(news),
        messages_marked: (news) => this.tell((help) => HELP_CHANGES.messages_marked(help, news)),
        other_typing: ({ conversation_id }) => this.typing.begin(conversation_id),
        meeting_changed: (news) => this.onMeeting(news),
        joker_changed: (news) => this.tell((help) => HELP_CHANGES.joker_changed(help, news)),
        notification: ({ notification, unread }) => {
          this.unreadTold = unread;
          options.inbox.add(notification, unread);
        },
        inbox_read: ({ unread }) => {
          this.unreadTold = unread;
          options.inbox.readElsewhere(unread);
        },
      },
      onState: (state) => {
        this.connection = state;
        if (state === "online") {
          this.unsent.sendNow();
        } else if (state === "offline") {
          this.since.begin();
          this.unreadTold = null;
        }
      },
      onRefused: (status) => {
        if (status === 401) {
          options.onSignedOut();
        } else {
          setTimeout(() => this.store && this.socket.connect(), RECONNECT_AFTER_MS);
        }
      },
    });
  }

  /** Shows what this device knows, then asks the server. */
  async start(): Promise<void> {
    this.store = await HelpStore.open().catch(() => null);
    await this.store?.belongTo(this.playerId);
    // An earlier release kept less.
    this.help = { ...NO_HELP, ...(await this.store?.load()) };
    await this.unsent.open(this.store);
    document.addEventListener("visibilitychange", this.lookedAt);
    readyAlarm();
    this.socket.connect();
  }

  stop(): void {
    this.socket.disconnect();
    document.removeEventListener("visibilitychange", this.lookedAt);
    this.save();
    this.unsent.close();
    this.store = null;
  }

  conversation(id: string): ConversationOut | null {
    return this.help.conversations.find((one) => one.id === id) ?? null;
  }

  /** The other one's name, or that they have left. */
  nameOf({ other }: ConversationOut): string {
    return other?.name ?? this.words.somebodyGone;
  }

  /** The Joker's own state changed by way of HTTP. */
  setJoker(joker: JokerOut): void {
    this.tell((help) => ({ ...help, joker }));
  }

  /** Sent again with the same `call_id`, it is asked once. */
  async ask(question: AskJokerIn): Promise<Outcome> {
    return this.outcome(this.socket.askJoker(question), (answer) => this.onMyCall(answer));
  }

  async withdraw(callId: string): Promise<Outcome> {
    return this.outcome(this.socket.withdrawCall(callId), (answer) => this.answered(answer));
  }

  /** A Joker takes the call; "call_taken" when another one was quicker. */
  async accept(callId: string): Promise<Outcome> {
    const outcome = await this.outcome(this.socket.acceptCall(callId), (answer) => this.answered(answer));
    const reason = outcome !== null && outcome !== "offline" ? LOST_BY_PROBLEM[outcome.code] : undefined;
    if (reason !== undefined) {
      this.lose(callId, reason);
    }
    return outcome;
  }

  /** A Joker leaves the call to others. */
  leaveCall(callId: string): void {
    this.left.add(callId);
    this.change((help) => withoutCall(help, callId));
  }

  /** The Joker has read that the call went. */
  dismissLost(callId: string): void {
    this.lost = this.lost.filter(({ call }) => call.id !== callId);
  }

  /** A Joker's device has shown the call. */
  async seen(callId: string): Promise<void> {
    await this.socket.callSeen(callId).catch(() => undefined);
  }

  /** `helped` is asked of the asker only; null leaves it open. */
  async close(conversationId: string, helped: boolean | null): Promise<Outcome> {
    const closing = { conversation_id: conversationId, helped };
    return this.outcome(this.socket.closeConversation(closing), (answer) => this.answered(answer));
  }

  /** Proposes, answers, comes to or leaves a meeting; resolves to the code of what went wrong. */
  async changeMeeting(
    asked: (socket: HelpConnection) => Promise<MeetingAck | ProblemAck>,
  ): Promise<string | null> {
    const outcome = await this.outcome(asked(this.socket), (answer) => this.answered(answer));
    return outcome === null || outcome === "offline" ? outcome : outcome.code;
  }

  async block(callId: string): Promise<Outcome> {
    return this.outcome(this.socket.block(callId), () => this.forget(callId));
  }

  async report(callId: string, reason: ReportReason, text: string | null): Promise<Outcome> {
    return this.outcome(this.socket.report({ call_id: callId, reason, text }), () => undefined);
  }

  /** The conversation that is on the screen is read as far as it goes, while somebody looks. */
  view(conversationId: string | null): void {
    this.viewed = conversationId;
    this.markViewed();
  }

  /** Takes in what the server told, or answered. */
  private tell(change: (help: HelpState) => HelpState): void {
    this.change((help) => this.since.tell(help, null, change));
  }

  private answered(answer: Parameters<typeof withAnswer>[1]): void {
    this.tell((help) => withAnswer(help, answer));
  }

  private get words(): (typeof HELP_WORDS)["fr"] {
    return HELP_WORDS[speech.language];
  }

  private async outcome<Answer extends { ok: true }>(
    asked: Promise<Answer | ProblemAck>,
    onDone: (answer: Answer) => void,
  ): Promise<Outcome> {
    const answer = await asked.catch(() => null);
    if (answer === null) {
      return "offline";
    }
    if (!answer.ok) {
      return answer.problem;
    }
    onDone(answer);
    return null;
  }

  /** The call can no longer be answered; whoever still saw it is told why. */
  private lose(callId: string, reason: LostCall["reason"]): void {
    const call = this.help.calls.find(({ id }) => id === callId);
    this.tell((help) => withoutCall(help, callId));
    // A block hides all of it, the reason too.
    if (call !== undefined && reason !== "hidden") {
      this.lost = [...this.lost, { call, reason }];
      this.options.notices.say(reason === "taken" ? this.words.lost.taken : this.words.lost.over);
    }
  }

  private onMyCall(news: CallChangedOut): void {
    const { call } = news;
    const before = this.help.myCall;
    this.tell((help) => HELP_CHANGES.call_changed(help, news));
    if (call.state === "waiting" && before?.state !== "waiting") {
      this.options.notices.say(this.words.waiting.nobodyYet);
    } else if (call.state === "expired") {
      this.options.notices.tell(this.words.waiting.expired);
    }
  }

  private onConversation(news: ConversationChangedOut): void {
    const { conversation } = news;
    const isNew = this.conversation(conversation.id) === null;
    const wasOpen = this.conversation(conversation.id)?.state === "accepted";
    this.tell((help) => HELP_CHANGES.conversation_changed(help, news));
    if (isNew && conversation.role === "asker") {
      this.options.notices.tell(this.words.answered(this.nameOf(conversation)));
    } else if (wasOpen && conversation.state === "closed") {
      this.options.notices.say(this.words.conversation.closedNow);
    }
    this.catchUpAndMark(conversation.id);
  }

  private onMessage(news: MessageSentOut): void {
    const { message } = news;
    const conversation = this.conversation(message.conversation_id);
    this.tell((help) => HELP_CHANGES.message(help, news));
    this.unsent.arrived(message.client_id);
    if (conversation !== null && message.sender_id === conversation.other?.player_id) {
      this.typing.end(conversation.id);
      const said = this.words.messageFrom(this.nameOf(conversation));
      if (this.viewed === conversation.id) {
        this.options.notices.say(`${said} ${message.text ?? ""}`);
      } else {
        this.options.notices.tell(said);
      }
    }
    this.catchUpAndMark(message.conversation_id);
  }

  private onMeeting(news: MeetingChangedOut): void {
    const { meeting } = news;
    const before = this.help.meetings.find(({ id }) => id === meeting.id);
    this.tell((help) => HELP_CHANGES.meeting_changed(help, news));
    this.options.onMeeting(before, meeting);
  }

  private catchUpAndMark(conversationId: string): void {
    void this.catchUp(conversationId).then(() => this.mark(conversationId));
  }

  /** Fetches what this device misses of a conversation, until it misses nothing or the connection is gone. */
  private async catchUp(conversationId: string): Promise<void> {
    if (this.catchingUp.has(conversationId)) {
      return;
    }
    this.catchingUp.add(conversationId);
    try {
      for (
        let conversation = this.conversation(conversationId);
        conversation !== null && isBehind(this.help, conversation) && this.socket.isOnline;
        conversation = this.conversation(conversationId)
      ) {
        const after = newestHere(this.help, conversationId);
        const answer = await this.socket
          .fetchMessages({ conversation_id: conversationId, after })
          .catch(() => null);
        if (answer?.ok === true) {
          this.change((help) => withMessages(help, conversationId, answer.messages));
          if (newestHere(this.help, conversationId) === after) {
            return;
          }
        } else if (answer !== null && !answer.problem.retryable) {
          return;
        } else {
          const afterMs = (answer?.problem.retry_after_s ?? 0) * 1000 || FETCH_AGAIN_AFTER_MS;
          await new Promise((resolve) => setTimeout(resolve, afterMs));
        }
      }
    } finally {
      this.catchingUp.delete(conversationId);
    }
  }

  private markViewed(): void {
    if (this.viewed !== null) {
      this.mark(this.viewed);
    }
  }

  /** Tells how far this person has received and, when somebody looks at it, read the conversation. */
  private mark(conversationId: string): void {
    const conversation = this.conversation(conversationId);
    if (conversation === null) {
      return;
    }
    const { mine } = conversation;
    const here = newestHere(this.help, conversationId);
    const isRead = this.viewed === conversationId && document.visibilityState === "visible";
    const receipt = {
      delivered_up_to: Math.max(mine.delivered_up_to, here),
      read_up_to: isRead ? Math.max(mine.read_up_to, here) : mine.read_up_to,
    };
    const wanted = `${receipt.delivered_up_to}/${receipt.read_up_to}`;
    const isTold = receipt.delivered_up_to === mine.delivered_up_to && receipt.read_up_to === mine.read_up_to;
    if (isTold || this.marked.get(conversationId) === wanted) {
      return;
    }
    this.marked.set(conversationId, wanted);
    const marks = { conversation_id: conversationId, reader_id: this.playerId, receipt };
    this.socket.markMessages({ conversation_id: conversationId, ...receipt }).then(
      (answer) => answer.ok && this.tell((help) => withMarks(help, marks)),
      () => this.marked.delete(conversationId),
    );
  }

  /** One of the two has blocked the other. */
  private forget(conversationId: string): void {
    this.tell((help) => HELP_CHANGES.conversation_gone(help, { conversation_id: conversationId }));
    this.unsent.discardAllIn(conversationId);
    this.options.onConversationsKnown();
  }

  /** Kept at once: in the street a page may be gone the next moment. What changes together is written together. */
  private change(next: (help: HelpState) => HelpState): void {
    const asked = this.help.myCall?.id;
    this.help = next(this.help);
    if (asked !== undefined && this.help.myCall === null && this.conversation(asked) !== null) {
      this.options.onAnswered(asked);
    }
    if (!this.isSaving) {
      this.isSaving = true;
      queueMicrotask(() => this.save());
    }
  }

  private save(): void {
    this.isSaving = false;
    void this.store?.save(this.help).catch(() => undefined);
  }
}
