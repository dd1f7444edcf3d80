"""Nobody comes: who is asked whether all is well, who is looked for, and what ends the watch."""

from datetime import timedelta
from uuid import UUID

import pytest

from game_rules.meetings.meeting import MeetingRole, MeetingState, MeetingStep
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.meetings.alerts import list_alerts
from server.services.meetings.attend import be_late
from server.services.meetings.blocks import block
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.privacy.erase_account import erase_account
from tests.integration.meetings.test_meeting_clock import END, OVERDUE, give_email, inbox, mails
from tests.support.contexts import ORGANISER_MAIL, context_at
from tests.support.scenes.cases import open_cases
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

ASKED = TOMORROW + timedelta(minutes=15)
CAMILLE, DOMINIQUE = "camille@example.org", "dominique@example.org"


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def asked(two: MeetingScene, player_id: UUID) -> int:
    """Counts the times that somebody was asked whether all is well."""
    return sum(kind is NotificationKind.MEETING_ALL_WELL for kind, _ in inbox(two, player_id))


def questions(two: MeetingScene) -> list[tuple[str, str]]:
    """Mails that ask whether all is well: to whom, and their text."""
    return [(mail.to_address, mail.text) for mail in mails(two) if "?open=meeting:" in mail.text]


def test_who_does_not_come_is_asked_once_at_the_beginning_and_once_at_the_end(minor: MeetingScene) -> None:
    give_email(minor, minor.asker_id, CAMILLE)
    give_email(minor, minor.joker_id, DOMINIQUE)
    meeting_id = minor.set_up(contact=AUNT)
    for _ in range(2):
        minor.step(meeting_id, MeetingStep.ASK_IF_WELL, ASKED)
    (to_camille, question), (to_dominique, other) = questions(minor)
    assert (to_camille, to_dominique) == (CAMILLE, DOMINIQUE)
    assert f"/?open=meeting:{meeting_id}" in question
    assert "13 h" in question, "a minor reads when they are looked for"
    assert "13 h" not in other
    assert "Dominique" not in question
    for player_id in (minor.asker_id, minor.joker_id):
        assert asked(minor, player_id) == 1
    minor.step(meeting_id, MeetingStep.REMIND_CHECK_OUT, END)
    assert asked(minor, minor.asker_id) == 2


def test_an_adult_of_whom_nothing_is_known_is_asked_and_the_meeting_was_missed(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    two.step(meeting_id, MeetingStep.ASK_IF_WELL, ASKED)
    two.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert two.meeting(meeting_id).state is MeetingState.MISSED
    assert list_alerts(context_at(two.open_unit)) == []


def test_a_minor_of_whom_nothing_is_known_is_looked_for_though_nobody_checked_in(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert minor.meeting(meeting_id).state is MeetingState.MISSED
    to_organiser, to_aunt = mails(minor)
    assert (to_organiser.to_address, to_aunt.to_address) == (ORGANISER_MAIL, AUNT.email)
    assert "ni son arrivée, ni que tout va bien" in to_aunt.text
    assert "mineure" in to_organiser.subject
    (found,) = list_alerts(context_at(minor.open_unit))
    assert (found.alert.role, found.missing_name) == (MeetingRole.ASKER, "Camille")
    assert len(open_cases(minor.open_unit, OVERDUE)) == 1

    minor.say_well(minor.asker_id, meeting_id, OVERDUE + timedelta(hours=3))
    assert any("dire que tout va bien" in mail.text for mail in mails(minor) if mail.to_address == AUNT.email)
    (found,) = list_alerts(context_at(minor.open_unit))
    assert found.alert.answered_at == OVERDUE + timedelta(hours=3)


def test_who_is_late_is_not_asked_until_the_end(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    be_late(context_at(two.open_unit, TOMORROW, player_id=two.asker_id), meeting_id, 20)
    two.step(meeting_id, MeetingStep.ASK_IF_WELL, ASKED)
    assert (asked(two, two.asker_id), asked(two, two.joker_id)) == (0, 1)
    two.step(meeting_id, MeetingStep.REMIND_CHECK_OUT, END)
    assert (asked(two, two.asker_id), asked(two, two.joker_id)) == (1, 2)


def test_who_says_that_all_is_well_is_looked_for_no_more_and_the_other_one_is_told(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.step(meeting_id, MeetingStep.ASK_IF_WELL, ASKED)
    assert minor.say_well(minor.asker_id, meeting_id, ASKED).events
    assert not minor.say_well(minor.asker_id, meeting_id, ASKED).events
    assert (NotificationKind.MEETING_ALL_WELL, False) in inbox(minor, minor.asker_id)
    assert (NotificationKind.MEETING_ALL_WELL, True) in inbox(minor, minor.joker_id), "they have not answered"
    assert (NotificationKind.MEETING_CANCELLED, True) in inbox(minor, minor.joker_id)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert list_alerts(context_at(minor.open_unit)) == []


def test_two_who_do_not_come_are_free_to_agree_on_another_time_at_once(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    two.say_well(two.asker_id, meeting_id, ASKED)
    assert two.meeting(meeting_id).state is MeetingState.CONFIRMED
    two.say_well(two.joker_id, meeting_id, ASKED)
    assert (two.meeting(meeting_id).state, two.meeting(meeting_id).ended_at) == (MeetingState.MISSED, ASKED)
    two.set_up(TOMORROW + timedelta(hours=3), now=ASKED)


def test_who_said_that_all_is_well_may_come_after_all_and_is_then_watched(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.say_well(minor.asker_id, meeting_id, TOMORROW)
    minor.check_in(minor.asker_id, meeting_id, ASKED)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert [found.alert.role for found in list_alerts(context_at(minor.open_unit))] == [MeetingRole.ASKER]


def test_nobody_calls_a_meeting_off_once_it_has_begun(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    for player_id in (minor.asker_id, minor.joker_id):
        with refused(RefusalReason.NOT_THE_TIME):
            minor.cancel(player_id, meeting_id, now=TOMORROW)
    with refused(RefusalReason.NOT_THE_TIME):
        minor.say_well(minor.asker_id, meeting_id, TOMORROW - timedelta(minutes=16))


def test_a_block_after_the_start_does_not_end_the_watch_over_a_minor(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    block(context_at(minor.open_unit, TOMORROW, player_id=minor.joker_id), minor.call_id)
    minor.step(meeting_id, MeetingStep.ASK_IF_WELL, ASKED)
    assert asked(minor, minor.asker_id) == 1, "the line is shown though they are blocked"
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert [found.alert.role for found in list_alerts(context_at(minor.open_unit))] == [MeetingRole.ASKER]
    context = context_at(minor.open_unit, OVERDUE, campaign=minor.scene.campaign, player_id=minor.asker_id)
    assert [view.meeting.id for view in take_help_snapshot(context).meetings] == [meeting_id]
    minor.say_well(minor.asker_id, meeting_id, OVERDUE)
    assert take_help_snapshot(context).meetings == ()


def test_a_joker_who_erases_their_account_after_the_start_leaves_a_case_and_the_watch(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    with minor.open_unit() as unit:
        joker = unit.accounts.player(minor.joker_id)
    assert joker is not None
    live, campaign = Live(walkers=Walkers()), minor.scene.campaign
    erased = erase_account(context_at(minor.open_unit, TOMORROW, campaign=campaign, live=live, player=joker))
    assert erased.open_cases == 1
    assert minor.meeting(meeting_id).state is MeetingState.CONFIRMED
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert [found.alert.role for found in list_alerts(context_at(minor.open_unit))] == [MeetingRole.ASKER]
