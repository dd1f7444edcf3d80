"""An organiser takes a measure; the person reads why, is held by it, and appeals in the same queue."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from game_rules.applications.application import ApplicationState
from game_rules.cases.case import Case, CaseAction, CaseKind, CaseOutcome, SubjectKind, Verdict
from game_rules.cases.limits import APPEAL_DAYS, MEASURE_DAYS_MAX
from game_rules.cases.measure import MeasureKind, NewMeasure
from game_rules.jokers.joker import JokerAction
from game_rules.meetings.meeting import MeetingState
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.lifecycle import OfferState
from game_rules.refusals import RefusalReason, Refused
from server.services.accounts.merge_players import merge_guest
from server.services.accounts.sessions import sessions_that_ended
from server.services.applications.apply import apply_to_offer
from server.services.cases.appeal import appeal, my_measures
from server.services.cases.measures import lift_measure, take_measure
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.ports import OpenUnit
from tests.integration.cases.test_cases import tell
from tests.support.contexts import context_at
from tests.support.factories import START, moment
from tests.support.scenes.applications import BAKERY, INTEREST, ApplicationScene
from tests.support.scenes.cases import TOKEN, close, open_cases, read_file, report_call
from tests.support.scenes.help import HelpScene
from tests.support.scenes.meetings import MeetingScene

WHY = "Vous avez demandé de l’argent."
TOMORROW = START + timedelta(days=1)


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


class Reported:
    """A player reported a Joker with whom they talk; shorthands for what an organiser decides."""

    def __init__(self, scene: HelpScene) -> None:
        self.scene, self.open_unit = scene, scene.open_unit
        self.two = MeetingScene(scene)
        self.reporter_id, self.about_id, self.call_id = self.two.asker_id, self.two.joker_id, self.two.call_id
        report_call(self.open_unit, self.reporter_id, self.call_id)
        (self.case,) = open_cases(self.open_unit)

    def take(self, kind: MeasureKind, days: int | None = None, player_id: UUID | None = None) -> None:
        new = NewMeasure(kind, WHY, player_id=player_id or self.about_id, days=days)
        take_measure(context_at(self.open_unit, organiser=TOKEN, campaign=self.scene.campaign), self.case.id, new)

    def is_suspended(self, now: datetime) -> bool:
        with self.open_unit() as unit:
            player = unit.accounts.player(self.about_id)
        assert player is not None
        return player.is_suspended(now)


@pytest.fixture
def reported(scene: HelpScene) -> Reported:
    return Reported(scene)


def told(open_unit: OpenUnit, player_id: UUID) -> set[NotificationKind]:
    with open_unit() as unit:
        return {line.kind for line in unit.notifications.all_of(player_id)}


def test_a_warning_is_read_with_its_reason_and_logged(reported: Reported) -> None:
    reported.take(MeasureKind.WARNING)
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    assert (own.measure.kind, own.measure.reason, own.appeal) == (MeasureKind.WARNING, WHY, None)
    assert NotificationKind.MEASURE_TAKEN in told(reported.open_unit, reported.about_id)
    assert my_measures(context_at(reported.open_unit, player_id=reported.reporter_id)) == []
    found = read_file(reported.open_unit, reported.case.id)
    assert [one.kind for one in found.measures] == [MeasureKind.WARNING]
    assert (CaseAction.MEASURE_TAKEN, TOKEN.token_session) in [(one.action, one.token_session) for one in found.log]
    assert reported.scene.say(reported.about_id, reported.call_id).sequence == 1, "a warning takes nothing away"


def test_messages_are_paused_until_the_last_second(reported: Reported) -> None:
    reported.take(MeasureKind.MESSAGES_PAUSED, days=1)
    with pytest.raises(Refused, match=RefusalReason.MESSAGES_PAUSED.value):
        reported.scene.say(reported.about_id, reported.call_id, now=TOMORROW - timedelta(seconds=1))
    with pytest.raises(Refused, match=RefusalReason.MESSAGES_PAUSED.value):
        reported.scene.ask(reported.about_id)
    assert reported.scene.say(reported.about_id, reported.call_id, now=TOMORROW).sequence == 1
    assert not reported.is_suspended(START)


def test_a_suspension_ends_what_is_open_and_ends_itself(reported: Reported) -> None:
    meeting_id = reported.two.set_up()
    reported.take(MeasureKind.SUSPENDED, days=1)
    assert reported.scene.call(reported.call_id).closed_at == START
    assert reported.two.meeting(meeting_id).state is MeetingState.CANCELLED
    for later, is_suspended in ((-1, True), (0, False), (1, False)):
        assert reported.is_suspended(TOMORROW + timedelta(seconds=later)) is is_suspended


def test_the_sockets_of_somebody_banned_close_for_good(reported: Reported) -> None:
    with reported.open_unit() as unit:
        player = unit.accounts.player(reported.about_id)
        assert player is not None
        (session,) = unit.sessions.of_account(player.account_id, START)
    assert sessions_that_ended(context_at(reported.open_unit), [session.id]) == set()
    reported.take(MeasureKind.BANNED)
    assert sessions_that_ended(context_at(reported.open_unit), [session.id]) == {session.id}
    assert reported.is_suspended(START + timedelta(days=36500))


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (MeasureKind.SUSPENDED, None),
        (MeasureKind.SUSPENDED, 0),
        (MeasureKind.SUSPENDED, MEASURE_DAYS_MAX + 1),
        (MeasureKind.MESSAGES_PAUSED, None),
        (MeasureKind.BANNED, 3),
        (MeasureKind.WARNING, 1),
        (MeasureKind.JOKER_SUSPENDED, None),
        (MeasureKind.OFFER_TAKEN_DOWN, None),
    ],
)
def test_a_measure_has_its_days_and_its_person(reported: Reported, kind: MeasureKind, days: int | None) -> None:
    with pytest.raises(Refused, match=RefusalReason.MEASURE_INVALID.value):
        reported.take(kind, days)
    with pytest.raises(Refused, match=RefusalReason.MEASURE_INVALID.value):
        reported.take(MeasureKind.WARNING, player_id=reported.scene.player("Somebody else"))


def appeal_of(reported: Reported) -> Case:
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    for _ in range(2):
        appeal(context_at(reported.open_unit, player_id=reported.about_id), own.measure.id, "Ce n’était pas moi.")
    (case,) = [case for case in open_cases(reported.open_unit) if case.kind is CaseKind.APPEAL]
    return case


@pytest.mark.parametrize("is_granted", [True, False])
def test_an_appeal_is_judged_in_the_same_queue(reported: Reported, *, is_granted: bool) -> None:
    reported.take(MeasureKind.BANNED)
    case = appeal_of(reported)
    assert case.text == "Ce n’était pas moi."
    assert [one.name for one in read_file(reported.open_unit, case.id).evidence.people] == ["Dominique"]
    outcome = CaseOutcome.MEASURE_LIFTED if is_granted else CaseOutcome.MEASURE_UPHELD
    close(reported.open_unit, case.id, moment(5), Verdict(outcome, "Relu.", "Relu."))
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    assert own.appeal is not None
    assert (own.appeal.outcome, own.appeal.answer) == (outcome, "Relu.")
    assert own.measure.lifted_at == (moment(5) if is_granted else None)
    assert reported.is_suspended(moment(6)) is not is_granted
    kinds = told(reported.open_unit, reported.about_id)
    assert NotificationKind.APPEAL_DECIDED in kinds
    assert (NotificationKind.MEASURE_LIFTED in kinds) is is_granted


def test_an_appeal_has_no_outcome_of_a_report(reported: Reported) -> None:
    reported.take(MeasureKind.WARNING)
    with pytest.raises(Refused, match=RefusalReason.NOT_ALLOWED_NOW.value):
        close(reported.open_unit, appeal_of(reported).id, verdict=Verdict(CaseOutcome.PERSON_SAFE, "Lu.", "Lu."))


@pytest.mark.parametrize(("later", "may"), [(-1, True), (0, True), (1, False)])
def test_an_appeal_is_possible_for_six_months(reported: Reported, later: int, *, may: bool) -> None:
    reported.take(MeasureKind.WARNING)
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    now = START + timedelta(days=APPEAL_DAYS, seconds=later)
    if may:
        appeal(context_at(reported.open_unit, now, player_id=reported.about_id), own.measure.id, "Non.")
    else:
        with pytest.raises(Refused, match=RefusalReason.NOT_ALLOWED_NOW.value):
            appeal(context_at(reported.open_unit, now, player_id=reported.about_id), own.measure.id, "Non.")


def test_nobody_appeals_for_somebody_else(reported: Reported) -> None:
    reported.take(MeasureKind.WARNING)
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    for measure_id in (own.measure.id, uuid4()):
        with pytest.raises(Refused, match=RefusalReason.MEASURE_NOT_FOUND.value):
            appeal(context_at(reported.open_unit, player_id=reported.reporter_id), measure_id, "Non.")


def test_a_measure_is_lifted_once(reported: Reported) -> None:
    reported.take(MeasureKind.SUSPENDED, days=3)
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    lift_measure(context_at(reported.open_unit, moment(1), organiser=TOKEN), own.measure.id)
    assert not reported.is_suspended(moment(2))
    with pytest.raises(Refused, match=RefusalReason.NOT_ALLOWED_NOW.value):
        lift_measure(context_at(reported.open_unit, moment(3), organiser=TOKEN), own.measure.id)


def test_a_suspended_joker_can_appeal_and_is_told_when_it_is_over(reported: Reported) -> None:
    organiser = context_at(reported.open_unit, campaign=reported.scene.campaign)
    decide_on_joker(organiser, reported.about_id, JokerAction.SUSPEND, reason=WHY)
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    assert (own.measure.kind, own.measure.reason) == (MeasureKind.JOKER_SUSPENDED, WHY)
    assert appeal_of(reported).subject.id == own.measure.id
    decide_on_joker(organiser, reported.about_id, JokerAction.APPROVE, reason=None)
    (own,) = my_measures(context_at(reported.open_unit, player_id=reported.about_id))
    assert own.measure.lifted_at == START


def test_a_ban_is_not_left_behind_by_signing_in(reported: Reported) -> None:
    reported.take(MeasureKind.BANNED)
    account_id = reported.scene.player("Zoé")
    with context_at(reported.open_unit).unit() as unit:
        guest, into = unit.accounts.player(reported.about_id), unit.accounts.player(account_id)
        assert guest is not None
        assert into is not None
        merge_guest(unit, guest, into=into)
        unit.commit()
    with reported.open_unit() as unit:
        merged = unit.accounts.player(account_id)
    assert merged is not None
    assert merged.is_suspended(START)


def test_an_offer_is_taken_down_and_its_members_read_why(open_unit: OpenUnit, connection: Connection) -> None:
    scene = ApplicationScene(open_unit)
    tell(open_unit, scene.walker(), SubjectKind.OFFER, BAKERY.id)
    (case,) = open_cases(open_unit)
    new = NewMeasure(MeasureKind.OFFER_TAKEN_DOWN, WHY, offer_id=BAKERY.id)
    take_measure(context_at(open_unit, organiser=TOKEN), case.id, new)
    with open_unit() as unit:
        offer = unit.posted_offers.lock(BAKERY.id)
        member = unit.accounts.player_of_account(scene.member)
    assert offer is not None
    assert offer.state is OfferState.WITHDRAWN
    assert member is not None
    (own,) = my_measures(context_at(open_unit, player_id=member.id))
    assert (own.measure.kind, own.measure.offer_id, own.measure.reason) == (new.kind, BAKERY.id, WHY)
    appeal(context_at(open_unit, player_id=member.id), own.measure.id, "Elle est vraie.")
    assert {one.kind for one in open_cases(open_unit)} == {CaseKind.REPORT, CaseKind.APPEAL}
    with pytest.raises(Refused, match=RefusalReason.MEASURE_INVALID.value):
        take_measure(context_at(open_unit, organiser=TOKEN), case.id, NewMeasure(new.kind, WHY, offer_id=uuid4()))


def test_whoever_may_not_write_sends_no_application_and_no_answer(open_unit: OpenUnit) -> None:
    scene = ApplicationScene(open_unit)
    applicant, other = scene.walker(), scene.walker("Sacha")
    tell(open_unit, other, SubjectKind.OFFER, BAKERY.id)
    (case,) = open_cases(open_unit)
    with open_unit() as unit:
        member = unit.accounts.player_of_account(scene.member)
    assert member is not None
    application_id = scene.applied(applicant)
    for player_id in (other, member.id):
        new = NewMeasure(MeasureKind.MESSAGES_PAUSED, WHY, player_id=player_id, days=1)
        take_measure(context_at(open_unit, organiser=TOKEN), case.id, new)
    with pytest.raises(Refused, match=RefusalReason.MESSAGES_PAUSED.value):
        apply_to_offer(context_at(open_unit, campaign=scene.campaign, player_id=other), BAKERY.id, INTEREST)
    with pytest.raises(Refused, match=RefusalReason.MESSAGES_PAUSED.value):
        scene.answer(application_id, ApplicationState.PHONE)
