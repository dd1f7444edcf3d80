"""Events of calls and conversations, and to whom each of them may be told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from game_rules.addressed_events import AddressedEvent, Event
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
    """A conversation as one of the two sees it: `mine` and `theirs` are how far each has received and read. The Joker
    is told whether the asker is under 18.

    `other` is None when the other one has left for good.
    """

    call: Call
    role: CallRole
    other: OtherPerson | None
    offer_title: str | None
    mine: Receipt
    theirs: Receipt | None
    asker_is_minor: bool


@dataclass(frozen=True, slots=True)
class CallOffered(Event):
    """A call is shown to a Joker. Of an offer only its title: its place may still be under their clouds."""

    call: Call
    offer_title: str | None
    asker_is_minor: bool = False

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


def told_to_both(call: Call, event: MessageSent | MessagesMarked | ConversationHidden) -> tuple[AddressedEvent, ...]:
    """Addresses the event to the two of a conversation, on all their devices."""
    return tuple(
        AddressedEvent(player_id, event) for player_id in (call.asker_id, call.joker_id) if player_id is not None
    )


def gone_for(call: Call, joker_ids: Iterable[UUID], reason: GoneReason) -> list[AddressedEvent]:
    """Addresses to each of the Jokers that the call needs no answer any more."""
    return [AddressedEvent(joker_id, CallGone(call, reason)) for joker_id in sorted(joker_ids)]


def offered_to(joker_ids: Collection[UUID], offered: CallOffered) -> list[AddressedEvent]:
    """Addresses the call to each of the Jokers; and to the asker how many have been asked, which is all they know of
    who may answer."""
    asker_id = offered.call.asker_id
    asker = [AddressedEvent(asker_id, CallChanged(offered.call))] if joker_ids and asker_id else []
    return [*(AddressedEvent(joker_id, offered) for joker_id in joker_ids), *asker]
