"""Somebody is missed, at a meeting or after it: those who can look after them are told at once.

It goes by mail, not by the ways that people may turn off, and no quiet hours hold it back.
"""

import logging
from uuid import UUID

from game_rules.cases.case import Case, CaseKind, CaseOutcome, Party, Subject, SubjectKind, Verdict
from game_rules.meetings.meeting import Meeting, MeetingRole
from game_rules.meetings.trusted_contact import is_contact_alerted
from game_rules.meetings.views import MeetingAlert, OpenAlert
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.mail import queue_mail
from server.services.meetings.views import place_of
from server.services.notifications.tell_organisers import CASES_PAGE, is_organiser_told, tell_organisers
from server.services.ports import Mail
from server.texts.meetings import SETTLED_IN_LIST, contact_alert, contact_relief, organiser_relief

log = logging.getLogger(__name__)


def raise_alert(unit: Unit, meeting: Meeting, role: MeetingRole) -> None:
    """Alerts the organiser, and the trusted contact where it is the asker who is missed and they are to be told. In the
    caller's unit."""
    player_id, place = meeting.player_of(role), place_of(unit, meeting)
    if player_id is None:
        return
    contact = meeting.trusted_contact if role is MeetingRole.ASKER else None
    came = meeting.attendance_of(role).is_there
    language, name = _language_and_name(unit, player_id)
    team = is_organiser_told(unit)
    contact_mailed = role is MeetingRole.ASKER and is_contact_alerted(meeting, is_organiser_told=team)
    if contact_mailed and contact is not None and contact.email is not None:
        words = contact_alert(language, name, meeting, place, came=came, team=team)
        _write(unit, contact.email, words, player_id)
    open_alert_case(unit, meeting, player_id)
    unit.meetings.add_alert(MeetingAlert(meeting.id, role, unit.now, contact_mailed))
    log.warning("somebody is missed: meeting %s, %s", meeting.id, role.value)


def open_alert_case(unit: Unit, meeting: Meeting, about_id: UUID) -> None:
    """Keeps what is known of the meeting and its two for an organiser, and tells them; once for each of the two.

    In the caller's unit.
    """
    if unit.cases.open_alert_of(meeting.id, about_id) is not None:
        return
    organisation_id = meeting.employer.organisation_id if meeting.employer else None
    alert = Case(
        new_id(unit.now),
        CaseKind.ALERT,
        Subject(SubjectKind.MEETING, meeting.id),
        Party(about_id, organisation_id),
        unit.now,
    )
    opened = unit.cases.open(alert)
    if opened is not None:
        tell_organisers(unit, opened)


def answer_alert(unit: Unit, meeting: Meeting, role: MeetingRole) -> None:
    """Tells those who were alerted that the missed one says that all is well; nothing where nobody was. In the caller's
    unit."""
    player_id = meeting.player_of(role)
    if player_id is None or not unit.meetings.answer_alert(meeting.id, role, unit.now):
        return
    language, name = _language_and_name(unit, player_id)
    contact = meeting.trusted_contact if role is MeetingRole.ASKER else None
    alert = unit.meetings.alerts_of([meeting.id])[meeting.id, role]
    if alert.contact_mailed and contact is not None and contact.email is not None:
        came = meeting.attendance_of(role).checked_in_at is not None
        _write(unit, contact.email, contact_relief(language, name, came=came), player_id)
    case = unit.cases.open_alert_of(meeting.id, player_id)
    if case is not None and unit.context.organiser_mail is not None:
        page = f"{unit.context.links.base}{CASES_PAGE}/{case.id}"
        _write(unit, unit.context.organiser_mail, organiser_relief(page))


def list_alerts(context: Context) -> list[OpenAlert]:
    """Alerts that nobody has dealt with, oldest first."""
    with context.unit() as unit:
        found = []
        for alert in unit.meetings.open_alerts():
            meeting = unit.meetings.meeting(alert.meeting_id)
            if meeting is None:
                continue
            names = unit.accounts.names(meeting.people)
            missing, other = (
                names.get(player_id) if (player_id := meeting.player_of(role)) else None
                for role in (alert.role, alert.role.other)
            )
            found.append(OpenAlert(alert, meeting, missing, other, place_of(unit, meeting)))
        return found


def settle_alert(context: Context, meeting_id: UUID, role: MeetingRole) -> None:
    """Notes that the alert was dealt with, and closes its case: nobody is asked to judge what is settled. Its
    outcome is that the person is safe where they have said so.

    Raises Refused(meeting_not_found) when there is none that is open.
    """
    with context.unit() as unit:
        meeting = unit.meetings.meeting(meeting_id)
        about_id = meeting.player_of(role) if meeting else None
        # The case before the alert, as whoever closes the case does.
        case = unit.cases.open_alert_of(meeting_id, about_id) if about_id else None
        if not unit.meetings.settle_alert(meeting_id, role, context.now):
            raise Refused(RefusalReason.MEETING_NOT_FOUND)
        if case is not None:
            alert = unit.meetings.alerts_of([meeting_id])[meeting_id, role]
            outcome = CaseOutcome.PERSON_SAFE if alert.answered_at else CaseOutcome.NOT_ENOUGH_KNOWN
            unit.cases.close(case, Verdict(outcome, "", SETTLED_IN_LIST), context.organiser, context.now)
        unit.commit()


def _language_and_name(unit: Unit, player_id: UUID) -> tuple[Language, str]:
    player = unit.accounts.player(player_id)
    return (player.language, player.name) if player else (Language.FRENCH, "?")


def _write(unit: Unit, address: str, words: tuple[str, str], about_id: UUID | None = None) -> None:
    subject, text = words
    mail = Mail(new_id(unit.now), address, subject, text, unit.now, about_player_id=about_id)
    queue_mail(unit, mail, is_urgent=True)
