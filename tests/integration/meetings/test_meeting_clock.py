"""Steps of meetings by the clock, who is alerted, and what others' endings do to them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.cases.case import CaseAction, CaseOutcome
from game_rules.jokers.joker import JokerAction
from game_rules.meetings.events import MeetingChanged
from game_rules.meetings.meeting import MeetingRole, MeetingState, MeetingStep, TrustedContact
from game_rules.notifications.notification import NotificationKind
from game_rules.privacy.retention import TRUSTED_CONTACT_KEPT_DAYS
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.calls.close_conversation import close_conversation
from server.services.meetings.alerts import list_alerts, settle_alert
from server.services.meetings.attend import be_late, check_out
from server.services.meetings.blocks import block
from server.services.meetings.calendar import download_meeting
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.meetings.leave_jokers import leave
from server.services.ports import Mail
from server.services.privacy.enforce_retention import enforce_retention
from server.services.privacy.erase_account import erase_account
from tests.support.contexts import ORGANISER_MAIL, context_at
from tests.support.factories import START
from tests.support.scenes.cases import TOKEN, open_cases, read_file
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

END = TOMORROW + timedelta(minutes=30)
OVERDUE = END + timedelta(minutes=30)
UNCLE = TrustedContact("Oncle Léon", None, "06 00 00 00 00")


def give_email(two: MeetingScene, player_id: UUID, email: str) -> None:
    with two.open_unit() as unit:
        player = unit.accounts.player(player_id)
        assert player is not None
        unit.accounts.give_email(player.account_id, email)
        unit.commit()


def mails(two: MeetingScene) -> list[Mail]:
    """Lists what was sent, by address, without the question whether a trusted contact wants to be one."""
    with two.open_unit() as unit:
        sent = [mail for mail in unit.mail_outbox.newest(50) if "/r/" not in mail.text]
    return sorted(sent, key=lambda mail: mail.to_address)


def inbox(two: MeetingScene, player_id: UUID) -> list[tuple[NotificationKind, bool]]:
    """Lists what was told of meetings, oldest first, and whether it is news still."""
    with two.open_unit() as unit:
        lines = unit.notifications.all_of(player_id)
    return [(line.kind, line.read_at is None) for line in lines if line.kind.value.startswith("meeting_")]


def test_both_get_a_calendar_entry_by_mail_and_another_when_it_is_off(two: MeetingScene) -> None:
    give_email(two, two.asker_id, "camille@example.org")
    give_email(two, two.joker_id, "dominique@example.org")
    meeting_id = two.set_up()
    two.cancel(two.joker_id, meeting_id)
    sent = [(mail.to_address, mail.attachment and mail.attachment.media_type.split(";")[1]) for mail in mails(two)]
    assert sorted(sent) == [
        ("camille@example.org", " method=CANCEL"),
        ("camille@example.org", " method=PUBLISH"),
        ("dominique@example.org", " method=CANCEL"),
        ("dominique@example.org", " method=PUBLISH"),
    ]
    for mail in mails(two):
        assert "4 juin à 12 h" in mail.subject
        for name in ("Camille", "Dominique"):
            assert name not in mail.subject + mail.text + (mail.attachment.text if mail.attachment else "")


def test_each_is_told_once_in_the_inbox(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    assert inbox(two, two.joker_id) == [(NotificationKind.MEETING_PROPOSED, False)]
    assert inbox(two, two.asker_id) == [(NotificationKind.MEETING_CONFIRMED, True)]
    for minutes in (10, 10, 20):
        be_late(context_at(two.open_unit, TOMORROW - timedelta(minutes=5), player_id=two.joker_id), meeting_id, minutes)
    late = (NotificationKind.MEETING_LATE, True)
    assert inbox(two, two.asker_id) == [(NotificationKind.MEETING_CONFIRMED, True), late, late]
    two.cancel(two.joker_id, meeting_id, now=TOMORROW - timedelta(minutes=1))
    assert [unread for _, unread in inbox(two, two.asker_id)] == [False, False, False, True]


def test_a_reminder_comes_once_and_not_for_what_is_off(two: MeetingScene) -> None:
    meeting_id = two.set_up(TOMORROW + timedelta(days=1))
    for _ in range(2):
        two.step(meeting_id, MeetingStep.REMIND_DAY_BEFORE, TOMORROW)
    for player_id in (two.asker_id, two.joker_id):
        assert inbox(two, player_id).count((NotificationKind.MEETING_REMINDER, True)) == 1
    two.cancel(two.asker_id, meeting_id)
    two.step(meeting_id, MeetingStep.REMIND_HOUR_BEFORE, TOMORROW)
    kinds = [kind for kind, _ in inbox(two, two.joker_id)]
    assert kinds.count(NotificationKind.MEETING_REMINDER) == 1


def test_the_steps_of_a_meeting_are_put_down_with_it(two: MeetingScene, connection: Connection) -> None:
    two.set_up(TOMORROW + timedelta(days=1))
    put_down = connection.execute(
        text("select args->>'step', scheduled_at from procrastinate_jobs where task_name = 'meeting_step' order by id")
    ).all()
    starts_at = TOMORROW + timedelta(days=1)
    assert {step: at for step, at in put_down} == {  # noqa: C416 - dict(rows) has no types
        "lapse": starts_at,
        "remind_day_before": starts_at - timedelta(days=1),
        "remind_hour_before": starts_at - timedelta(hours=1),
        "ask_if_well": starts_at + timedelta(minutes=15),
        "remind_check_out": starts_at + timedelta(minutes=30),
        "close": starts_at + timedelta(minutes=60),
    }


def test_a_proposal_without_an_answer_lapses(minor: MeetingScene) -> None:
    meeting_id = minor.propose(minor.asker_id, contact=AUNT).view.meeting.id
    minor.step(meeting_id, MeetingStep.LAPSE, TOMORROW)
    lapsed = minor.meeting(meeting_id)
    assert (lapsed.state, lapsed.trusted_contact) == (MeetingState.LAPSED, None)
    with pytest.raises(Refused, match=RefusalReason.MEETING_OVER.value):
        minor.confirm(minor.joker_id, meeting_id)


def test_whoever_does_not_check_out_is_looked_for_at_once(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.check_in(minor.asker_id, meeting_id)
    minor.check_in(minor.joker_id, meeting_id)
    minor.check_out(minor.joker_id, meeting_id, END)
    for _ in range(2):
        minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert minor.meeting(meeting_id).state is MeetingState.MET
    to_organiser, to_aunt = mails(minor)
    assert (to_organiser.to_address, to_aunt.to_address) == (ORGANISER_MAIL, AUNT.email)
    assert "Pas de nouvelles de Camille" in to_aunt.subject
    assert "jeudi 4 juin à 12 h" in to_aunt.text
    assert "mineure" in to_organiser.subject
    for name in ("Camille", "Dominique", AUNT.name, "édiathèque"):
        assert name not in to_organiser.subject + to_organiser.text, "names stand on the page"
    (case,) = open_cases(minor.open_unit, OVERDUE)
    assert f"/organiser/cases/{case.id}" in to_organiser.text
    (found,) = list_alerts(context_at(minor.open_unit))
    assert (found.alert.role, found.missing_name, found.other_name) == (MeetingRole.ASKER, "Camille", "Dominique")

    # All is well: said from home, without a position.
    check_out(context_at(minor.open_unit, OVERDUE, player_id=minor.asker_id), meeting_id, None)
    assert [mail.to_address for mail in mails(minor)] == [ORGANISER_MAIL, ORGANISER_MAIL, AUNT.email, AUNT.email]
    (found,) = list_alerts(context_at(minor.open_unit))
    assert found.alert.answered_at == OVERDUE
    settle_alert(context_at(minor.open_unit, OVERDUE), meeting_id, MeetingRole.ASKER)
    assert list_alerts(context_at(minor.open_unit)) == []
    with pytest.raises(Refused, match=RefusalReason.MEETING_NOT_FOUND.value):
        settle_alert(context_at(minor.open_unit, OVERDUE), meeting_id, MeetingRole.ASKER)


def test_a_contact_without_an_address_is_called_by_the_organiser(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=UNCLE)
    minor.check_in(minor.asker_id, meeting_id)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    (case,) = open_cases(minor.open_unit, OVERDUE)
    (met,) = read_file(minor.open_unit, case.id, OVERDUE).evidence.meetings
    assert (met.contact_name, met.contact_email, met.contact_phone) == ("Oncle Léon", None, "0600000000")
    (found,) = list_alerts(context_at(minor.open_unit))
    assert not found.alert.contact_mailed


def test_a_joker_is_looked_for_too_and_nobodys_aunt_is_told(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.say_well(minor.asker_id, meeting_id, TOMORROW)
    minor.check_in(minor.joker_id, meeting_id)
    minor.step(meeting_id, MeetingStep.REMIND_CHECK_OUT, END)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert [mail.to_address for mail in mails(minor)] == [ORGANISER_MAIL]


@pytest.mark.parametrize("says_so", [True, False])
def test_an_alert_that_is_settled_closes_its_case(minor: MeetingScene, *, says_so: bool) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    if says_so:
        minor.say_well(minor.asker_id, meeting_id, OVERDUE)
    (case,) = open_cases(minor.open_unit, OVERDUE)
    judging = context_at(minor.open_unit, OVERDUE, organiser=TOKEN)
    settle_alert(judging, meeting_id, MeetingRole.ASKER)
    assert open_cases(minor.open_unit, OVERDUE) == []
    file = read_file(minor.open_unit, case.id, OVERDUE)
    outcome = CaseOutcome.PERSON_SAFE if says_so else CaseOutcome.NOT_ENOUGH_KNOWN
    assert (file.case.outcome, file.case.closed_at) == (outcome, OVERDUE)
    closed = [line for line in file.log if line.action is CaseAction.CLOSED]
    assert [line.token_session for line in closed] == [TOKEN.token_session]
    (met,) = file.evidence.meetings
    assert met.asker_well_at == (OVERDUE if says_so else None)
    with pytest.raises(Refused, match=RefusalReason.MEETING_NOT_FOUND.value):
        settle_alert(judging, meeting_id, MeetingRole.ASKER)


def test_a_trusted_contact_is_forgotten_a_week_after(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    kept = OVERDUE + timedelta(days=TRUSTED_CONTACT_KEPT_DAYS)
    assert enforce_retention(context_at(minor.open_unit, kept - timedelta(seconds=1))).trusted_contacts == 0
    assert minor.meeting(meeting_id).trusted_contact == AUNT
    assert enforce_retention(context_at(minor.open_unit, kept)).trusted_contacts == 1
    assert minor.meeting(meeting_id).trusted_contact is None


@pytest.mark.parametrize("ending", ["block", "suspend", "leave"])
def test_a_meeting_is_called_off_when_the_two_may_no_longer_meet(two: MeetingScene, ending: str) -> None:
    meeting_id = two.set_up()
    if ending == "block":
        told = block(context_at(two.open_unit, player_id=two.asker_id), two.call_id)
    elif ending == "suspend":
        _, told = decide_on_joker(
            context_at(two.open_unit, campaign=two.scene.campaign), two.joker_id, JokerAction.SUSPEND, reason="Signalée"
        )
    else:
        _, told = leave(context_at(two.open_unit, campaign=two.scene.campaign, player_id=two.joker_id))
    seen = {one.player_id: one.event.view.meeting for one in told if isinstance(one.event, MeetingChanged)}
    assert set(seen) == {two.asker_id, two.joker_id}
    assert all(one.cancelled_by is MeetingRole.GAME and one.cancel_reason is None for one in seen.values())
    for player_id in (two.asker_id, two.joker_id):
        with two.open_unit() as unit:
            lines = [one for one in unit.notifications.page(player_id, None, 20) if one.subject_id == meeting_id]
        news = [(one.kind, one.about_id) for one in lines if one.read_at is None]
        assert news == [(NotificationKind.MEETING_CANCELLED, None)]


def test_a_block_does_not_end_the_watch_over_who_is_there(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.check_in(minor.asker_id, meeting_id)
    block(context_at(minor.open_unit, TOMORROW, player_id=minor.asker_id), minor.call_id)
    with minor.open_unit() as unit:
        assert [one.id for one in unit.meetings.of_player(minor.asker_id, START, TOMORROW)] == [meeting_id]
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert [found.alert.role for found in list_alerts(context_at(minor.open_unit))] == [MeetingRole.ASKER]


def test_whoever_leaves_for_good_takes_the_meeting_along_and_the_other_is_told(minor: MeetingScene) -> None:
    give_email(minor, minor.asker_id, "camille@example.org")
    meeting_id = minor.set_up(contact=AUNT)
    with minor.open_unit() as unit:
        player = unit.accounts.player(minor.asker_id)
    assert player is not None
    told = erase_account(
        context_at(minor.open_unit, campaign=minor.scene.campaign, live=Live(walkers=Walkers()), player=player)
    )
    views = [one.event.view for one in told.events if isinstance(one.event, MeetingChanged)]
    assert [(view.role, view.other, view.meeting.state) for view in views] == [
        (MeetingRole.HELPER, None, MeetingState.CANCELLED)
    ]
    left = minor.meeting(meeting_id)
    assert (left.asker_id, left.trusted_contact) == (None, None)
    assert mails(minor) == []
    assert (NotificationKind.MEETING_CANCELLED, True) in inbox(minor, minor.joker_id)


def test_a_conversation_that_closes_leaves_the_meeting(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    close_conversation(
        context_at(two.open_unit, campaign=two.scene.campaign, player_id=two.asker_id), two.call_id, helped=True
    )
    assert two.meeting(meeting_id).state is MeetingState.CONFIRMED
    with pytest.raises(Refused, match=RefusalReason.CALL_OVER.value):
        two.propose(two.asker_id, meeting_id=uuid4())


def test_only_the_two_download_the_calendar_file(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    stranger = two.scene.player()
    with two.open_unit() as unit:
        asker, other = unit.accounts.player(two.asker_id), unit.accounts.player(stranger)
    assert asker is not None
    assert other is not None
    assert "STATUS:CONFIRMED" in download_meeting(context_at(two.open_unit, player=asker), meeting_id).text
    with pytest.raises(Refused, match=RefusalReason.MEETING_NOT_FOUND.value):
        download_meeting(context_at(two.open_unit, player=other), meeting_id)
