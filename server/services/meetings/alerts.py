"""Somebody came to a meeting and has not said that they left: whoever can look after them is told at once.

It goes by mail, not by the ways that people may turn off, and no quiet hours hold it back.
"""

import logging
from uuid import UUID

from game_rules.meetings.meeting import Meeting, MeetingRole
from game_rules.meetings.views import MeetingAlert, OpenAlert
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.mail import queue_mail
from server.services.meetings.views import place_of
from server.services.ports import Mail
from server.texts.meetings import contact_alert, contact_relief, organiser_alert, organiser_relief

log = logging.getLogger(__name__)


def raise_alert(unit: Unit, meeting: Meeting, role: MeetingRole) -> None:
    """Alerts the trusted contact, if it is the asker who is missed, and the organiser. In the caller's unit."""
    player_id, place = meeting.player_of(role), place_of(unit, meeting)
    if player_id is None:
        return
    contact = meeting.trusted_contact if role is MeetingRole.ASKER else None
    language, name = _language_and_name(unit, player_id)
    contact_mailed = contact is not None and contact.email is not None
    if contact is not None and contact.email is not None:
        _write(unit, contact.email, contact_alert(language, name, meeting, place), player_id)
    words = organiser_alert(name, meeting, place, contact, contact_mailed=contact_mailed)
    _write_to_organiser(unit, words, player_id)
    unit.meetings.add_alert(MeetingAlert(meeting.id, role, unit.now, contact_mailed))
    log.warning("a check-out is missing: meeting %s, %s", meeting.id, role.value)


def answer_alert(unit: Unit, meeting: Meeting, role: MeetingRole) -> None:
    """Tells whoever was alerted that the missed one has checked out; nothing where nobody was. In the caller's unit."""
    player_id = meeting.player_of(role)
    if player_id is None or not unit.meetings.answer_alert(meeting.id, role, unit.now):
        return
    language, name = _language_and_name(unit, player_id)
    contact = meeting.trusted_contact if role is MeetingRole.ASKER else None
    if contact is not None and contact.email is not None:
        _write(unit, contact.email, contact_relief(language, name), player_id)
    _write_to_organiser(unit, organiser_relief(name, meeting), player_id)


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
    """Notes that the alert was dealt with. Raises Refused(meeting_not_found) when there is none that is open."""
    with context.unit() as unit:
        if not unit.meetings.settle_alert(meeting_id, role, context.now):
            raise Refused(RefusalReason.MEETING_NOT_FOUND)
        unit.commit()


def _language_and_name(unit: Unit, player_id: UUID) -> tuple[Language, str]:
    player = unit.accounts.player(player_id)
    return (player.language, player.name) if player else (Language.FRENCH, "?")


def _write(unit: Unit, address: str, words: tuple[str, str], about_id: UUID) -> None:
    subject, text = words
    mail = Mail(new_id(unit.now), address, subject, text, unit.now, about_player_id=about_id)
    queue_mail(unit, mail, is_urgent=True)


def _write_to_organiser(unit: Unit, words: tuple[str, str], about_id: UUID) -> None:
    if unit.context.organiser_mail is not None:
        _write(unit, unit.context.organiser_mail, words, about_id)
