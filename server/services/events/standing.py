"""The standing of players with events, and how they are told that it has changed."""

from collections.abc import Collection, Iterable
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.events.seats import Registered
from game_rules.offers.offer import Offer
from game_rules.play.found_offers import FoundOffer
from game_rules.play.outcomes import OffersChanged
from server.services.context import Unit


def standing_of(unit: Unit, offers: Iterable[Offer]) -> dict[UUID, Registered]:
    """By offer; asks nothing of the database where there is no event."""
    events = [offer.id for offer in offers if offer.event is not None]
    found = unit.event_registrations.standing([unit.player_id], events)
    return {offer_id: registered for (_, offer_id), registered in found.items()}


def standing_events(unit: Unit, offer_id: UUID, player_ids: Collection[UUID]) -> tuple[AddressedEvent, ...]:
    """Tells each of the players where they now stand with the event: on all their devices, as part of the offer."""
    offer = unit.context.campaign.offers.by_id.get(offer_id) if unit.context.campaign else None
    if offer is None:
        return ()
    standing = unit.event_registrations.standing(player_ids, [offer_id])
    known = unit.achievements.discoveries_among(player_ids, [offer_id])
    return tuple(
        AddressedEvent(
            player_id,
            OffersChanged(
                (FoundOffer(offer, found.discovered_on, found.visited_on, standing[player_id, offer_id]),), ()
            ),
        )
        for (player_id, _), found in sorted(known.items())
    )
