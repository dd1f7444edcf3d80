"""The standing of a player with the events among some offers."""

from collections.abc import Iterable
from uuid import UUID

from game_rules.events.seats import Registered
from game_rules.offers.offer import Offer
from server.services.context import Unit


def standing_of(unit: Unit, offers: Iterable[Offer]) -> dict[UUID, Registered]:
    """By offer; asks nothing of the database where there is no event."""
    events = [offer.id for offer in offers if offer.event is not None]
    found = unit.event_registrations.standing([unit.player_id], events)
    return {offer_id: registered for (_, offer_id), registered in found.items()}
