"""The seats of an event: who gets one, who waits, and who moves up when one becomes free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.events.registrations import RegistrationState
from game_rules.offers.content import EventTimes
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class Registration:
    """Somebody who registered."""

    player_id: UUID
    state: RegistrationState
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Registered:
    """The standing of one player with one event. `seats_left` is None where seats are not counted."""

    state: RegistrationState | None = None
    seats_left: int | None = None


NOT_REGISTERED = Registered()
"""Also for all that is no event."""


def check_still_on(event: EventTimes | None, now: datetime) -> EventTimes:
    """The event, if there is one that is not over. Raises Refused(offer_not_open | event_over)."""
    if event is None:
        raise Refused(RefusalReason.OFFER_NOT_OPEN)
    if event.ends_at <= now:
        raise Refused(RefusalReason.EVENT_OVER)
    return event


def seats_left(seats: int | None, taken: int) -> int | None:
    """None is "as many as come". Never below zero, though an editor may take away seats that are taken."""
    return None if seats is None else max(0, seats - taken)


def state_for_next(seats: int | None, taken: int) -> RegistrationState:
    """Returns the state that the next one to register gets."""
    return RegistrationState.WAITING if seats_left(seats, taken) == 0 else RegistrationState.REGISTERED


def next_in_waitlist(registrations: Sequence[Registration], seats: int | None) -> tuple[UUID, ...]:
    """The players who get the seats that are free, whoever has waited longest first."""
    waiting = sorted(
        (one for one in registrations if one.state is RegistrationState.WAITING),
        key=lambda one: (one.registered_at, one.player_id),
    )
    free = seats_left(seats, len(registrations) - len(waiting))
    return tuple(one.player_id for one in waiting[:free])
