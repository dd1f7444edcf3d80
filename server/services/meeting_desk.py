"""What meetings need besides the database, and the one place from which people are told about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.meetings import Meeting, MeetingRole, MeetingState, steps_to_come
from game_rules.players import Language
from server.persistence.ids import new_id
from server.services.deliver_mail import queue_mail
from server.services.meeting_texts import MeetingMail, calendar_words, meeting_mail
from server.services.meeting_views import place_of
from server.services.ports import (
    Attachment,
    CalendarEntry,
    CalendarStatus,
    CalendarWriter,
    Job,
    JobName,
    JobQueue,
    Mail,
    UnitOfWork,
)

_STATUSES = {
    MeetingState.PROPOSED: CalendarStatus.TENTATIVE,
    MeetingState.CANCELLED: CalendarStatus.CANCELLED,
    MeetingState.LAPSED: CalendarStatus.CANCELLED,
}
"""All others are confirmed: what has taken place stays in a calendar."""

_WITH_CALENDAR_ENTRY = frozenset({MeetingMail.CONFIRMED, MeetingMail.CANCELLED})


@dataclass(frozen=True, slots=True)
class MeetingDesk:
    """Built once for a process, where it is wired. Without `organiser_mail` alerts wait in the organiser's list."""

    jobs: JobQueue
    calendar: CalendarWriter
    limits: Limits = DEFAULT_LIMITS
    organiser_mail: str | None = None


def calendar_file(
    unit: UnitOfWork, desk: MeetingDesk, meeting: Meeting, language: Language, now: datetime
) -> Attachment:
    """The meeting for a calendar, as it stands."""
    place = place_of(unit, meeting)
    summary, description = calendar_words(language)
    return desk.calendar.write(
        CalendarEntry(
            id=meeting.id,
            sequence=meeting.sequence,
            status=_STATUSES.get(meeting.state, CalendarStatus.CONFIRMED),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            zone=meeting.zone,
            changed_at=now,
            summary=summary,
            description=description,
            location=place.name,
            position=place.position,
            alarms_before_s=(desk.limits.meeting_reminder_day_s, desk.limits.meeting_reminder_hour_s),
        )
    )


def put_down_steps(unit: UnitOfWork, desk: MeetingDesk, meeting: Meeting, now: datetime) -> None:
    """Has the clock come back to the meeting, once the caller's transaction is committed."""
    for step, due_at in steps_to_come(meeting, now, desk.limits):
        arguments = {"meeting_id": str(meeting.id), "step": step.value}
        desk.jobs.defer(unit, Job(JobName.MEETING_STEP, arguments, not_before=due_at, is_urgent=True))


def mail_to(
    unit: UnitOfWork,
    desk: MeetingDesk,
    meeting: Meeting,
    what: MeetingMail,
    roles: Iterable[MeetingRole],
    now: datetime,
) -> None:
    """Writes to those of the two who have an address; about a meeting that is set or off with its calendar entry."""
    place = place_of(unit, meeting)
    for role in roles:
        player_id = meeting.player_of(role)
        player = unit.accounts.player(player_id) if player_id else None
        if player is None or player.email is None:
            continue
        subject, text = meeting_mail(what, player.language, meeting, place)
        attachment = calendar_file(unit, desk, meeting, player.language, now) if what in _WITH_CALENDAR_ENTRY else None
        queue_mail(unit, desk.jobs, Mail(new_id(now), player.email, subject, text, now, attachment))
