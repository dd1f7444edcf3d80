"""Brings the running campaign with its communes, offers and places from the database into memory."""

import logging
from datetime import datetime

from server.live.world import LiveWorld, World
from server.services.game import Game
from server.services.ports import OpenUnit, StorageUnavailable

log = logging.getLogger(__name__)


def load_world(open_unit: OpenUnit, live: LiveWorld, now: datetime) -> bool:
    """Replaces the world in memory by what the database holds now; False when no campaign runs."""
    with open_unit() as unit:
        campaign = unit.world.running_campaign(now.date())
        world = World(campaign, unit.world.communes(), unit.world.offers(), unit.world.places()) if campaign else None
    live.replace(world)
    return world is not None


def reload_world(game: Game) -> None:
    """Brings a running server up to date; while the database is away it plays on in the world it has."""
    try:
        load_world(game.open_unit, game.live, game.clock())
    except StorageUnavailable:
        log.warning("the world could not be loaded again: the database does not answer")
