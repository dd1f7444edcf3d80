"""A Joker's own view of themselves."""

from game_rules.jokers.availability import free_until
from game_rules.jokers.profile import JokerProfile
from server.services.context import Context, Unit


def read_profile(context: Context) -> JokerProfile | None:
    """None for somebody who never applied."""
    with context.unit() as unit:
        return profile_in(unit)


def profile_in(unit: Unit) -> JokerProfile | None:
    """The same within the caller's unit."""
    joker = unit.jokers.joker(unit.player_id)
    if joker is None:
        return None
    availability = unit.jokers.availabilities([unit.player_id])[unit.player_id]
    free = (
        free_until(availability, unit.now, unit.context.campaign.zone, unit.context.campaign.staffed_hours)
        if unit.context.campaign
        else None
    )
    withdrawn = None
    if joker.identity_checked_at is None:
        decisions = unit.jokers.identity_decisions([unit.player_id]).get(unit.player_id, ())
        withdrawn = decisions[-1].reason if decisions else None
    return JokerProfile(joker, availability, free, joker.is_identity_checked(unit.now), withdrawn)
