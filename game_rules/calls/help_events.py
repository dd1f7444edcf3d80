"""What happened to calls and conversations, and to whom each of it may be told."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from game_rules.calls.call import Call, CallRole
from game_rules.calls.conversation import Message, Receipt
from game_rules.meetings.views import MeetingView
from game_rules.notifications.notification import Notification
from game_rules.play.outcomes import PlayEvent


class GoneReason(StrEnum):
    """Why a call can no longer be answered."""

    TAKEN = "taken"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """The other one of a conversation, by the name they go by."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as one of the two sees it: `mine` and `theirs` are how far each has received and read.

    `other` is None when the other one has left for good.
    """

    call: Call
    role: CallRole
    other: OtherPerson | None
    offer_title: str | None
    mine: Receipt
    theirs: Receipt | None


@dataclass(frozen=True, slots=True)
class CallOffered:
    """A call is shown to a Joker. Of an offer only its title: its place may still be under their clouds."""

    call: Call
    offer_title: str | None

    def is_for(self, player_id: UUID) -> bool:
        return player_id != self.call.asker_id


@dataclass(frozen=True, slots=True)
class CallGone:
    """A call that was shown to a Joker has no answer to give any more."""

    call: Call
    reason: GoneReason

    def is_for(self, player_id: UUID) -> bool:
        return player_id != self.call.asker_id


@dataclass(frozen=True, slots=True)
class CallChanged:
    """The asker's own call moved."""

    call: Call

    def is_for(self, player_id: UUID) -> bool:
        return player_id == self.call.asker_id


@dataclass(frozen=True, slots=True)
class ConversationChanged:
    """A conversation opened or closed, as one of the two sees it."""

    conversation: Conversation

    def is_for(self, player_id: UUID) -> bool:
        return self.conversation.call.role_of(player_id) is self.conversation.role


@dataclass(frozen=True, slots=True)
class ConversationHidden:
    """One has blocked the other: the conversation is gone for both."""

    call: Call

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class MessageSent:
    call: Call
    message: Message

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class MessagesMarked:
    """The other one, or another device, has received or read up to a message."""

    call: Call
    receipt: Receipt

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class SomebodyTypes:
    call: Call

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """A meeting was proposed or moved, as one of the two sees it."""

    view: MeetingView

    def is_for(self, player_id: UUID) -> bool:
        return self.view.meeting.role_of(player_id) is self.view.role


@dataclass(frozen=True, slots=True)
class NotificationAdded:
    """A new line in the inbox; `unread` is how many there are now."""

    notification: Notification
    unread: int

    def is_for(self, player_id: UUID) -> bool:
        return player_id == self.notification.player_id


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
    | NotificationAdded
)


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell one player, on all their devices."""

    player_id: UUID
    event: HelpEvent | PlayEvent
