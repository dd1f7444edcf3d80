"""A report or an alert reaches organisers with its evidence, is judged, and its reporter hears what came of it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.cases.case import (
    CaseAction,
    CaseKind,
    CaseOutcome,
    Organiser,
    ReportReason,
    Subject,
    SubjectKind,
    Verdict,
)
from game_rules.cases.evidence import PersonRole, WordsKind
from game_rules.cases.limits import CASE_BROUGHT_UP_AGAIN_DAYS, REPORTS_PER_DAY_MAX
from game_rules.jokers.joker import JokerState
from game_rules.meetings.meeting import MeetingRole, MeetingStep
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.accounts.grant_organiser import grant_organiser
from server.services.cases.ask_team import ask_team
from server.services.cases.judge import bring_up_overlooked
from server.services.cases.report import Statement, my_reports, report
from server.services.meetings.alerts import list_alerts
from server.services.ports import Mail, OpenUnit
from server.services.privacy.erase_account import erase_account
from server.texts.cases import case_text
from tests.support.contexts import ORGANISER_MAIL, context_at
from tests.support.factories import START, moment
from tests.support.scenes.applications import BAKERY as BAKERY_WITH_READERS
from tests.support.scenes.applications import ApplicationScene
from tests.support.scenes.cases import NOTHING_WRONG, TOKEN, close, open_cases, read_file, report_call
from tests.support.scenes.help import LIBRARY, HelpScene
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

ODILE = "odile@ville.example.org"
BOX = UUID("0198f2d0-0000-7000-8000-0000000000b0")
TO_THE_TEAM = Subject(SubjectKind.TEAM, BOX)
OVERDUE = TOMORROW + timedelta(minutes=60)


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def mails(open_unit: OpenUnit) -> list[Mail]:
    with open_unit() as unit:
        return sorted(unit.mail_outbox.newest(50), key=lambda mail: mail.to_address)


def organiser(open_unit: OpenUnit) -> tuple[UUID, UUID]:
    """The player and the account of an organiser who signs in."""
    grant_organiser(context_at(open_unit), ODILE, "Odile")
    with open_unit() as unit:
        player = unit.accounts.player_of_email(ODILE)
    assert player is not None
    return player.id, player.account_id


def test_organisers_are_told_at_once_and_the_mail_names_nobody(scene: HelpScene) -> None:
    organiser_id, _ = organiser(scene.open_unit)
    minor_id, joker_id = scene.player("Camille", AgeBand.FROM_15_TO_17), scene.joker("Dominique", for_minors=True)
    report_call(scene.open_unit, minor_id, scene.conversation(minor_id, joker_id), "Il insiste")
    (case,) = open_cases(scene.open_unit)
    assert (case.kind, case.concerns_minor) == (CaseKind.REPORT, True)
    written = mails(scene.open_unit)
    assert [mail.to_address for mail in written] == [ORGANISER_MAIL, ODILE]
    for mail in written:
        assert "mineure" in mail.subject
        assert mail.text.endswith(f"/organiser/cases/{case.id}\n")
        for word in ("Camille", "Dominique", "insiste"):
            assert word not in mail.subject + mail.text
    with scene.open_unit() as unit:
        told = [(one.kind, one.subject_id) for one in unit.notifications.all_of(organiser_id)]
    assert told == [(NotificationKind.CASE_OPENED, case.id)]


def test_what_is_said_of_an_adult_tells_of_no_minor(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    report_call(scene.open_unit, asker_id, scene.conversation(asker_id, joker_id))
    assert not open_cases(scene.open_unit)[0].concerns_minor
    assert "mineur" not in mails(scene.open_unit)[0].text


def test_the_evidence_says_who_and_what_was_said(scene: HelpScene, connection: Connection) -> None:
    two = MeetingScene(scene)
    connection.execute(text("update account set is_guest = false, email = display_name || '@example.org'"))
    scene.say(two.joker_id, two.call_id, "Viens chez moi")
    two.set_up(contact=AUNT)
    report_call(scene.open_unit, two.asker_id, two.call_id, "Il insiste", reason=ReportReason.PRIVATE_MEETING)
    (case,) = open_cases(scene.open_unit)
    found = read_file(scene.open_unit, case.id)
    people = {one.role: one for one in found.evidence.people}
    assert people[PersonRole.REPORTER].email == "Camille@example.org"
    about = people[PersonRole.ABOUT]
    assert (about.name, about.joker_state, about.identity_checked_at) == ("Dominique", JokerState.APPROVED, START)
    assert [(one.kind, one.text) for one in found.evidence.words] == [
        (WordsKind.QUESTION, "Tu peux relire mon CV ?"),
        (WordsKind.MESSAGE, "Viens chez moi"),
    ]
    (met,) = found.evidence.meetings
    assert (met.place, met.contact_name, met.asker_id) == (LIBRARY.name, AUNT.name, two.asker_id)


def test_whoever_opens_the_evidence_is_logged(scene: HelpScene) -> None:
    _, account_id = organiser(scene.open_unit)
    asker_id, joker_id = scene.player(), scene.joker()
    report_call(scene.open_unit, asker_id, scene.conversation(asker_id, joker_id))
    (case,) = open_cases(scene.open_unit)
    read_file(scene.open_unit, case.id, moment(5), Organiser(account_id))
    log = read_file(scene.open_unit, case.id, moment(6)).log
    assert [(one.action, one.name, one.token_session) for one in log] == [
        (CaseAction.OPENED, None, None),
        (CaseAction.READ, "Odile", None),
        (CaseAction.READ, None, TOKEN.token_session),
    ]
    assert [one.at for one in log] == [START, moment(5), moment(6)]
    with pytest.raises(Refused, match=RefusalReason.CASE_NOT_FOUND.value):
        read_file(scene.open_unit, uuid4())


def test_the_reporter_hears_what_came_of_it(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    report_call(scene.open_unit, asker_id, scene.conversation(asker_id, joker_id))
    close(scene.open_unit, open_cases(scene.open_unit)[0].id, moment(60))
    (mine,) = my_reports(context_at(scene.open_unit, player_id=asker_id))
    assert (mine.outcome, mine.answer, mine.closed_at) == (NOTHING_WRONG.outcome, NOTHING_WRONG.answer, moment(60))
    with scene.open_unit() as unit:
        lines = [one for one in unit.notifications.all_of(asker_id) if one.kind is NotificationKind.REPORT_SETTLED]
    assert [one.subject_id for one in lines] == [mine.id]
    assert my_reports(context_at(scene.open_unit, player_id=joker_id)) == []


def test_an_earlier_report_is_seen_with_the_next(scene: HelpScene) -> None:
    joker_id, first, second = scene.joker(), scene.player(), scene.player()
    for minute, who in enumerate((first, second)):
        report_call(scene.open_unit, who, scene.conversation(who, joker_id), now=moment(minute))
    earlier, later = open_cases(scene.open_unit)
    close(scene.open_unit, earlier.id)
    (seen,) = read_file(scene.open_unit, later.id).earlier
    assert (seen.case.id, seen.player_id, seen.role) == (earlier.id, joker_id, PersonRole.ABOUT)
    assert seen.case.outcome is CaseOutcome.NOTHING_WRONG


def test_what_somebody_has_nothing_to_do_with_cannot_be_reported(scene: HelpScene) -> None:
    stranger, asker_id, joker_id = scene.player(), scene.player(), scene.joker()
    two = MeetingScene(scene, asker_id=asker_id, joker_id=joker_id)
    meeting_id = two.set_up()
    for kind, subject_id in (
        (SubjectKind.OFFER, BAKERY_WITH_READERS.id),
        (SubjectKind.APPLICATION, uuid4()),
        (SubjectKind.MEETING, meeting_id),
        (SubjectKind.PROFILE, joker_id),
        (SubjectKind.PLACE, uuid4()),
    ):
        with pytest.raises(Refused, match=RefusalReason.NOTHING_TO_REPORT.value):
            tell(scene.open_unit, stranger, kind, subject_id)
    for kind, subject_id in (
        (SubjectKind.MEETING, meeting_id),
        (SubjectKind.PROFILE, joker_id),
        (SubjectKind.PLACE, LIBRARY.id),
    ):
        tell(scene.open_unit, asker_id, kind, subject_id)
    abouts = {one.subject.kind: one.party.about_id for one in open_cases(scene.open_unit)}
    assert abouts == {SubjectKind.MEETING: joker_id, SubjectKind.PROFILE: joker_id, SubjectKind.PLACE: None}


def tell(open_unit: OpenUnit, player_id: UUID, kind: SubjectKind, subject_id: UUID) -> None:
    statement = Statement(Subject(kind, subject_id), ReportReason.OTHER, "À voir")
    report(context_at(open_unit, player_id=player_id), statement)


def test_an_offer_and_an_employers_words_are_reported_with_their_organisation(open_unit: OpenUnit) -> None:
    scene = ApplicationScene(open_unit)
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    for kind, subject_id in (
        (SubjectKind.OFFER, BAKERY_WITH_READERS.id),
        (SubjectKind.APPLICATION, application_id),
    ):
        tell(open_unit, player_id, kind, subject_id)
    first_words = {SubjectKind.OFFER: WordsKind.TITLE, SubjectKind.APPLICATION: WordsKind.FIRST_NAME}
    for case in open_cases(open_unit):
        assert case.party.organisation_id == BAKERY_WITH_READERS.organisation.id
        found = read_file(open_unit, case.id)
        assert found.organisation_name == BAKERY_WITH_READERS.organisation.name
        assert PersonRole.MEMBER in {one.role for one in found.evidence.people}
        assert found.evidence.words[0].kind is first_words.pop(case.subject.kind)
    assert not first_words


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_an_employer_reports_who_applied_also_when_they_took_it_back(open_unit: OpenUnit, is_withdrawn: bool) -> None:
    scene = ApplicationScene(open_unit)
    applicant = scene.walker()
    application_id = scene.applied(applicant)
    if is_withdrawn:
        scene.withdraw(applicant, application_id)
    with open_unit() as unit:
        employer = unit.accounts.player_of_account(scene.member)
    assert employer is not None
    statement = Statement(Subject(SubjectKind.APPLICATION, application_id), ReportReason.DISRESPECT)
    report(context_at(open_unit, player=employer), statement)
    (case,) = open_cases(open_unit)
    assert (case.party.about_id, case.party.organisation_id) == (applicant, None)


def test_nobody_floods_the_organisers(scene: HelpScene) -> None:
    asker_id = scene.player()

    def report_the_library(now: datetime) -> None:
        statement = Statement(Subject(SubjectKind.PLACE, LIBRARY.id), ReportReason.OTHER)
        report(context_at(scene.open_unit, now, player_id=asker_id), statement)

    for number in range(REPORTS_PER_DAY_MAX):
        report_the_library(moment(number))
        close(scene.open_unit, open_cases(scene.open_unit)[0].id)
    with pytest.raises(Refused, match=RefusalReason.TOO_MANY_REPORTS.value):
        report_the_library(moment(60))
    report_the_library(moment(0) + timedelta(days=1))


@pytest.mark.parametrize(("later", "told"), [(-1, 0), (0, 1), (1, 1)])
def test_a_case_that_nobody_closes_is_brought_up_again(scene: HelpScene, later: int, told: int) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    report_call(scene.open_unit, asker_id, scene.conversation(asker_id, joker_id))
    now = START + timedelta(days=CASE_BROUGHT_UP_AGAIN_DAYS, seconds=later)
    assert bring_up_overlooked(context_at(scene.open_unit, now)) == told
    assert bring_up_overlooked(context_at(scene.open_unit, now)) == 0
    subjects = [mail.subject for mail in mails(scene.open_unit)]
    assert len([one for one in subjects if "Toujours ouvert" in one]) == told


def test_a_missed_check_out_is_a_case_that_says_whom_the_minor_met(scene: HelpScene) -> None:
    two = MeetingScene(scene, age_band=AgeBand.FROM_15_TO_17)
    meeting_id = two.set_up(contact=AUNT)
    two.check_in(two.asker_id, meeting_id)
    two.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    (case,) = open_cases(scene.open_unit, OVERDUE)
    assert (case.kind, case.concerns_minor, case.party.about_id) == (CaseKind.ALERT, True, two.asker_id)
    people = {one.name: one.role for one in read_file(scene.open_unit, case.id, OVERDUE).evidence.people}
    assert people == {"Camille": PersonRole.ABOUT, "Dominique": PersonRole.OTHER}
    close(scene.open_unit, case.id, OVERDUE, Verdict(CaseOutcome.PERSON_SAFE, "Elle va bien.", "Appelée."))
    assert list_alerts(context_at(scene.open_unit)) == []
    with scene.open_unit() as unit:
        assert unit.meetings.alerts_of([meeting_id])[meeting_id, MeetingRole.ASKER].settled_at == OVERDUE


@pytest.mark.parametrize("when", ["after the alert", "while they are there"])
def test_a_joker_who_leaves_for_good_leaves_behind_who_they_were(
    scene: HelpScene, connection: Connection, when: str
) -> None:
    two = MeetingScene(scene, age_band=AgeBand.FROM_15_TO_17)
    connection.execute(text("update account set is_guest = false, email = display_name || '@example.org'"))
    meeting_id = two.set_up(contact=AUNT)
    two.check_in(two.asker_id, meeting_id)
    two.check_in(two.joker_id, meeting_id)
    if when == "after the alert":
        two.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    with scene.open_unit() as unit:
        joker = unit.accounts.player(two.joker_id)
    live = Live(walkers=Walkers())
    erased = erase_account(context_at(scene.open_unit, OVERDUE, campaign=scene.campaign, live=live, player=joker))
    assert erased.open_cases > 0, "they are told that something of theirs stays"
    for case in open_cases(scene.open_unit, OVERDUE):
        found = read_file(scene.open_unit, case.id, OVERDUE)
        left = {one.name: one for one in found.evidence.people}["Dominique"]
        assert (left.left, left.email, left.identity_checked_at) == (True, "Dominique@example.org", START)
        assert [one.joker_id for one in found.evidence.meetings] == [two.joker_id]
    assert any("mineure" in mail.subject for mail in mails(scene.open_unit))


def test_who_leaves_without_an_open_case_leaves_nothing(scene: HelpScene, connection: Connection) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    report_call(scene.open_unit, asker_id, scene.conversation(asker_id, joker_id))
    close(scene.open_unit, open_cases(scene.open_unit)[0].id)
    with scene.open_unit() as unit:
        player = unit.accounts.player(scene.player("Sacha"))
    erased = erase_account(context_at(scene.open_unit, live=Live(walkers=Walkers()), player=player))
    assert erased.open_cases == 0
    assert connection.scalar(text("select count(*) from case_person where name = 'Sacha'")) == 0


def ask(scene: HelpScene, player_id: UUID, question: str = "Où est la permanence ?", *, id_: UUID = BOX) -> None:
    ask_team(context_at(scene.open_unit, player_id=player_id), id_, question)


def test_whoever_writes_to_the_team_is_answered_in_the_same_queue(scene: HelpScene) -> None:
    joker_id = scene.joker()
    ask(scene, joker_id)
    (case,) = open_cases(scene.open_unit)
    assert (case.kind, case.subject, case.text) == (CaseKind.QUESTION, TO_THE_TEAM, "Où est la permanence ?")
    assert mails(scene.open_unit)[0].subject == case_text(case, "", is_new=True)[0]
    with pytest.raises(Refused, match=RefusalReason.NOT_ALLOWED_NOW.value):
        close(scene.open_unit, case.id)
    answered = Verdict(CaseOutcome.ANSWERED, "À la médiathèque, le lundi.", "Répondu.")
    close(scene.open_unit, case.id, moment(60), answered)
    (mine,) = my_reports(context_at(scene.open_unit, player_id=joker_id))
    assert (mine.outcome, mine.answer) == (answered.outcome, answered.answer)
    with scene.open_unit() as unit:
        lines = [one for one in unit.notifications.all_of(joker_id) if one.kind is NotificationKind.REPORT_SETTLED]
    assert [one.subject_id for one in lines] == [mine.id]


def test_a_question_that_is_sent_twice_is_asked_once_also_after_its_answer(scene: HelpScene) -> None:
    player_id = scene.player()
    ask(scene, player_id)
    ask(scene, player_id)
    (case,) = open_cases(scene.open_unit)
    close(scene.open_unit, case.id, verdict=Verdict(CaseOutcome.ANSWERED, "Lundi.", "Répondu."))
    ask(scene, player_id)
    assert open_cases(scene.open_unit) == []
    # The id is the device's own: somebody else may have made the same.
    ask(scene, scene.player("Sacha"))
    assert len(open_cases(scene.open_unit)) == 1


def test_nobody_floods_the_team_with_questions(scene: HelpScene) -> None:
    player_id = scene.player()
    for _ in range(REPORTS_PER_DAY_MAX):
        ask(scene, player_id, id_=uuid4())
    with pytest.raises(Refused, match=RefusalReason.TOO_MANY_REPORTS.value):
        ask(scene, player_id, id_=uuid4())
    with pytest.raises(Refused, match=RefusalReason.INVALID_TEXT.value):
        ask(scene, scene.player("Sacha"), "  ", id_=uuid4())
