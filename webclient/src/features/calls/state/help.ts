/** Calls and conversations, and how each thing the server tells changes them. Pure: a new value every time. */
import type { HelpEvents } from "../../../shared/protocol/help_connection";
import type {
  CallAck,
  ConversationAck,
  ConversationOut,
  DoneAck,
  HelpSnapshotOut,
  JokerOut,
  MeetingAck,
  MeetingOut,
  MessageAck,
  MessageOut,
  MessagesMarkedOut,
  MyCallOut,
  OfferedCallOut,
  ReceiptOut,
} from "../../../shared/protocol/types";

/** All that the server has told of calls, conversations and meetings. */
export type HelpState = {
  /** null for who never applied as a Joker. */
  joker: JokerOut | null;
  /** The player's own question while nobody has answered it. */
  myCall: MyCallOut | null;
  /** Questions that this Joker may accept, oldest first. */
  calls: OfferedCallOut[];
  conversations: ConversationOut[];
  /** Messages of each conversation from the first on, without gaps. */
  threads: Record<string, MessageOut[]>;
  /** To come, under way, and over not long ago; earliest first. */
  meetings: MeetingOut[];
};

/** How far a message of one's own got. */
export type Mark = "sent" | "delivered" | "read";

export const NO_HELP: HelpState = {
  joker: null,
  myCall: null,
  calls: [],
  conversations: [],
  threads: {},
  meetings: [],
};

/** A snapshot replaces everything but the messages, which are caught up with. */
export function fromHelpSnapshot(snapshot: HelpSnapshotOut, before: HelpState): HelpState {
  const { joker, my_call, calls, conversations, meetings } = snapshot;
  const threads = Object.fromEntries(conversations.map((one) => [one.id, threadOf(before, one)]));
  return { joker, myCall: my_call, calls, conversations, threads, meetings };
}

/** What this device has of a conversation. Whoever leaves for good takes their words along: they are fetched anew. */
function threadOf(help: HelpState, told: ConversationOut): MessageOut[] {
  const known = help.conversations.find(({ id }) => id === told.id);
  const hasLeft = told.other === null && known?.other !== null;
  return hasLeft ? [] : (help.threads[told.id] ?? []);
}

/** The player's own question moved; one that is over, or answered, is no longer shown as asked. */
export function withMyCall(help: HelpState, call: MyCallOut): HelpState {
  const isUnanswered = call.state === "open" || call.state === "waiting";
  if (isUnanswered && !help.conversations.some(({ id }) => id === call.id)) {
    return { ...help, myCall: call };
  }
  return help.myCall?.id === call.id ? { ...help, myCall: null } : help;
}

export function withCallOffered(help: HelpState, call: OfferedCallOut): HelpState {
  return { ...help, calls: [...help.calls.filter(({ id }) => id !== call.id), call] };
}

export function withoutCall(help: HelpState, callId: string): HelpState {
  return { ...help, calls: help.calls.filter(({ id }) => id !== callId) };
}

export function withoutCalls(help: HelpState, callIds: ReadonlySet<string>): HelpState {
  return { ...help, calls: help.calls.filter(({ id }) => !callIds.has(id)) };
}

/** A conversation began or changed; it has the id of its call. Answers and pushes may cross: numbers never go back. */
export function withConversation(help: HelpState, conversation: ConversationOut): HelpState {
  const known = help.conversations.find(({ id }) => id === conversation.id);
  const newest = known === undefined ? conversation : notOlder(known, conversation);
  return {
    ...withoutCall(help, conversation.id),
    myCall: help.myCall?.id === conversation.id ? null : help.myCall,
    conversations: [...help.conversations.filter(({ id }) => id !== conversation.id), newest],
    threads: { ...help.threads, [conversation.id]: threadOf(help, conversation) },
  };
}

function notOlder(known: ConversationOut, told: ConversationOut): ConversationOut {
  const stays = known.state === "closed" && told.state !== "closed" ? known : told;
  return {
    ...stays,
    last_sequence: Math.max(known.last_sequence, told.last_sequence),
    mine: further(known.mine, told.mine),
    theirs: further(known.theirs, told.theirs),
  };
}

/** One of the two has blocked the other: nothing of it is left, save a meeting that this person has to leave. */
export function withoutConversation(help: HelpState, conversationId: string): HelpState {
  const threads = { ...help.threads };
  delete threads[conversationId];
  return {
    ...help,
    conversations: help.conversations.filter(({ id }) => id !== conversationId),
    threads,
    meetings: help.meetings.filter((one) => one.conversation_id !== conversationId || isThere(one)),
  };
}

/**
 * Takes messages of one conversation, in order. One that is not the next is only counted: the conversation is then
 * behind and has to be caught up with. One that is known changes nothing.
 */
export function withMessages(help: HelpState, conversationId: string, messages: MessageOut[]): HelpState {
  const conversation = help.conversations.find(({ id }) => id === conversationId);
  if (conversation === undefined) {
    return help;
  }
  const thread = [...(help.threads[conversationId] ?? [])];
  let lastSequence = conversation.last_sequence;
  for (const message of messages) {
    lastSequence = Math.max(lastSequence, message.sequence);
    if (message.sequence === thread.length + 1) {
      thread.push(message);
    }
  }
  return {
    ...withChanged(help, { ...conversation, last_sequence: lastSequence }),
    threads: { ...help.threads, [conversationId]: thread },
  };
}

/** `sequence` of the newest message that this device has without gaps, 0 without any. */
export function newestHere(help: HelpState, conversationId: string): number {
  return help.threads[conversationId]?.length ?? 0;
}

/** Whether messages exist that this device does not have yet. */
export function isBehind(help: HelpState, conversation: ConversationOut): boolean {
  return newestHere(help, conversation.id) < conversation.last_sequence;
}

/** Marks never go back, however late they come. */
export function withMarks(help: HelpState, marks: MessagesMarkedOut): HelpState {
  const conversation = help.conversations.find(({ id }) => id === marks.conversation_id);
  if (conversation === undefined) {
    return help;
  }
  const whose = marks.reader_id === conversation.other?.player_id ? "theirs" : "mine";
  const moved = further(conversation[whose], marks.receipt);
  return withChanged(help, { ...conversation, [whose]: moved });
}

function further(a: ReceiptOut, b: ReceiptOut): ReceiptOut {
  return {
    delivered_up_to: Math.max(a.delivered_up_to, b.delivered_up_to),
    read_up_to: Math.max(a.read_up_to, b.read_up_to),
  };
}

function withChanged(help: HelpState, conversation: ConversationOut): HelpState {
  return {
    ...help,
    conversations: help.conversations.map((one) => (one.id === conversation.id ? conversation : one)),
  };
}

/** How far a message of one's own got. */
export function markOf(conversation: ConversationOut, sequence: number): Mark {
  const { delivered_up_to, read_up_to } = conversation.theirs;
  return sequence <= read_up_to ? "read" : sequence <= delivered_up_to ? "delivered" : "sent";
}

/** How many messages of the other one wait to be read. */
export function unreadIn(help: HelpState, conversation: ConversationOut): number {
  return (help.threads[conversation.id] ?? []).filter(
    ({ sequence, sender_id }) =>
      sequence > conversation.mine.read_up_to && sender_id === conversation.other?.player_id,
  ).length;
}

/** What waits for this person altogether: unread messages, and calls that they may accept. */
export function waitingFor(help: HelpState): number {
  return help.conversations.reduce((sum, one) => sum + unreadIn(help, one), help.calls.length);
}

/** Open conversations first, then the one in which something was said last. */
export function inOrder(help: HelpState): ConversationOut[] {
  const lastAt = ({ id, accepted_at }: ConversationOut): number =>
    Date.parse(help.threads[id]?.at(-1)?.sent_at ?? accepted_at ?? "") || 0;
  const isClosed = ({ state }: ConversationOut): number => (state === "closed" ? 1 : 0);
  return [...help.conversations].sort((a, b) => isClosed(a) - isClosed(b) || lastAt(b) - lastAt(a));
}

/** Came and has not left, as far as the server was told. */
export function isThere({ mine }: MeetingOut): boolean {
  return mine.checked_in_at !== null && mine.checked_out_at === null;
}

/** A meeting was proposed or moved; earliest first. */
export function withMeeting(meetings: MeetingOut[], meeting: MeetingOut): MeetingOut[] {
  return [...meetings.filter(({ id }) => id !== meeting.id), meeting].sort(
    (one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at),
  );
}

type Changes = {
  [Name in keyof HelpEvents]?: (help: HelpState, payload: Parameters<HelpEvents[Name]>[0]) => HelpState;
};

/** The change that each event makes to what is known. The others make none. */
export const HELP_CHANGES = {
  call_offered: (help, { call }) => withCallOffered(help, call),
  call_taken: (help, { call_id }) => withoutCall(help, call_id),
  call_gone: (help, { call_id }) => withoutCall(help, call_id),
  call_changed: (help, { call }) => withMyCall(help, call),
  conversation_changed: (help, { conversation }) => withConversation(help, conversation),
  conversation_gone: (help, { conversation_id }) =>
    withoutConversation(withoutCall(help, conversation_id), conversation_id),
  message: (help, { message }) => withMessages(help, message.conversation_id, [message]),
  messages_marked: withMarks,
  meeting_changed: (help, { meeting }) => ({ ...help, meetings: withMeeting(help.meetings, meeting) }),
  joker_changed: (help, { joker }) => ({ ...help, joker }),
} satisfies Changes;

/** The change that an answer makes to it: an answer has the thing as it now stands. */
export function withAnswer(
  help: HelpState,
  answer: CallAck | ConversationAck | MeetingAck | MessageAck | DoneAck,
): HelpState {
  if ("call" in answer) {
    return HELP_CHANGES.call_changed(help, answer);
  }
  if ("conversation" in answer) {
    return HELP_CHANGES.conversation_changed(help, answer);
  }
  if ("meeting" in answer) {
    return HELP_CHANGES.meeting_changed(help, answer);
  }
  return "message" in answer ? HELP_CHANGES.message(help, answer) : help;
}
