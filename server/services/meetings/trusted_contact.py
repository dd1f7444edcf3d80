"""A trusted contact is asked by mail whether they want to be one."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from game_rules.meetings.limits import CONTACT_MAILS_PER_DAY
from game_rules.meetings.meeting import ContactAnswer, Meeting
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.links import LinkPurpose
from server.services.mail import queue_mail
from server.services.notifications.tell_organisers import is_organiser_told
from server.services.ports import Mail
from server.texts.trusted_contact import contact_question


@dataclass(frozen=True, slots=True)
class ContactLink:
    """The content of a link: which answer it gives, for which meeting."""

    meeting_id: UUID
    answer: ContactAnswer


def ask_contact(unit: Unit, meeting: Meeting) -> Meeting:
    """Asks the contact of a meeting that was just agreed, if they have an address, once; returns the meeting as it is
    then. It tells neither when nor where. In the caller's unit, which saves the meeting."""
    contact, asker_id = meeting.trusted_contact, meeting.asker_id
    player = unit.accounts.player(asker_id) if asker_id else None
    if contact is None or contact.email is None or player is None or meeting.contact_asked_at is not None:
        return meeting
    day_ago = unit.now - timedelta(days=1)
    if unit.meetings.count_contacts_asked(player.id, contact.email, day_ago) >= CONTACT_MAILS_PER_DAY:
        return meeting
    yes, no = (_link(unit.context, meeting.id, answer) for answer in (ContactAnswer.CONFIRMED, ContactAnswer.DECLINED))
    subject, text = contact_question(
        player.language,
        player.name,
        (yes, no),
        team=is_organiser_told(unit),
        with_employer=meeting.employer is not None,
    )
    queue_mail(unit, Mail(new_id(unit.now), contact.email, subject, text, unit.now, about_player_id=player.id))
    return replace(meeting, contact_asked_at=unit.now)


def _link(context: Context, meeting_id: UUID, answer: ContactAnswer) -> str:
    payload = {"meeting": str(meeting_id), "answer": answer.value}
    return context.links.one_tap(LinkPurpose.TRUSTED_CONTACT, payload)
