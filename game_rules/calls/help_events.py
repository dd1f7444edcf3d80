"""Events of calls and conversations, and to whom each of them may be told."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from game_rules.addressed_events import Event
from game_rules.calls.call import Call, CallRole
from game_rules.calls.conversation import Message, Receipt


class GoneReason(StrEnum):
    """Reasons why a call can no longer be answered."""

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
class CallOffered(Event):
    """A call is shown to a Joker. Of an offer only its title: its place may still be under their clouds."""

    call: Call
    offer_title: str | None

    def is_for(self, player_id: UUID) -> bool:
        return player_id != self.call.asker_id


@dataclass(frozen=True, slots=True)
class CallGone(Event):
    """A call that was shown to a Joker has no answer to give any more."""

    call: Call
    reason: GoneReason

    def is_for(self, player_id: UUID) -> bool:
        return player_id != self.call.asker_id


@dataclass(frozen=True, slots=True)
class CallChanged(Event):
    """The asker's own call moved."""

    call: Call

    def is_for(self, player_id: UUID) -> bool:
        return player_id == self.call.asker_id


@dataclass(frozen=True, slots=True)
class ConversationChanged(Event):
    """A conversation opened or closed, as one of the two sees it."""

    conversation: Conversation

    def is_for(self, player_id: UUID) -> bool:
        return self.conversation.call.role_of(player_id) is self.conversation.role


@dataclass(frozen=True, slots=True)
class ConversationHidden(Event):
    """One has blocked the other: the conversation is gone for both."""

    call: Call

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    call: Call
    message: Message

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class MessagesMarked(Event):
    """The other one, or another device, has received or read up to a message."""

    call: Call
    receipt: Receipt

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None


@dataclass(frozen=True, slots=True)
class SomebodyTypes(Event):
    call: Call

    def is_for(self, player_id: UUID) -> bool:
        return self.call.role_of(player_id) is not None
