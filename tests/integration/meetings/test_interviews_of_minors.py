"""A minor agrees to an employer's interview: a trusted contact is named, and it is watched as a meeting is."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.applications.interview import InterviewPlace, NewInterview, Response
from game_rules.applications.interview_reminders import InterviewReminder
from game_rules.gps import GpsFix
from game_rules.meetings.meeting import CheckInProof, Meeting, MeetingRole, MeetingState, MeetingStep, TrustedContact
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.services.accounts.merge_players import merge_guest
from server.services.applications.interview_reminders import remind_of_interview
from server.services.meetings.advance import advance_meeting
from server.services.meetings.alerts import list_alerts
from server.services.meetings.attend import check_in, check_out, say_well
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.ports import Mail, OpenUnit
from tests.support.contexts import ORGANISER_MAIL, context_at
from tests.support.factories import START
from tests.support.scenes.applications import BAKERY, INTEREST, MEMBER_MAIL, ApplicationScene, at_the_bakery
from tests.support.scenes.cases import open_cases, read_file

AUNT = TrustedContact("Tante Odile", "odile@example.org", None)
STARTS = at_the_bakery().starts_at
ASKED, END = STARTS + timedelta(minutes=15), STARTS + timedelta(minutes=60)
OVERDUE = END + timedelta(minutes=30)
PROPOSED = ApplicationState.MEETING_PROPOSED


@pytest.fixture
def scene(open_unit: OpenUnit) -> ApplicationScene:
    return ApplicationScene(open_unit)


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def invited(scene: ApplicationScene, age_band: AgeBand = AgeBand.FROM_15_TO_17) -> tuple[UUID, UUID]:
    """Somebody whom the bakery asks to its door, and their application."""
    player_id = scene.walker("Sacha", age_band=age_band)
    application_id = scene.apply(player_id, interest=replace(INTEREST, available="Le matin")).view.application.id
    scene.answer(application_id, PROPOSED)
    return player_id, application_id


def agreed(scene: ApplicationScene) -> tuple[UUID, UUID, Meeting]:
    player_id, application_id = invited(scene)
    scene.respond(player_id, application_id, Response.YES, contact=AUNT)
    (meeting,) = meetings_of(scene, player_id)
    return player_id, application_id, meeting


def meetings_of(scene: ApplicationScene, player_id: UUID) -> list[Meeting]:
    with scene.open_unit() as unit:
        return unit.meetings.all_of_player(player_id)


def mails(scene: ApplicationScene) -> list[Mail]:
    with scene.open_unit() as unit:
        return unit.mail_outbox.newest(50)


def shown(scene: ApplicationScene, player_id: UUID, now: datetime) -> list[Meeting]:
    snapshot = take_help_snapshot(context_at(scene.open_unit, now, campaign=scene.campaign, player_id=player_id))
    return [view.meeting for view in snapshot.meetings]


def step(scene: ApplicationScene, meeting: Meeting, which: MeetingStep, now: datetime) -> Meeting:
    """Does what a worker does when the time has come."""
    advance_meeting(context_at(scene.open_unit, now), meeting.id, which)
    with scene.open_unit() as unit:
        after = unit.meetings.meeting(meeting.id)
    assert after is not None
    return after


def test_a_minor_names_a_trusted_contact_who_is_asked_and_an_adult_names_nobody(scene: ApplicationScene) -> None:
    player_id, application_id = invited(scene)
    with refused(RefusalReason.TRUSTED_CONTACT_NEEDED):
        scene.respond(player_id, application_id, Response.YES)
    (mine,) = scene.mine(player_id)
    assert (mine.application.response, meetings_of(scene, player_id)) == (None, [])
    for _ in range(2):
        scene.respond(player_id, application_id, Response.YES, contact=AUNT)
    (meeting,) = meetings_of(scene, player_id)
    assert (meeting.state, meeting.starts_at, meeting.ends_at) == (MeetingState.CONFIRMED, STARTS, END)
    assert (meeting.trusted_contact, meeting.contact_asked_at) == (AUNT, START)
    (question,) = [mail for mail in mails(scene) if mail.to_address == AUNT.email]
    assert "un employeur" in question.text
    assert BAKERY.organisation.name not in question.text

    adult_id, application_id = invited(scene, AgeBand.FROM_18)
    scene.respond(adult_id, application_id, Response.YES)
    assert meetings_of(scene, adult_id) == []


def test_the_minor_sees_it_with_their_meetings_and_checks_in_at_the_employers_door(scene: ApplicationScene) -> None:
    player_id, _, meeting = agreed(scene)
    (seen,) = take_help_snapshot(
        context_at(scene.open_unit, STARTS, campaign=scene.campaign, player_id=player_id)
    ).meetings
    assert seen.other == (None, BAKERY.organisation.name)
    at_door = GpsFix(seen.place.position, 10, STARTS)
    came = check_in(context_at(scene.open_unit, STARTS, player_id=player_id), meeting.id, at_door)
    assert came.view.meeting.asker.came_by is CheckInProof.POSITION
    left = check_out(context_at(scene.open_unit, END, player_id=player_id), meeting.id, replace(at_door, taken_at=END))
    assert left.view.meeting.state is MeetingState.MET


def test_who_does_not_come_is_asked_then_missed_and_the_case_says_whom_they_met(scene: ApplicationScene) -> None:
    player_id, _, meeting = agreed(scene)
    step(scene, meeting, MeetingStep.ASK_IF_WELL, ASKED)
    with scene.open_unit() as unit:
        assert NotificationKind.MEETING_ALL_WELL in {line.kind for line in unit.notifications.all_of(player_id)}
    assert step(scene, meeting, MeetingStep.CLOSE, OVERDUE).state is MeetingState.MISSED
    (found,) = list_alerts(context_at(scene.open_unit))
    assert (found.alert.role, found.place.name) == (MeetingRole.ASKER, BAKERY.organisation.name)
    assert ORGANISER_MAIL in {mail.to_address for mail in mails(scene)}
    (case,) = open_cases(scene.open_unit, OVERDUE)
    assert case.concerns_minor
    assert case.party.organisation_id == BAKERY.organisation.id
    file = read_file(scene.open_unit, case.id, OVERDUE)
    (met,) = file.evidence.meetings
    assert (met.place, met.asker_id, met.contact_name) == (BAKERY.organisation.name, player_id, AUNT.name)
    assert INTEREST.can_do in {words.text for words in file.evidence.words}
    say_well(context_at(scene.open_unit, OVERDUE, player_id=player_id), meeting.id)
    (found,) = list_alerts(context_at(scene.open_unit))
    assert found.alert.answered_at == OVERDUE


@pytest.mark.parametrize("end", ["withdrawn", "refused", "moved"])
def test_an_interview_that_is_called_off_before_it_begins_is_watched_by_nobody(
    scene: ApplicationScene, end: str
) -> None:
    player_id, application_id, meeting = agreed(scene)
    match end:
        case "withdrawn":
            scene.withdraw(player_id, application_id)
        case "refused":
            scene.answer(application_id, ApplicationState.REFUSED, ground=RefusalGround.POSITION_FILLED)
        case "moved":
            scene.answer(application_id, PROPOSED, interview=later())
    assert shown(scene, player_id, START) == []
    after = step(scene, meeting, MeetingStep.ASK_IF_WELL, ASKED)
    assert (after.state, after.trusted_contact) == (MeetingState.CANCELLED, None)
    with scene.open_unit() as unit:
        assert NotificationKind.MEETING_ALL_WELL not in {line.kind for line in unit.notifications.all_of(player_id)}


def test_once_it_has_begun_nothing_that_becomes_of_the_application_ends_the_watch(scene: ApplicationScene) -> None:
    player_id, application_id, meeting = agreed(scene)
    scene.withdraw(player_id, application_id, now=STARTS + timedelta(minutes=1))
    assert [one.id for one in shown(scene, player_id, ASKED)] == [meeting.id]
    step(scene, meeting, MeetingStep.CLOSE, OVERDUE)
    assert len(list_alerts(context_at(scene.open_unit))) == 1


def test_who_takes_their_yes_back_is_watched_no_more_and_a_new_yes_is_a_new_meeting(scene: ApplicationScene) -> None:
    player_id, application_id, _ = agreed(scene)
    called_off = scene.respond(player_id, application_id, Response.NO)
    assert len(called_off.events) == 2
    assert [one.state for one in meetings_of(scene, player_id)] == [MeetingState.CANCELLED]
    scene.respond(player_id, application_id, Response.YES, contact=AUNT)
    assert {one.state for one in meetings_of(scene, player_id)} == {MeetingState.CANCELLED, MeetingState.CONFIRMED}


def later() -> NewInterview:
    return NewInterview(STARTS + timedelta(hours=1), InterviewPlace.OFFER)


def test_while_they_are_looked_for_a_minor_agrees_to_no_second_interview(scene: ApplicationScene) -> None:
    player_id, application_id, _ = agreed(scene)
    late = STARTS + timedelta(minutes=20)
    scene.answer(application_id, PROPOSED, now=late, interview=at_the_bakery(late))
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        scene.respond(player_id, application_id, Response.YES, now=late + timedelta(minutes=5), contact=AUNT)
    (mine,) = scene.mine(player_id)
    assert mine.application.response is None


def test_nobody_agrees_to_two_interviews_at_one_time(scene: ApplicationScene) -> None:
    player_id, _, meeting = agreed(scene)
    with scene.open_unit() as unit:
        assert unit.meetings.taken([player_id], but=None) == [meeting.slot]


def test_with_an_organisation_that_is_suspended_nobody_agrees_or_is_reminded(scene: ApplicationScene) -> None:
    player_id, application_id = invited(scene)
    scene.run("update organisation set state = 'suspended', state_reason = 'une plainte'")
    with refused(RefusalReason.ORGANISATION_NOT_VERIFIED):
        scene.respond(player_id, application_id, Response.YES, contact=AUNT)
    scene.run("update application set response = 'yes' where id = :id", id=application_id)
    hour_before = STARTS - timedelta(hours=1)
    context = context_at(scene.open_unit, hour_before, campaign=scene.campaign)
    remind_of_interview(context, application_id, STARTS, InterviewReminder.HOUR_BEFORE)
    with scene.open_unit() as unit:
        told = {line.kind for line in unit.notifications.all_of(player_id)}
    assert NotificationKind.INTERVIEW_REMINDER not in told


def test_the_employers_own_people_are_no_trusted_contact(scene: ApplicationScene) -> None:
    player_id, application_id = invited(scene)
    with refused(RefusalReason.TRUSTED_CONTACT_INVALID):
        scene.respond(player_id, application_id, Response.YES, contact=TrustedContact("Paule", MEMBER_MAIL, None))


def test_a_sign_in_keeps_the_interview_that_is_watched(scene: ApplicationScene) -> None:
    guest_id, _, meeting = agreed(scene)
    account_id = scene.walker("Sacha", "sacha@example.org", AgeBand.FROM_15_TO_17)
    later = STARTS - timedelta(hours=1)
    scene.apply(account_id, later, replace(INTEREST, available="Le matin"))
    with context_at(scene.open_unit, STARTS + timedelta(minutes=20)).unit() as unit:
        guest, into = unit.accounts.player(guest_id), unit.accounts.player(account_id)
        assert guest is not None
        assert into is not None
        merge_guest(unit, guest, into=into)
        unit.commit()
    assert [one.id for one in meetings_of(scene, account_id)] == [meeting.id]
