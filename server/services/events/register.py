"""A player takes a seat at an event, waits for one, or gives it back. The offer's row decides who is first."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registered, check_still_on, seats_left, state_for_next
from game_rules.offers.findable import why_hidden
from game_rules.offers.posted import PostedOffer
from game_rules.refusals import RefusalReason, Refused
from server.persistence.offers.event_registrations import NamedRegistration
from server.services.context import Context, Unit
from server.services.events.promote_waitlist import promote_waitlist
from server.services.events.standing import standing_events
from server.services.offers.access import offer_of
from server.services.ports import uncounted


@dataclass(frozen=True, slots=True)
class StandingChanged:
    """The player's standing with an event after what was done, committed, and whom to tell what."""

    registered: Registered
    events: tuple[AddressedEvent, ...]


def register_for_event(context: Context, offer_id: UUID, count: Callable[[], None] = uncounted) -> StandingChanged:
    """A seat, or a place in the queue, for somebody with an address; asking again changes nothing.

    `count` is told just before it is taken, and may raise to have nothing taken.
    Raises Refused(offer_not_discovered | offer_not_open | event_over | account_needed | not_signed_in).
    """
    with context.unit() as unit:
        offer = _lock_found(unit, offer_id)
        event = check_still_on(offer.draft.event, context.now)
        today = unit.today
        if why_hidden(offer.state, offer.draft.expires_on, today, offer.organisation.state) is not None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        known = unit.event_registrations.of_event(offer_id)
        mine = next((one.state for one in known if one.player_id == context.player_id), None)
        taken = sum(one.state is RegistrationState.REGISTERED for one in known)
        if mine is None:
            if unit.accounts.is_guest(context.player_id):
                raise Refused(RefusalReason.ACCOUNT_NEEDED)
            # Nobody takes a seat who leaves for good: what they have is locked by then.
            if unit.accounts.lock_player(context.player_id) is None:
                raise Refused(RefusalReason.NOT_SIGNED_IN)
            count()
            mine = state_for_next(event.seats, taken)
            taken += mine is RegistrationState.REGISTERED
            unit.event_registrations.add(offer_id, context.player_id, mine, context.now)
        events = standing_events(unit, offer_id, [context.player_id])
        unit.commit()
    return StandingChanged(Registered(mine, seats_left(event.seats, taken)), events)


def leave_event(context: Context, offer_id: UUID) -> StandingChanged:
    """The seat goes to whoever has waited longest. Raises Refused(offer_not_discovered | offer_not_open)."""
    with context.unit() as unit:
        offer = _lock_found(unit, offer_id)
        event = offer.draft.event
        if event is None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        unit.event_registrations.remove(offer_id, context.player_id)
        lucky = promote_waitlist(unit, offer_id, event)
        taken = sum(one.state is RegistrationState.REGISTERED for one in unit.event_registrations.of_event(offer_id))
        events = standing_events(unit, offer_id, [context.player_id, *lucky])
        unit.commit()
    return StandingChanged(Registered(None, seats_left(event.seats, taken)), events)


@dataclass(frozen=True, slots=True)
class EventGuests:
    """The registrations for an event, in the order in which people registered."""

    registrations: list[NamedRegistration]
    seats_left: int | None


def list_registrations(context: Context, offer_id: UUID) -> EventGuests:
    """For the people of its organisation. Raises Refused(offer_not_found)."""
    with context.unit() as unit:
        offer = offer_of(unit, offer_id, context.account_id)
        named = unit.event_registrations.named(offer_id)
    taken = sum(one.registration.state is RegistrationState.REGISTERED for one in named)
    return EventGuests(named, seats_left(offer.draft.event.seats if offer.draft.event else None, taken))


def _lock_found(unit: Unit, offer_id: UUID) -> PostedOffer:
    if offer_id not in unit.achievements.discoveries(unit.player_id):
        raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
    offer = unit.posted_offers.lock(offer_id)
    if offer is None:
        raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
    return offer
