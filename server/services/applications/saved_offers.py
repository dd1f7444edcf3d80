"""Offers that a player keeps for later."""

from datetime import datetime
from uuid import UUID

from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.applications.views import zone_of
from server.services.ports import OpenUnit


def read_saved_offers(open_unit: OpenUnit, player_id: UUID) -> list[UUID]:
    """Their ids, the latest first."""
    with open_unit() as unit:
        return list(unit.saved_offers.of_player(player_id))


def save_offer(open_unit: OpenUnit, world: World | None, player_id: UUID, offer_id: UUID, now: datetime) -> list[UUID]:
    """Keeps one that the player has found; returns all. Raises Refused(offer_not_discovered)."""
    with open_unit() as unit:
        unit.accounts.lock_player(player_id)
        if offer_id not in unit.achievements.discoveries(player_id):
            raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
        unit.saved_offers.save(player_id, offer_id, now.astimezone(zone_of(world)).date())
        saved = list(unit.saved_offers.of_player(player_id))
        unit.commit()
    return saved


def forget_saved_offer(open_unit: OpenUnit, player_id: UUID, offer_id: UUID) -> list[UUID]:
    """Keeps it no longer; returns those that stay."""
    with open_unit() as unit:
        unit.saved_offers.remove(player_id, offer_id)
        saved = list(unit.saved_offers.of_player(player_id))
        unit.commit()
    return saved
