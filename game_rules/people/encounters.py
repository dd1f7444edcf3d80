"""Encounters that the game arranges: who may meet or write to whom, what is known of them, when and where.

One table for every trade, printed in `docs/subsystems/safety.md`. The first rule that says no gives the reason.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

from game_rules.people.limits import MINORS_DAY_BEGINS_HOUR, MINORS_DAY_ENDS_HOUR
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused


class Counterpart(StrEnum):
    """Those whom a player may be brought together with."""

    JOKER = "joker"
    EMPLOYER = "employer"


class Vetting(StrEnum):
    """Knowledge that the organisers have of a counterpart, from none to most.

    An employer is `approved` once an organiser has verified their organisation. For a Joker `ran_out` is an identity
    check of more than a year ago, and `for_minors` a check that counts, with the charter's article on minors accepted.
    """

    UNKNOWN = "unknown"
    APPROVED = "approved"
    RAN_OUT = "ran_out"
    CHECKED = "checked"
    FOR_MINORS = "for_minors"


class Hour(StrEnum):
    """Hours of the day by the local clock, as minors have them: the night is from 21 to 8."""

    DAY = "day"
    NIGHT = "night"


class Where(StrEnum):
    """Places of an encounter. `online` is writing to each other in the game; `public` is a staffed public place, `work`
    the employer's own, each open or closed at that hour; `private` is somebody's home, a car, a street corner."""

    ONLINE = "online"
    PUBLIC_OPEN = "public_open"
    PUBLIC_CLOSED = "public_closed"
    WORK_OPEN = "work_open"
    WORK_CLOSED = "work_closed"
    PRIVATE = "private"


_CLOSED = frozenset({Where.PUBLIC_CLOSED, Where.WORK_CLOSED})
_WORK = frozenset({Where.WORK_OPEN, Where.WORK_CLOSED})


@dataclass(frozen=True, slots=True)
class Encounter:
    """A player of `age` with a counterpart of whom `vetting` is known."""

    age: AgeBand
    role: Counterpart
    vetting: Vetting
    hour: Hour
    where: Where


def is_minor(age: AgeBand) -> bool:
    """Tells whether somebody is under 18."""
    return age is not AgeBand.FROM_18


def hour_at(moment: datetime, zone: tzinfo) -> Hour:
    """Returns day or night at the aware `moment`, by the clock of `zone`."""
    is_day = MINORS_DAY_BEGINS_HOUR <= moment.astimezone(zone).hour < MINORS_DAY_ENDS_HOUR
    return Hour.DAY if is_day else Hour.NIGHT


def hour_of_span(starts: datetime, ends: datetime, zone: tzinfo) -> Hour:
    """Returns day where all of the time up to before `ends` is in one day of minors."""
    last = ends - timedelta(microseconds=1)
    is_one_day = starts.astimezone(zone).date() == last.astimezone(zone).date()
    return Hour.DAY if is_one_day and {hour_at(starts, zone), hour_at(last, zone)} == {Hour.DAY} else Hour.NIGHT


def next_day_begins(moment: datetime, zone: tzinfo) -> datetime:
    """Returns when the night around `moment` ends, UTC; `moment` itself by day."""
    if hour_at(moment, zone) is Hour.DAY:
        return moment
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=1) if local.hour >= MINORS_DAY_ENDS_HOUR else local.date()
    return datetime.combine(day, time(MINORS_DAY_BEGINS_HOUR), zone).astimezone(UTC)


def next_night_begins(moment: datetime, zone: tzinfo) -> datetime:
    """Returns when the day around `moment` ends, UTC; `moment` itself at night."""
    if hour_at(moment, zone) is Hour.NIGHT:
        return moment
    return datetime.combine(moment.astimezone(zone).date(), time(MINORS_DAY_ENDS_HOUR), zone).astimezone(UTC)


def why_not(encounter: Encounter) -> RefusalReason | None:
    """Returns why the encounter is not arranged; None for one that is allowed."""
    vetting, where, is_night = encounter.vetting, encounter.where, encounter.hour is Hour.NIGHT
    is_joker, is_in_person = encounter.role is Counterpart.JOKER, where is not Where.ONLINE
    is_under_age = is_minor(encounter.age)
    is_identity_asked = is_joker and (is_in_person or is_under_age)
    rules = (
        (encounter.age is AgeBand.UNDER_15, RefusalReason.TOO_YOUNG),
        (is_joker and vetting is Vetting.UNKNOWN, RefusalReason.JOKER_NOT_APPROVED),
        (vetting is Vetting.UNKNOWN, RefusalReason.ORGANISATION_NOT_VERIFIED),
        (where is Where.PRIVATE, RefusalReason.PRIVATE_PLACE),
        (is_joker and where in _WORK, RefusalReason.PLACE_NOT_STAFFED),
        (where in _CLOSED, RefusalReason.PLACE_CLOSED),
        (is_identity_asked and vetting is Vetting.APPROVED, RefusalReason.IDENTITY_NOT_CHECKED),
        (is_identity_asked and vetting is Vetting.RAN_OUT, RefusalReason.IDENTITY_CHECK_RAN_OUT),
        (is_joker and is_under_age and vetting is not Vetting.FOR_MINORS, RefusalReason.NOT_FOR_MINORS),
        (is_under_age and (is_joker or is_in_person) and is_night, RefusalReason.NIGHT_FOR_MINORS),
    )
    return next((reason for applies, reason in rules if applies), None)


def check_encounter(encounter: Encounter) -> None:
    """Raises Refused with the reason that `why_not` gives."""
    reason = why_not(encounter)
    if reason is not None:
        raise Refused(reason)


def needs_contact(age: AgeBand, where: Where) -> bool:
    """Tells whether the player first has to name somebody whom they trust."""
    return is_minor(age) and where is not Where.ONLINE
