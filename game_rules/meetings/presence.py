"""Presence at a meeting: whether somebody is where they say they are, by one fix, judged once and kept nowhere."""

from datetime import datetime

from game_rules.geo import distance_m
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.meetings.meeting import (
    Meeting,
    MeetingRole,
    check_in_opens_at,
)
from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.territory import Place


def meeting_reach_m(fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> float:
    """Returns how far from the place's point somebody may stand and be there, in metres: the place's building.

    As at a door, an inaccurate phone is not punished, up to a bonus.
    """
    return limits.meeting_radius_m + min(fix.horizontal_accuracy_m, limits.meeting_accuracy_bonus_max_m)


def check_is_there(fix: GpsFix, place: Place, now: datetime, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raises Refused(place_not_exact | position_not_usable | too_far_from_place)."""
    if place.accuracy_m > limits.meeting_place_accuracy_max_m:
        raise Refused(RefusalReason.PLACE_NOT_EXACT)
    age_s = (now - fix.taken_at).total_seconds()
    if (
        fix.horizontal_accuracy_m > limits.meeting_accuracy_max_m
        or age_s > limits.meeting_fix_max_age_s
        or age_s < -limits.future_tolerance_s
    ):
        raise Refused(RefusalReason.POSITION_NOT_USABLE)
    if distance_m(fix.position, place.position) > meeting_reach_m(fix, limits):
        raise Refused(RefusalReason.TOO_FAR_FROM_PLACE)


def check_in_time(meeting: Meeting, now: datetime, limits: Limits = DEFAULT_LIMITS) -> None:
    """From a quarter of an hour before until the end. Raises Refused(not_the_time)."""
    if not check_in_opens_at(meeting, limits) <= now < meeting.ends_at:
        raise Refused(RefusalReason.NOT_THE_TIME)


def check_late(meeting: Meeting, role: MeetingRole, now: datetime) -> None:
    """Late is who has not come, until the end. Raises Refused(not_the_time)."""
    if meeting.attendance_of(role).checked_in_at is not None or now >= meeting.ends_at:
        raise Refused(RefusalReason.NOT_THE_TIME)
