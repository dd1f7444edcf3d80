"""Presence at a meeting: by one fix, judged once and kept nowhere, or by a code that only who is there can be shown."""

from datetime import datetime

from game_rules.geo import distance_m
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.meetings.meeting import (
    LIVE,
    CheckInProof,
    Meeting,
    MeetingRole,
    MeetingState,
    check_in_opens_at,
    check_out_due_at,
)
from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.territory import Place


def meeting_reach_m(fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> float:
    """Returns how far from the place's point somebody may stand and be there, in metres: the place's building.

    As at a door, an inaccurate phone is not punished, up to a bonus.
    """
    return limits.meeting_radius_m + min(fix.horizontal_accuracy_m, limits.meeting_accuracy_bonus_max_m)


def is_exact(place: Place, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the place's own position is known well enough for a phone's to say that somebody is there."""
    return place.accuracy_m <= limits.meeting_place_accuracy_max_m


def check_is_there(fix: GpsFix, place: Place, now: datetime, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raises Refused(place_not_exact | position_not_usable | too_far_from_place)."""
    if not is_exact(place, limits):
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


def check_code_time(meeting: Meeting, now: datetime, limits: Limits = DEFAULT_LIMITS) -> None:
    """Checks that each of the two may be shown their code: only while it is of use, so that none is passed on before.

    Raises Refused(meeting_over | not_allowed_now | not_the_time).
    """
    if meeting.state not in LIVE:
        raise Refused(RefusalReason.MEETING_OVER)
    if meeting.state is MeetingState.PROPOSED:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    if not check_in_opens_at(meeting, limits) <= now < check_out_due_at(meeting, limits):
        raise Refused(RefusalReason.NOT_THE_TIME)


def may_leave_without_proof(meeting: Meeting, role: MeetingRole) -> bool:
    """Tells whether the one in `role` may say from anywhere that they left: their phone had no position when they came,
    and the one who would show a code may have gone."""
    return meeting.attendance_of(role).came_by in {CheckInProof.OTHERS_CODE, CheckInProof.DESK_CODE}


def check_late(meeting: Meeting, role: MeetingRole, now: datetime) -> None:
    """Late is who has not come, until the end. Raises Refused(not_the_time)."""
    if meeting.attendance_of(role).checked_in_at is not None or now >= meeting.ends_at:
        raise Refused(RefusalReason.NOT_THE_TIME)
