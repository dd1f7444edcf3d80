"""Drops from memory whoever has left or no longer allows positions, on whichever server that was said."""

import logging

from server.live.walkers import Walkers
from server.services.ports import OpenUnit, StorageUnavailable

log = logging.getLogger(__name__)


def forget_walkers(open_unit: OpenUnit, walkers: Walkers) -> None:
    """Forgets those; while the database is away nobody, and it is asked again later."""
    remembered = walkers.players()
    if not remembered:
        return
    try:
        with open_unit() as unit:
            allowing = unit.accounts.allowing_positions(remembered)
    except StorageUnavailable:
        log.warning("who is to be forgotten could not be looked up: the database does not answer")
        return
    for player_id in remembered - allowing:
        walkers.forget(player_id)
