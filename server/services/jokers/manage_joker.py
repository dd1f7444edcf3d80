"""Becoming a Joker, and saying what one helps with and when one is free: each returns how the Joker stands now."""

from uuid import UUID

from game_rules.jokers.availability import Availability, check_slots, start_free_now
from game_rules.jokers.joker import (
    HelpOffered,
    Joker,
    JokerAction,
    JokerActor,
    check_application,
    check_help_offered,
    clean_help,
    next_joker_state,
    vetting_of,
)
from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from game_rules.jokers.profile import JokerProfile
from game_rules.people.encounters import Counterpart, Encounter, Where, check_encounter, hour_at
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit
from server.services.jokers.profile import own_profile


def apply_as_joker(context: Context, offered: HelpOffered, charter_version: int) -> JokerProfile:
    """Sends an application, or again after leaving.

    Raises Refused(joker_must_be_adult | charter_not_accepted | trade_missing | not_allowed_now), and what `clean_help`
    raises.
    """
    offered = clean_help(offered)
    with context.unit() as unit:
        age_band = unit.accounts.age_band_of_player(context.player_id)
        if age_band is None or not unit.accounts.lock_player(context.player_id):
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        check_application(age_band, offered, charter_version)
        joker = unit.jokers.lock(context.player_id)
        if joker is not None:
            next_joker_state(joker.state, JokerAction.APPLY, JokerActor.SELF)
        unit.jokers.store_application(context.player_id, offered, charter_version, context.now)
        profile = own_profile(unit)
        unit.commit()
    return profile


def change_help(context: Context, offered: HelpOffered, charter_version: int) -> JokerProfile:
    """Replaces what a Joker helps with, and says of themselves.

    Raises Refused(not_a_joker | charter_not_accepted | trade_missing), and what `clean_help` raises.
    """
    check_help_offered(offered)
    offered = clean_help(offered)
    if charter_version != JOKER_CHARTER_VERSION:
        raise Refused(RefusalReason.CHARTER_NOT_ACCEPTED)
    with context.unit() as unit:
        joker = locked_joker(unit)
        unit.jokers.set_help(context.player_id, offered)
        if joker.charter_version != charter_version:
            unit.jokers.accept_charter(context.player_id, charter_version, context.now)
        profile = own_profile(unit)
        unit.commit()
    return profile


def set_availability(context: Context, availability: Availability) -> JokerProfile:
    """Replaces slots and exceptions. Raises Refused(not_a_joker | no_campaign) or what `check_slots` raises."""
    campaign = context.running
    with context.unit() as unit:
        joker = locked_joker(unit)
        check_slots(availability, campaign.staffed_hours, identity_checked=joker.is_identity_checked(unit.now))
        unit.jokers.set_slots(context.player_id, availability)
        profile = own_profile(unit)
        unit.commit()
    return profile


def be_free_now(context: Context, place_id: UUID | None) -> JokerProfile:
    """Free for an hour, in the app or at a place.

    Raises Refused(not_a_joker | joker_not_approved | identity_not_checked | identity_check_ran_out |
    place_not_staffed | place_closed | no_campaign).
    """
    campaign = context.running
    with context.unit() as unit:
        joker = locked_joker(unit)
        where = Where.ONLINE if place_id is None else Where.PUBLIC_OPEN
        vetting, hour = vetting_of(joker, context.now), hour_at(context.now, campaign.zone)
        check_encounter(Encounter(AgeBand.FROM_18, Counterpart.JOKER, vetting, hour, where))
        unit.jokers.set_free_now(
            context.player_id,
            start_free_now(place_id, context.now, campaign.zone, campaign.staffed_hours, context.limits),
        )
        profile = own_profile(unit)
        unit.commit()
    return profile


def stop_free_now(context: Context) -> JokerProfile:
    """No longer free at once; weekly slots stay. Raises Refused(not_a_joker)."""
    with context.unit() as unit:
        locked_joker(unit)
        unit.jokers.set_free_now(context.player_id, None)
        profile = own_profile(unit)
        unit.commit()
    return profile


def locked_joker(unit: Unit) -> Joker:
    joker = unit.jokers.lock(unit.player_id)
    if joker is None:
        raise Refused(RefusalReason.NOT_A_JOKER)
    return joker
