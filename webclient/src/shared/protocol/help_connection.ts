/** The namespace of calls and conversations. Every message is answered, with what it did or with a problem. */
import { Connection, type ConnectionOptions } from "./connection";
import type {
  AskJokerIn,
  CallAck,
  CallChangedOut,
  CallGoneOut,
  CallOfferedOut,
  CallTakenOut,
  CancelMeetingIn,
  CheckInIn,
  CheckOutIn,
  CloseConversationIn,
  ConfirmMeetingIn,
  ConversationAck,
  ConversationChangedOut,
  ConversationGoneOut,
  DoneAck,
  FetchMessagesIn,
  HelpSnapshotOut,
  JokerChangedOut,
  LateForMeetingIn,
  SayWellIn,
  MarkMessagesIn,
  MeetingAck,
  MeetingChangedOut,
  MessageAck,
  MessagesAck,
  MessageSentOut,
  MessagesMarkedOut,
  NotificationAddedOut,
  ProblemAck,
  ProposeMeetingIn,
  ReportIn,
  SendMessageIn,
  TypingOut,
  UnreadOut,
} from "./types";

/** Everything the server may tell. */
export type HelpEvents = {
  help_snapshot: (payload: HelpSnapshotOut) => void;
  call_offered: (payload: CallOfferedOut) => void;
  call_taken: (payload: CallTakenOut) => void;
  call_gone: (payload: CallGoneOut) => void;
  call_changed: (payload: CallChangedOut) => void;
  conversation_changed: (payload: ConversationChangedOut) => void;
  conversation_gone: (payload: ConversationGoneOut) => void;
  message: (payload: MessageSentOut) => void;
  messages_marked: (payload: MessagesMarkedOut) => void;
  other_typing: (payload: TypingOut) => void;
  meeting_changed: (payload: MeetingChangedOut) => void;
  joker_changed: (payload: JokerChangedOut) => void;
  notification: (payload: NotificationAddedOut) => void;
  inbox_read: (payload: UnreadOut) => void;
};

export class HelpConnection extends Connection<HelpEvents> {
  constructor(options: ConnectionOptions<HelpEvents>) {
    super("/help", options);
  }

  askJoker(question: AskJokerIn): Promise<CallAck | ProblemAck> {
    return this.ask("ask_joker", question);
  }

  withdrawCall(callId: string): Promise<CallAck | ProblemAck> {
    return this.ask("withdraw_call", { call_id: callId });
  }

  callSeen(callId: string): Promise<DoneAck | ProblemAck> {
    return this.ask("call_seen", { call_id: callId });
  }

  acceptCall(callId: string): Promise<ConversationAck | ProblemAck> {
    return this.ask("accept_call", { call_id: callId });
  }

  closeConversation(closing: CloseConversationIn): Promise<ConversationAck | ProblemAck> {
    return this.ask("close_conversation", closing);
  }

  sendMessage(message: SendMessageIn): Promise<MessageAck | ProblemAck> {
    return this.ask("send_message", message);
  }

  fetchMessages(wanted: FetchMessagesIn): Promise<MessagesAck | ProblemAck> {
    return this.ask("fetch_messages", wanted);
  }

  markMessages(marks: MarkMessagesIn): Promise<DoneAck | ProblemAck> {
    return this.ask("mark_messages", marks);
  }

  showTyping(conversationId: string): void {
    this.mention("typing", { conversation_id: conversationId });
  }

  block(callId: string): Promise<DoneAck | ProblemAck> {
    return this.ask("block", { call_id: callId });
  }

  report(report: ReportIn): Promise<DoneAck | ProblemAck> {
    return this.ask("report", report);
  }

  proposeMeeting(proposal: ProposeMeetingIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("propose_meeting", proposal);
  }

  confirmMeeting(confirmed: ConfirmMeetingIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("confirm_meeting", confirmed);
  }

  cancelMeeting(cancelled: CancelMeetingIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("cancel_meeting", cancelled);
  }

  lateForMeeting(late: LateForMeetingIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("late_for_meeting", late);
  }

  sayWell(said: SayWellIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("say_well", said);
  }

  checkIn(arrival: CheckInIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("check_in", arrival);
  }

  checkOut(departure: CheckOutIn): Promise<MeetingAck | ProblemAck> {
    return this.ask("check_out", departure);
  }
}
