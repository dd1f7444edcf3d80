"""Brings the running campaign with its communes and offers from the database into memory."""

from datetime import datetime

from server.live.world import LiveWorld, World
from server.services.ports import OpenUnit


def load_world(open_unit: OpenUnit, live: LiveWorld, now: datetime) -> bool:
    """Replaces the world in memory by what the database holds now; False when no campaign runs."""
    with open_unit() as unit:
        campaign = unit.world.running_campaign(now.date())
        world = World(campaign, unit.world.communes(), unit.world.offers()) if campaign else None
    live.replace(world)
    return world is not None
