"""Another listing comes to stand for an offer: whoever found or saved the one has found or saved the other."""

from collections.abc import Mapping
from uuid import UUID

from server.services.context import Context, Unit


def reassign_found(unit: Unit, player_id: UUID, to_by_from: Mapping[UUID, UUID]) -> None:
    """Moves what the player has found and saved from the keys of `to_by_from` to their values.

    The caller holds the player's lock: what a walk is writing comes first, or finds the listing that stands now.
    """
    unit.achievements.reassign_discoveries(player_id, to_by_from)
    unit.saved_offers.reassign(player_id, to_by_from)


def reassign_all_found(context: Context, to_by_from: Mapping[UUID, UUID]) -> None:
    """The same for all players, each in a unit of their own: none waits for all. Again it changes nothing, so that
    every server may do it."""
    if not to_by_from:
        return
    with context.unit() as unit:
        affected = unit.achievements.who_discovered(to_by_from) | unit.saved_offers.who_saved(to_by_from)
    for player_id in sorted(affected):
        with context.unit() as unit:
            if unit.accounts.lock_player(player_id) is not None:
                reassign_found(unit, player_id, to_by_from)
                unit.commit()
