"""A trusted contact answers with a link of their mail whether they want to be one."""

from dataclasses import dataclass, replace

from game_rules.addressed_events import AddressedEvent
from game_rules.meetings.meeting import ContactAnswer, Meeting
from game_rules.meetings.trusted_contact import may_contact_answer
from game_rules.people.players import Language
from server.services.context import Context, Unit
from server.services.meetings.answer import call_off
from server.services.meetings.trusted_contact import ContactLink
from server.services.meetings.views import meeting_events
from server.services.notifications.tell_organisers import is_organiser_told


@dataclass(frozen=True, slots=True)
class AnsweredByContact:
    """For the page of a link, in the language of `name`, the one who named them.

    `stands` is the answer that was given; `is_open`: another one can be. `events`: what the meeting's two are told.
    """

    language: Language
    name: str
    stands: ContactAnswer | None
    is_open: bool
    events: tuple[AddressedEvent, ...] = ()


def look_at_contact_link(context: Context, link: ContactLink) -> AnsweredByContact:
    """Tells what the link would do; nothing is changed."""
    with context.unit() as unit:
        return _answered(unit, unit.meetings.meeting(link.meeting_id))


def follow_contact_link(context: Context, link: ContactLink) -> AnsweredByContact:
    """Keeps the answer; followed again it changes nothing. Who declines is forgotten at once; where nobody else would
    then hear of an alert, a meeting that has not begun is called off."""
    with context.unit() as unit:
        seen = unit.meetings.meeting(link.meeting_id)
        if seen is None:
            return _answered(unit, None)
        unit.accounts.lock_players(seen.people)
        meeting = unit.meetings.lock(link.meeting_id)
        if meeting is None or not may_contact_answer(meeting) or meeting.contact_answer is link.answer:
            return _answered(unit, meeting)
        meeting = replace(meeting, contact_answer=link.answer)
        if link.answer is ContactAnswer.DECLINED:
            meeting = replace(meeting, trusted_contact=None)
        unit.meetings.save(meeting)
        if link.answer is ContactAnswer.DECLINED and not is_organiser_told(unit):
            meeting = next(iter(call_off(unit, [meeting])), meeting)
        answered = replace(_answered(unit, meeting), events=tuple(meeting_events(unit, meeting)))
        unit.commit()
    return answered


def _answered(unit: Unit, meeting: Meeting | None) -> AnsweredByContact:
    player = unit.accounts.player(meeting.asker_id) if meeting and meeting.asker_id else None
    if meeting is None or player is None:
        return AnsweredByContact(Language.FRENCH, "", None, is_open=False)
    return AnsweredByContact(player.language, player.name, meeting.contact_answer, is_open=may_contact_answer(meeting))
