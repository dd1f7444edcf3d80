"""Offers that a player keeps for later."""

from uuid import UUID

from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context


def read_saved_offers(context: Context) -> list[UUID]:
    """Their ids, the latest first."""
    with context.unit() as unit:
        return list(unit.saved_offers.of_player(context.player_id))


def save_offer(context: Context, offer_id: UUID) -> list[UUID]:
    """Keeps one that the player has found; returns all. Raises Refused(offer_not_discovered)."""
    with context.unit() as unit:
        unit.accounts.lock_player(context.player_id)
        if offer_id not in unit.achievements.discoveries(context.player_id):
            raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
        unit.saved_offers.save(context.player_id, offer_id, unit.today)
        saved = list(unit.saved_offers.of_player(context.player_id))
        unit.commit()
    return saved


def forget_saved_offer(context: Context, offer_id: UUID) -> list[UUID]:
    """Keeps it no longer; returns those that stay."""
    with context.unit() as unit:
        unit.saved_offers.remove(context.player_id, offer_id)
        saved = list(unit.saved_offers.of_player(context.player_id))
        unit.commit()
    return saved
