"""The life of an offer: its states, the allowed moves between them, who may make each, and what a feed may do.

Only a published offer, within its dates, can be found by anybody; game_rules/offers/findable.py says where.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from game_rules.dates import is_over
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import is_undoable, undo_until


class OfferState(StrEnum):
    """States of an offer."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    PAUSED = "paused"
    FILLED = "filled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class OfferAction(StrEnum):
    """Moves of an offer from one state to another. `restore` undoes that its employer ended it."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    PAUSE = "pause"
    RESUME = "resume"
    FILL = "fill"
    EXPIRE = "expire"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


class OfferActor(StrEnum):
    """Actors who may move an offer: its organisation's people, an organiser, the feed it came by, the clock, or the
    rules at once.

    The rules publish what a verified organisation submits and what no rule objects to, and fill an offer with the hire
    that takes its last opening.
    """

    EMPLOYER = "employer"
    ORGANISER = "organiser"
    FEED = "feed"
    CLOCK = "clock"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class OfferTransition:
    """An allowed move: who may make it, and where it leads."""

    actors: frozenset[OfferActor]
    to_state: OfferState


_EMPLOYER = frozenset({OfferActor.EMPLOYER})
_ORGANISER = frozenset({OfferActor.ORGANISER})
_PEOPLE = _EMPLOYER | _ORGANISER
_TIME = frozenset({OfferActor.CLOCK, OfferActor.FEED})
_OWNERS = frozenset({OfferActor.EMPLOYER, OfferActor.FEED})
_ANYBODY_BUT_TIME = _PEOPLE | {OfferActor.FEED}
_RULES = frozenset({OfferActor.RULES})
_PUBLISHERS = _ORGANISER | _RULES
_FILLERS = _EMPLOYER | _RULES

_TRANSITIONS: Mapping[tuple[OfferState, OfferAction], OfferTransition] = MappingProxyType(
    {
        (OfferState.DRAFT, OfferAction.SUBMIT): OfferTransition(_EMPLOYER, OfferState.SUBMITTED),
        (OfferState.DRAFT, OfferAction.WITHDRAW): OfferTransition(_EMPLOYER, OfferState.WITHDRAWN),
        (OfferState.SUBMITTED, OfferAction.PUBLISH): OfferTransition(_PUBLISHERS, OfferState.PUBLISHED),
        (OfferState.SUBMITTED, OfferAction.SEND_BACK): OfferTransition(_ORGANISER, OfferState.DRAFT),
        (OfferState.SUBMITTED, OfferAction.WITHDRAW): OfferTransition(_PEOPLE, OfferState.WITHDRAWN),
        (OfferState.PUBLISHED, OfferAction.PAUSE): OfferTransition(_EMPLOYER, OfferState.PAUSED),
        (OfferState.PUBLISHED, OfferAction.FILL): OfferTransition(_FILLERS, OfferState.FILLED),
        (OfferState.PUBLISHED, OfferAction.EXPIRE): OfferTransition(_TIME, OfferState.EXPIRED),
        (OfferState.PUBLISHED, OfferAction.WITHDRAW): OfferTransition(_ANYBODY_BUT_TIME, OfferState.WITHDRAWN),
        (OfferState.PAUSED, OfferAction.RESUME): OfferTransition(_EMPLOYER, OfferState.PUBLISHED),
        (OfferState.PAUSED, OfferAction.FILL): OfferTransition(_FILLERS, OfferState.FILLED),
        (OfferState.PAUSED, OfferAction.EXPIRE): OfferTransition(_TIME, OfferState.EXPIRED),
        (OfferState.PAUSED, OfferAction.WITHDRAW): OfferTransition(_ANYBODY_BUT_TIME, OfferState.WITHDRAWN),
        (OfferState.PUBLISHED, OfferAction.EXTEND): OfferTransition(_EMPLOYER, OfferState.PUBLISHED),
        (OfferState.PAUSED, OfferAction.EXTEND): OfferTransition(_EMPLOYER, OfferState.PAUSED),
        (OfferState.EXPIRED, OfferAction.EXTEND): OfferTransition(_OWNERS, OfferState.PUBLISHED),
        (OfferState.EXPIRED, OfferAction.FILL): OfferTransition(_RULES, OfferState.FILLED),
    }
)
"""An organiser withdraws, never pauses: whoever may resume could undo it. Filled and withdrawn are the end, once its
employer can undo it no more: a feed that still carries the offer does not bring it back."""


def next_offer_state(state: OfferState, action: OfferAction, actor: OfferActor) -> OfferState:
    """The state after `action`. Raises Refused(not_allowed_now) where it is not among the allowed moves."""
    transition = _TRANSITIONS.get((state, action))
    if transition is None or actor not in transition.actors:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    return transition.to_state


def actions_allowed(state: OfferState, actor: OfferActor) -> tuple[OfferAction, ...]:
    """Lists what `actor` may do to an offer in `state`."""
    return tuple(
        action
        for (before, action), transition in _TRANSITIONS.items()
        if before is state and actor in transition.actors
    )


@dataclass(frozen=True, slots=True)
class OfferMove:
    """A line of an offer's log. `action` is None where it came in by a feed."""

    action: OfferAction | None
    actor: OfferActor
    to_state: OfferState
    at: datetime


_ENDS = frozenset({OfferAction.FILL, OfferAction.WITHDRAW})


def ended_at(moves: Sequence[OfferMove]) -> datetime | None:
    """The moment at which its employer ended an offer, whose log this is, oldest first; None for one that they did not
    end. Those who applied or registered are told once it can be undone no more."""
    last = moves[-1] if moves else None
    return last.at if last and last.action in _ENDS and last.actor is OfferActor.EMPLOYER else None


def restorable_until(moves: Sequence[OfferMove], now: datetime) -> datetime | None:
    """The moment until which its employer can undo the end of an offer; None where they cannot, or no more."""
    ended = ended_at(moves)
    return undo_until(ended) if ended is not None and is_undoable(ended, now) else None


def restored_offer_state(
    moves: Sequence[OfferMove], now: datetime, *, was_published: bool, is_vetted: bool
) -> OfferState:
    """The state before the end that its employer undoes. Of an offer without earlier lines it is known only whether it
    `was_published`. What waited for its organisation to be vetted is a draft again where that was done meanwhile:
    nobody else would hand it in. Raises Refused(not_allowed_now)."""
    if restorable_until(moves, now) is None:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    *before, _ = moves
    if not before:
        return OfferState.PUBLISHED if was_published else OfferState.DRAFT
    state = before[-1].to_state
    return OfferState.DRAFT if state is OfferState.SUBMITTED and is_vetted else state


EDITABLE = frozenset({OfferState.DRAFT, OfferState.SUBMITTED, OfferState.PUBLISHED, OfferState.PAUSED})
"""States in which its organisation's people may change what it says. What is over stays as people knew it."""


def check_editable(state: OfferState) -> None:
    """Raises Refused(not_allowed_now)."""
    if state not in EDITABLE:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)


def states_before(action: OfferAction, actor: OfferActor) -> frozenset[OfferState]:
    """The states in which `actor` may take `action`."""
    return frozenset(
        state for (state, what), transition in _TRANSITIONS.items() if what is action and actor in transition.actors
    )


def state_from_feed(known: OfferState | None, expires_on: date | None, day: date) -> OfferState:
    """The state of an offer that a feed brings on `day`; `known` is the one it had, None for a new offer.

    A feed publishes what is new, lets expire what is over, and extends; what people decided it leaves alone.
    """
    over = is_over(expires_on, day)
    if known is None:
        return OfferState.EXPIRED if over else OfferState.PUBLISHED
    action = OfferAction.EXPIRE if over else OfferAction.EXTEND
    transition = _TRANSITIONS.get((known, action))
    return transition.to_state if transition and OfferActor.FEED in transition.actors else known
