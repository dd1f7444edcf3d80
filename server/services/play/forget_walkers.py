"""Drops from memory whoever has left or no longer allows positions, on whichever server that was said."""

import logging

from server.services.context import Context
from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)


def forget_walkers(context: Context) -> None:
    """Forgets those; while the database is away nobody, and it is asked again later."""
    remembered = context.live.walkers.players()
    if not remembered:
        return
    try:
        with context.unit() as unit:
            allowing = unit.accounts.allowing_positions(remembered)
    except StorageUnavailable:
        log.warning("who is to be forgotten could not be looked up: the database does not answer")
        return
    for player_id in remembered - allowing:
        context.live.walkers.forget(player_id)
