"""The watch over a meeting: from the agreed start until each of the two has said that all is well."""

from datetime import datetime

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.meetings.meeting import (
    Meeting,
    MeetingRole,
    MeetingState,
    MeetingStep,
    check_in_opens_at,
    check_out_due_at,
)
from game_rules.people.encounters import is_minor
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused


def is_watched(meeting: Meeting, now: datetime) -> bool:
    """Tells whether the watch has begun and goes on. Nothing calls such a meeting off, no change of mind, no block, no
    suspension: somebody who means harm would end the watch over the other one."""
    if meeting.state is MeetingState.CONFIRMED:
        return now >= meeting.starts_at
    return meeting.state is MeetingState.UNDER_WAY


def may_say_all_is_well(meeting: Meeting, role: MeetingRole, now: datetime) -> bool:
    """Tells whether a word of the one in `role` is awaited, however long ago the meeting was."""
    attendance = meeting.attendance_of(role)
    is_over_without_a_word = meeting.state is MeetingState.MISSED and attendance.is_silent
    return attendance.is_there or is_over_without_a_word or (is_watched(meeting, now) and attendance.is_silent)


def check_say_well(meeting: Meeting, role: MeetingRole, now: datetime, limits: Limits = DEFAULT_LIMITS) -> None:
    """Checks that the one in `role` may say that all is well without having checked in: from when one can check in, and
    without an end. Before, one calls the meeting off; who is there checks out.

    Raises Refused(not_the_time | not_allowed_now).
    """
    if now < check_in_opens_at(meeting, limits):
        raise Refused(RefusalReason.NOT_THE_TIME)
    if meeting.attendance_of(role).checked_in_at is not None:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)


def is_asked(meeting: Meeting, role: MeetingRole, step: MeetingStep) -> bool:
    """Tells whether `step` asks the one in `role` whether all is well. Who announced that they are late has given word
    for the beginning, and is asked at the end."""
    attendance = meeting.attendance_of(role)
    if role not in meeting.awaited() or not attendance.is_silent:
        return False
    return step is MeetingStep.REMIND_CHECK_OUT or attendance.late_minutes is None


def is_missed(meeting: Meeting, role: MeetingRole, now: datetime, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the one in `role` came and should have checked out by now. From then on they may do so from
    anywhere: that all is well matters more than where."""
    return meeting.attendance_of(role).is_there and now >= check_out_due_at(meeting, limits)


def alerted_about(meeting: Meeting, asker_age: AgeBand) -> tuple[MeetingRole, ...]:
    """Returns those about whom somebody is alerted when the meeting closes: who came and did not leave, and a minor of
    whom nothing is known. An adult who did not come and did not answer has forgotten it, in all likelihood."""
    return tuple(
        role
        for role in meeting.awaited()
        if meeting.attendance_of(role).is_there or (role is MeetingRole.ASKER and is_minor(asker_age))
    )
