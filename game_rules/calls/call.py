"""The life of a call to Jokers: states, allowed moves, and who may make them.

open -> accepted | waiting | withdrawn;  waiting -> accepted | withdrawn | expired;  accepted -> closed.
A call that was accepted is a conversation, under the same id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from game_rules.geo import Tile
from game_rules.jokers.joker import HelpTopic, SpokenLanguage
from game_rules.refusals import RefusalReason, Refused


class CallState(StrEnum):
    """States of a call. `waiting`: nobody answered, the player knows, and the next free Joker is told."""

    OPEN = "open"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"


UNANSWERED = frozenset({CallState.OPEN, CallState.WAITING})
CONVERSED = frozenset({CallState.ACCEPTED, CallState.CLOSED})


class CallAction(StrEnum):
    """Moves of a call."""

    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    GIVE_UP = "give_up"
    EXPIRE = "expire"
    CLOSE = "close"


class CallRole(StrEnum):
    """Roles of those who move a call. A helper is the Joker who accepted, a recipient one to whom it was shown."""

    ASKER = "asker"
    RECIPIENT = "recipient"
    HELPER = "helper"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class CallTransition:
    roles: frozenset[CallRole]
    to_state: CallState


def _by(to_state: CallState, *roles: CallRole) -> CallTransition:
    return CallTransition(frozenset(roles), to_state)


_TRANSITIONS: Mapping[tuple[CallState, CallAction], CallTransition] = MappingProxyType(
    {
        (CallState.OPEN, CallAction.ACCEPT): _by(CallState.ACCEPTED, CallRole.RECIPIENT),
        (CallState.WAITING, CallAction.ACCEPT): _by(CallState.ACCEPTED, CallRole.RECIPIENT),
        (CallState.OPEN, CallAction.WITHDRAW): _by(CallState.WITHDRAWN, CallRole.ASKER),
        (CallState.WAITING, CallAction.WITHDRAW): _by(CallState.WITHDRAWN, CallRole.ASKER),
        (CallState.OPEN, CallAction.GIVE_UP): _by(CallState.WAITING, CallRole.CLOCK),
        (CallState.WAITING, CallAction.EXPIRE): _by(CallState.EXPIRED, CallRole.CLOCK),
        # The clock closes a conversation in which nobody writes any more.
        (CallState.ACCEPTED, CallAction.CLOSE): _by(CallState.CLOSED, CallRole.ASKER, CallRole.HELPER, CallRole.CLOCK),
    }
)


def next_call_state(state: CallState, action: CallAction, role: CallRole) -> CallState:
    """The state after `action` by `role`. Raises Refused(call_taken) for an accept that comes too late,
    Refused(call_over) for anything on a call that has ended, Refused(not_allowed_now) for the rest."""
    transition = _TRANSITIONS.get((state, action))
    if transition is not None and role in transition.roles:
        return transition.to_state
    if transition is None and action is CallAction.ACCEPT and state in {CallState.ACCEPTED, CallState.CLOSED}:
        raise Refused(RefusalReason.CALL_TAKEN)
    if state in {CallState.WITHDRAWN, CallState.EXPIRED, CallState.CLOSED}:
        raise Refused(RefusalReason.CALL_OVER)
    raise Refused(RefusalReason.NOT_ALLOWED_NOW)


@dataclass(frozen=True, slots=True)
class Call:
    """A question to Jokers; once accepted, a conversation.

    `near` is the zoom-17 tile of the asker, kept only while the call is open. `helped` is the asker's answer to "did it
    help?", None while not given. `last_sequence` numbers the newest message, 0 without any. `asker_id` and, once it was
    answered, `joker_id` are None for somebody who has left for good: only calls that are over outlive their people.
    `jokers_asked` counts the Jokers to whom it was shown so far. `rests_until`: the asker is a minor, it is night, and
    no Joker is shown it before that.
    """

    id: UUID
    asker_id: UUID | None
    topic: HelpTopic
    language: SpokenLanguage
    text: str | None
    offer_id: UUID | None
    rome_domain: str | None
    near: Tile | None
    state: CallState
    asked_at: datetime
    waves_sent: int
    due_at: datetime | None
    joker_id: UUID | None = None
    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    helped: bool | None = None
    last_sequence: int = 0
    jokers_asked: int = 0
    rests_until: datetime | None = None

    def role_of(self, player_id: UUID) -> CallRole | None:
        """The part that `player_id` has in the conversation; None for everybody else."""
        if player_id == self.asker_id:
            return CallRole.ASKER
        return CallRole.HELPER if player_id == self.joker_id else None

    def other_of(self, player_id: UUID) -> UUID | None:
        """Returns the player that `player_id` talks with; None while nobody has accepted, and once the other one has
        left for good."""
        return self.joker_id if player_id == self.asker_id else self.asker_id
