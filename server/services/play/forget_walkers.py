"""Drops from memory whoever has left or no longer allows positions, on whichever server that was said."""

from server.services.context import Context


def forget_walkers(context: Context) -> None:
    """Forgets those. Raises StorageUnavailable, and is called again then."""
    remembered = context.live.walkers.players()
    if not remembered:
        return
    with context.unit() as unit:
        allowing = unit.accounts.allowing_positions(remembered)
    for player_id in remembered - allowing:
        context.live.walkers.forget(player_id)
