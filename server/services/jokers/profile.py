"""A Joker's own view of themselves."""

from datetime import datetime
from uuid import UUID

from game_rules.jokers.availability import free_until
from game_rules.jokers.profile import JokerProfile
from server.live.world import World
from server.services.ports import OpenUnit, UnitOfWork


def read_profile(open_unit: OpenUnit, world: World | None, player_id: UUID, now: datetime) -> JokerProfile | None:
    """None for somebody who never applied."""
    with open_unit() as unit:
        return profile_in(unit, world, player_id, now)


def profile_in(unit: UnitOfWork, world: World | None, player_id: UUID, now: datetime) -> JokerProfile | None:
    """The same within the caller's unit."""
    joker = unit.jokers.joker(player_id)
    if joker is None:
        return None
    availability = unit.jokers.availabilities([player_id])[player_id]
    free = free_until(availability, now, world.zone, world.staffed_hours) if world else None
    return JokerProfile(joker, availability, free)
