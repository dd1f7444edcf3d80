"""Reminders of an interview that the one who applied agreed to: the day before and an hour before, as of a meeting."""

from datetime import datetime, timedelta
from enum import StrEnum

from game_rules.applications.application import Application, ApplicationState
from game_rules.applications.interview import Response
from game_rules.limits import DEFAULT_LIMITS, Limits


class InterviewReminder(StrEnum):
    """Reminders of an interview, each at most once."""

    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"


def reminders_to_come(
    application: Application, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[InterviewReminder, datetime], ...]:
    """Lists the reminders of the interview that was just agreed to, and when: those that would be late are left out."""
    interview = application.interview
    if interview is None:
        return ()
    due = (
        (InterviewReminder.DAY_BEFORE, interview.starts_at - timedelta(seconds=limits.meeting_reminder_day_s)),
        (InterviewReminder.HOUR_BEFORE, interview.starts_at - timedelta(seconds=limits.meeting_reminder_hour_s)),
    )
    return tuple((reminder, due_at) for reminder, due_at in due if due_at > now)


def is_reminded_of(application: Application, starts_at: datetime, now: datetime) -> bool:
    """Tells whether an interview at `starts_at` is still what the two agreed upon, and ahead."""
    return (
        application.state is ApplicationState.MEETING_PROPOSED
        and application.response is Response.YES
        and application.interview is not None
        and application.interview.starts_at == starts_at
        and now < starts_at
    )
