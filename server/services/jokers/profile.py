"""A Joker's own view of themselves."""

from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.jokers.availability import free_until
from game_rules.jokers.events import JokerChanged
from game_rules.jokers.profile import JokerProfile, JokerTally
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit


def read_profile(context: Context) -> JokerProfile | None:
    """None for somebody who never applied."""
    with context.unit() as unit:
        return profile_in(unit, context.player_id)


def read_tally(context: Context) -> JokerTally:
    """Counts of what the Joker did. Raises Refused(not_a_joker)."""
    with context.unit() as unit:
        tally = unit.jokers.tally(context.player_id)
    if tally is None:
        raise Refused(RefusalReason.NOT_A_JOKER)
    return tally


def joker_events(context: Context, joker_id: UUID) -> tuple[AddressedEvent, ...]:
    """Tells the Joker how they now stand, on all their devices."""
    with context.unit() as unit:
        profile = profile_in(unit, joker_id)
    return (AddressedEvent(joker_id, JokerChanged(profile)),) if profile else ()


def own_profile(unit: Unit) -> JokerProfile:
    """The profile of the Joker who asks, as the caller's unit has changed it. Raises Refused(not_a_joker)."""
    profile = profile_in(unit, unit.player_id)
    if profile is None:
        raise Refused(RefusalReason.NOT_A_JOKER)
    return profile


def profile_in(unit: Unit, player_id: UUID) -> JokerProfile | None:
    """The same within the caller's unit."""
    joker = unit.jokers.joker(player_id)
    if joker is None:
        return None
    availability = unit.jokers.availabilities([player_id])[player_id]
    free = (
        free_until(availability, unit.now, unit.context.campaign.zone, unit.context.campaign.staffed_hours)
        if unit.context.campaign
        else None
    )
    withdrawn = None
    if joker.identity_checked_at is None:
        decisions = unit.jokers.identity_decisions([player_id]).get(player_id, ())
        withdrawn = decisions[-1].reason if decisions else None
    return JokerProfile(joker, availability, free, joker.is_identity_checked(unit.now), withdrawn)
