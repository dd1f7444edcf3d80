"""A trusted contact is asked whether they want to be one, and is told of an alert once they said yes."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from game_rules.meetings.limits import CONTACT_MAILS_PER_DAY
from game_rules.meetings.meeting import ContactAnswer, MeetingRole, MeetingState, MeetingStep, TrustedContact
from server.services.links import LinkPurpose
from server.services.meetings.alerts import list_alerts
from server.services.meetings.contact_answers import follow_contact_link, look_at_contact_link
from server.services.meetings.trusted_contact import ContactLink
from server.services.ports import Mail
from tests.integration.meetings.test_meeting_clock import OVERDUE, mails
from tests.support.contexts import ORGANISER_MAIL, context_at, links_at
from tests.support.factories import START
from tests.support.scenes.help import LIBRARY
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

DAY_S = 24 * 3600
YES, NO = ContactAnswer.CONFIRMED, ContactAnswer.DECLINED


def questions(two: MeetingScene) -> list[Mail]:
    with two.open_unit() as unit:
        return [mail for mail in unit.mail_outbox.newest(50) if "/r/" in mail.text]


def links_of(mail: Mail) -> list[ContactLink]:
    """Returns the answers that the two links of the mail give."""
    read = [links_at(START).read_one_tap(token, DAY_S) for token in re.findall(r"/r/(\S+)", mail.text)]
    assert {purpose for purpose, _ in read} == {LinkPurpose.TRUSTED_CONTACT}
    return [ContactLink(UUID(payload["meeting"]), ContactAnswer(payload["answer"])) for _, payload in read]


def addresses_told(two: MeetingScene) -> list[str]:
    return [mail.to_address for mail in mails(two)]


def test_the_contact_is_asked_once_the_meeting_is_agreed_and_reads_neither_when_nor_where(minor: MeetingScene) -> None:
    meeting_id = minor.propose(minor.asker_id, contact=AUNT).view.meeting.id
    assert questions(minor) == [], "who proposes all day writes to nobody"
    for _ in range(2):
        minor.confirm(minor.joker_id, meeting_id)
    (question,) = questions(minor)
    assert question.to_address == AUNT.email
    assert "Camille" in question.subject
    for told in (LIBRARY.name, "12 h", "4 juin", "Dominique", "mineur"):
        assert told not in question.subject + question.text
    assert links_of(question) == [ContactLink(meeting_id, YES), ContactLink(meeting_id, NO)]
    assert minor.meeting(meeting_id).contact_answer is None


def test_looking_at_a_link_changes_nothing_and_following_it_twice_is_following_it_once(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT, contact_says=None)
    for answer in (YES, NO):
        assert look_at_contact_link(context_at(minor.open_unit), ContactLink(meeting_id, answer)).is_open
    assert minor.meeting(meeting_id).contact_answer is None
    assert minor.contact_says(YES, meeting_id).events
    assert not minor.contact_says(YES, meeting_id).events
    assert minor.meeting(meeting_id).contact_answer is YES


def test_who_declines_is_forgotten_at_once_and_the_team_is_alerted_all_the_same(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    declined = minor.contact_says(NO, meeting_id)
    assert len(declined.events) == 2
    meeting = minor.meeting(meeting_id)
    assert (meeting.trusted_contact, meeting.contact_answer, meeting.state) == (None, NO, MeetingState.CONFIRMED)
    assert minor.contact_says(YES, meeting_id).stands is NO, "there is no address any more"
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert addresses_told(minor) == [ORGANISER_MAIL]


def test_who_has_not_confirmed_is_not_told_of_an_alert_where_an_organiser_is(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT, contact_says=None)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert addresses_told(minor) == [ORGANISER_MAIL]
    (found,) = list_alerts(context_at(minor.open_unit))
    assert (found.alert.role, found.alert.contact_mailed) == (MeetingRole.ASKER, False)
    minor.say_well(minor.asker_id, meeting_id, OVERDUE)
    assert AUNT.email not in addresses_told(minor), "no good news of what nobody told them"


def test_without_an_organiser_who_is_told_rather_the_contact_than_nobody(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT, contact_says=None)
    minor.step_without_organisers(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert addresses_told(minor) == [AUNT.email]


def test_without_an_organiser_a_meeting_whose_contact_declines_is_called_off(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT, contact_says=None)
    context = context_at(minor.open_unit, organiser_mail=None)
    assert follow_contact_link(context, ContactLink(meeting_id, NO)).events
    assert minor.meeting(meeting_id).state is MeetingState.CANCELLED
    assert not look_at_contact_link(context, ContactLink(meeting_id, YES)).is_open


def test_a_link_of_a_meeting_that_is_gone_or_over_changes_nothing(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT, contact_says=None)
    minor.cancel(minor.asker_id, meeting_id)
    for gone in (meeting_id, uuid4()):
        answered = minor.contact_says(YES, gone)
        assert (answered.is_open, answered.stands) == (False, None)
    assert minor.meeting(meeting_id).contact_answer is None


@pytest.mark.parametrize("address", ["odile@example.org", "{number}@example.org"])
def test_nobody_fills_a_mailbox_or_many(minor: MeetingScene, address: str) -> None:
    for number in range(CONTACT_MAILS_PER_DAY + 1):
        contact = TrustedContact("Tante Odile", address.format(number=number), None)
        now = START + timedelta(minutes=15 * number)
        meeting_id = minor.set_up(TOMORROW + timedelta(hours=1), now=now, contact=contact, contact_says=None)
        minor.cancel(minor.asker_id, meeting_id, now=now)
    assert len(questions(minor)) == CONTACT_MAILS_PER_DAY
