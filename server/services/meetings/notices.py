"""Calendar files and timed steps of meetings, and the one place from which people are told about them."""

from uuid import UUID

from game_rules.meetings.meeting import Meeting, MeetingRole, MeetingState, check_out_due_at, steps_to_come
from game_rules.meetings.trusted_contact import is_contact_alerted
from game_rules.notifications.notification import Channel, NotificationKind, complete_settings, quiet_ends
from game_rules.people.encounters import is_minor
from game_rules.people.players import AgeBand, Language
from server.persistence.ids import new_id
from server.services.context import Unit
from server.services.mail import queue_mail
from server.services.meetings.views import place_of
from server.services.notifications.notify import Notice, notify
from server.services.notifications.tell_organisers import is_organiser_told
from server.services.ports import (
    Attachment,
    CalendarEntry,
    CalendarStatus,
    Job,
    JobName,
    Mail,
)
from server.texts.meetings import MeetingMail, all_well_mail, calendar_words, check_out_mail, meeting_mail

_STATUSES = {
    MeetingState.PROPOSED: CalendarStatus.TENTATIVE,
    MeetingState.CANCELLED: CalendarStatus.CANCELLED,
    MeetingState.LAPSED: CalendarStatus.CANCELLED,
}
"""All others are confirmed: what has taken place stays in a calendar."""

_KIND_OF_MAIL = {
    MeetingMail.CONFIRMED: NotificationKind.MEETING_CONFIRMED,
    MeetingMail.CANCELLED: NotificationKind.MEETING_CANCELLED,
}
"""Whoever turned a kind's mails off gets no calendar entry by mail either; it can be downloaded."""


def calendar_file(unit: Unit, meeting: Meeting, language: Language) -> Attachment:
    """The meeting for a calendar, as it stands."""
    place = place_of(unit, meeting)
    summary, description = calendar_words(language)
    return unit.context.calendar.write(
        CalendarEntry(
            id=meeting.id,
            sequence=meeting.sequence,
            status=_STATUSES.get(meeting.state, CalendarStatus.CONFIRMED),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            zone=meeting.zone,
            changed_at=unit.now,
            summary=summary,
            description=description,
            location=place.name,
            position=place.position,
            alarms_before_s=(unit.limits.meeting_reminder_day_s, unit.limits.meeting_reminder_hour_s),
        )
    )


def schedule_steps(unit: Unit, meeting: Meeting) -> None:
    """Has the clock come back to the meeting, once the caller's transaction is committed."""
    for step, due_at in steps_to_come(meeting, unit.now, unit.limits):
        arguments = {"meeting_id": str(meeting.id), "step": step.value}
        unit.jobs.defer(unit, Job(JobName.MEETING_STEP, arguments, not_before=due_at, is_urgent=True))


def tell(
    unit: Unit,
    meeting: Meeting,
    kind: NotificationKind,
    role: MeetingRole,
    *,
    by_other: bool = True,
    occasion: str = "",
) -> UUID | None:
    """Puts a line about the meeting into the inbox of one of the two, and returns its id, if there is a new one.

    `by_other`: it names the other one. What the game did names nobody, or a block would hide the line, too.
    """
    player_id = meeting.player_of(role)
    if player_id is None:
        return None
    about = meeting.player_of(role.other) if by_other else None
    return notify(
        unit, player_id, Notice(kind, meeting.id, about=about, occasion=occasion, starts_at=meeting.starts_at)
    )


def mail_calendar_entry(
    unit: Unit, meeting: Meeting, what: MeetingMail, role: MeetingRole, instead_of: UUID | None = None
) -> None:
    """Sends the meeting as it stands, for the calendar of one of the two who has an address and wants such mails; not
    at night. It goes at once, and `instead_of` the mail that a line in their inbox would lead to later."""
    player_id = meeting.player_of(role)
    player = unit.accounts.player(player_id) if player_id else None
    if player is None or player.email is None or not _wants_mail(unit, player.id, what):
        return
    subject, text = meeting_mail(what, player.language, meeting, place_of(unit, meeting))
    attachment = calendar_file(unit, meeting, player.language)
    due_at = quiet_ends(unit.now, meeting.zone, unit.limits)
    mail = Mail(new_id(unit.now), player.email, subject, text, unit.now, attachment)
    queue_mail(unit, mail, not_before=due_at if due_at > unit.now else None)
    if instead_of is not None:
        unit.notifications.claim_mail(instead_of, unit.now)


def mail_to_check_out(unit: Unit, meeting: Meeting, role: MeetingRole) -> None:
    """Reminds somebody who is there and has an address to say when they leave, before anybody worries."""
    player_id = meeting.player_of(role)
    player = unit.accounts.player(player_id) if player_id else None
    if player is not None and player.email is not None:
        subject, text = check_out_mail(
            player.language, place_of(unit, meeting), is_alerted=_is_anybody_alerted(unit, meeting, role)
        )
        queue_mail(unit, Mail(new_id(unit.now), player.email, subject, text, unit.now))


def ask_if_well(unit: Unit, meeting: Meeting, role: MeetingRole, asker_age: AgeBand, *, occasion: str) -> None:
    """Asks somebody who did not come and gave no word whether all is well: in the inbox, by push, and by mail at once,
    which no setting and no night holds back."""
    tell(unit, meeting, NotificationKind.MEETING_ALL_WELL, role, by_other=False, occasion=occasion)
    player_id = meeting.player_of(role)
    player = unit.accounts.player(player_id) if player_id else None
    if player is not None and player.email is not None:
        page = f"{unit.context.links.base}/?open=meeting:{meeting.id}"
        is_looked_for = role is MeetingRole.ASKER and is_minor(asker_age) and _is_anybody_alerted(unit, meeting, role)
        looked_for_at = check_out_due_at(meeting, unit.limits) if is_looked_for else None
        subject, text = all_well_mail(player.language, meeting, place_of(unit, meeting), page, looked_for_at)
        queue_mail(unit, Mail(new_id(unit.now), player.email, subject, text, unit.now), is_urgent=True)


def _is_anybody_alerted(unit: Unit, meeting: Meeting, role: MeetingRole) -> bool:
    """Tells whether an alert about the one in `role` would reach somebody: what nobody reads is not promised."""
    team = is_organiser_told(unit)
    return team or (role is MeetingRole.ASKER and is_contact_alerted(meeting, is_organiser_told=team))


def _wants_mail(unit: Unit, player_id: UUID, what: MeetingMail) -> bool:
    settings = {one.kind: one for one in complete_settings(unit.notifications.settings(player_id))}
    return settings[_KIND_OF_MAIL[what]].allows(Channel.MAIL)
