"""Events of calls and conversations, each as the socket event that tells it."""

from game_rules.calls.help_events import (
    CallChanged,
    CallGone,
    CallOffered,
    ConversationChanged,
    ConversationHidden,
    GoneReason,
    MessageSent,
    MessagesMarked,
    SomebodyTypes,
)
from game_rules.jokers.events import JokerChanged
from game_rules.meetings.events import MeetingChanged
from game_rules.notifications.events import InboxRead, NotificationAdded
from server.schemas.base import Outgoing
from server.schemas.calls.help import (
    CallChangedOut,
    CallGoneOut,
    CallOfferedOut,
    CallTakenOut,
    ConversationChangedOut,
    ConversationGoneOut,
    ConversationOut,
    MessageOut,
    MessageSentOut,
    MessagesMarkedOut,
    MyCallOut,
    OfferedCallOut,
    ReceiptOut,
    TypingOut,
)
from server.schemas.jokers import JokerChangedOut, JokerOut
from server.schemas.meetings import MeetingChangedOut, MeetingOut
from server.schemas.notifications import NotificationAddedOut, NotificationOut, UnreadOut

HelpEvent = (
    CallOffered
    | CallGone
    | CallChanged
    | ConversationChanged
    | ConversationHidden
    | MessageSent
    | MessagesMarked
    | SomebodyTypes
    | MeetingChanged
    | JokerChanged
    | NotificationAdded
    | InboxRead
)
"""All that is told on the help socket."""


def help_message_of(event: HelpEvent) -> tuple[str, Outgoing]:  # noqa: PLR0911, PLR0912 - one for each event
    """The name and the payload of the socket event for `event`."""
    match event:
        case CallOffered():
            return "call_offered", CallOfferedOut(call=OfferedCallOut.of(event))
        case CallGone(call, GoneReason.TAKEN):
            return "call_taken", CallTakenOut(call_id=call.id)
        case CallGone(call, reason):
            return "call_gone", CallGoneOut(call_id=call.id, reason=reason)
        case CallChanged(call):
            return "call_changed", CallChangedOut(call=MyCallOut.of(call))
        case ConversationChanged(conversation):
            return "conversation_changed", ConversationChangedOut(conversation=ConversationOut.of(conversation))
        case ConversationHidden(call):
            return "conversation_gone", ConversationGoneOut(conversation_id=call.id)
        case MessageSent(_, message):
            return "message", MessageSentOut(message=MessageOut.of(message))
        case MessagesMarked(call, receipt):
            return "messages_marked", MessagesMarkedOut(
                conversation_id=call.id, reader_id=receipt.reader_id, receipt=ReceiptOut.of(receipt)
            )
        case SomebodyTypes(call):
            return "other_typing", TypingOut(conversation_id=call.id)
        case MeetingChanged(view):
            return "meeting_changed", MeetingChangedOut(meeting=MeetingOut.of(view))
        case JokerChanged(profile):
            return "joker_changed", JokerChangedOut(joker=JokerOut.of(profile))
        case InboxRead(_, unread):
            return "inbox_read", UnreadOut(unread=unread)
        case NotificationAdded(notification, unread):
            return "notification", NotificationAddedOut(notification=NotificationOut.of(notification), unread=unread)
