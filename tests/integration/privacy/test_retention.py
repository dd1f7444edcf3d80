"""Data kept too long goes, and nothing else does."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Connection, text

from game_rules.jokers.availability import Availability, DayOff, ExtraSlot
from game_rules.jokers.joker import JokerAction
from game_rules.organisations.limits import INVITATION_DAYS
from game_rules.people.limits import SESSION_LIFETIME_DAYS, SIGN_IN_CODE_MINUTES
from game_rules.people.players import Language
from game_rules.privacy.retention import (
    CLOSED_CASE_KEPT_DAYS,
    CONVERSATION_KEPT_DAYS,
    EVIDENCE_KEPT_DAYS,
    FINISHED_JOB_KEPT_DAYS,
    GUEST_UNUSED_DAYS,
    JOKER_CHANGE_KEPT_DAYS,
    OUTBOX_MAIL_KEPT_DAYS,
    PAST_SLOT_KEPT_DAYS,
    UNANSWERED_CALL_KEPT_DAYS,
)
from server.persistence.ids import new_id
from server.services.accounts.sessions import end_all_sessions
from server.services.accounts.sign_in_codes import request_code
from server.services.calls.ask_joker import withdraw_call
from server.services.calls.close_conversation import close_conversation
from server.services.calls.messages import mark_messages
from server.services.jokers.manage_joker import set_availability
from server.services.jokers.vet import list_jokers
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.one_by_one import SomeFailedError
from server.services.ports import Mail, OpenUnit
from server.services.privacy.enforce_retention import RetentionReport, enforce_retention
from server.settings import PROJECT_ROOT
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.cases import close, open_cases, read_file, report_call
from tests.support.scenes.help import HelpScene
from tests.support.scenes.organisations import OrganisationScene
from tests.support.scenes.signing_in import ZOE, come_in, guest

A_MOMENT = timedelta(seconds=1)
BELOW_AT_AND_ABOVE = [(-A_MOMENT, 0), (timedelta(0), 1), (A_MOMENT, 1)]


def count(connection: Connection, table: str) -> int:
    return int(connection.scalar(text(f"select count(*) from {table}")) or 0)  # noqa: S608 - the tests' own words


@pytest.mark.parametrize(("later", "goes"), [(-A_MOMENT, False), (timedelta(0), True), (A_MOMENT, True)])
def test_a_guest_goes_with_the_last_session(
    open_unit: OpenUnit, connection: Connection, later: timedelta, *, goes: bool
) -> None:
    guest(open_unit)
    forgotten = enforce_retention(context_at(open_unit, START + timedelta(days=SESSION_LIFETIME_DAYS) + later))
    assert (forgotten.sessions, forgotten.guests) == ((1, 1) if goes else (0, 0))
    assert count(connection, "account") == (0 if goes else 1)


def test_a_guest_who_cannot_be_forgotten_keeps_no_other_here(open_unit: OpenUnit, connection: Connection) -> None:
    accounts = sorted(guest(open_unit).player.account_id for _ in range(3))
    connection.execute(text("create table cannot_go (id uuid)"))
    connection.execute(text("insert into cannot_go values (:id)"), {"id": accounts[0]})
    connection.execute(
        text(
            """
            create function refuse() returns trigger language plpgsql as $$
            begin
                if old.id in (select id from cannot_go) then raise exception 'no'; end if;
                return old;
            end $$
            """
        )
    )
    connection.execute(text("create trigger refuse before delete on account for each row execute function refuse()"))

    with pytest.raises(SomeFailedError, match="1 failed, 2 done"):
        enforce_retention(context_at(open_unit, START + timedelta(days=SESSION_LIFETIME_DAYS + 1)))
    assert list(connection.scalars(text("select id from account"))) == [accounts[0]]


def test_a_guest_who_signs_out_goes_and_an_account_stays(open_unit: OpenUnit, connection: Connection) -> None:
    for account_id in (guest(open_unit).player.account_id, come_in(open_unit).player.account_id):
        end_all_sessions(context_at(open_unit, account_id=account_id))
    assert enforce_retention(context_at(open_unit)).guests == 1
    assert connection.scalars(text("select email from account")).all() == [ZOE]


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_an_invitation_goes_when_it_is_dead(open_unit: OpenUnit, later: timedelta, goes: int) -> None:
    scene = OrganisationScene(open_unit)
    owner = scene.account()
    scene.invite(owner, scene.register(owner).organisation.id, "invited@example.org")
    now = START + timedelta(days=INVITATION_DAYS) + later
    assert enforce_retention(context_at(open_unit, now)).invitations == goes


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_a_code_goes_when_it_is_dead(open_unit: OpenUnit, later: timedelta, goes: int) -> None:
    request_code(context_at(open_unit), ZOE, Language.FRENCH, "a browser")
    now = START + timedelta(minutes=SIGN_IN_CODE_MINUTES) + later
    assert enforce_retention(context_at(open_unit, now)) == RetentionReport(codes=goes)


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_a_mail_that_nobody_took_goes_after_a_week(open_unit: OpenUnit, later: timedelta, goes: int) -> None:
    with open_unit() as unit:
        unit.mail_outbox.add(Mail(new_id(START), ZOE, "Bonjour", "Bonjour", START))
        unit.commit()
    now = START + timedelta(days=OUTBOX_MAIL_KEPT_DAYS) + later
    assert enforce_retention(context_at(open_unit, now)) == RetentionReport(mails=goes)


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def after(days: int, later: timedelta = timedelta(0)) -> datetime:
    return START + timedelta(days=days) + later


def keep_accounts(connection: Connection) -> None:
    """Makes everybody somebody who has signed in: guests are forgotten sooner than what is looked at here."""
    connection.execute(text("update account set is_guest = false, email = id || '@example.org'"))


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_a_closed_conversation_goes_with_all_that_was_said(
    scene: HelpScene, connection: Connection, later: timedelta, goes: int
) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(asker_id, call_id)
    mark_messages(context_at(scene.open_unit, player_id=joker_id), call_id, delivered=1, read=1)
    report_call(scene.open_unit, asker_id, call_id)
    close_conversation(context_at(scene.open_unit, campaign=scene.campaign, player_id=asker_id), call_id, helped=True)
    still_open = scene.conversation(scene.player(), joker_id)

    forgotten = enforce_retention(context_at(scene.open_unit, after(CONVERSATION_KEPT_DAYS, later)))

    # What inboxes said of it, and the mail about the report, went long ago.
    assert replace(forgotten, notifications=0, mails=0) == RetentionReport(conversations=goes)
    for table in ("help_message", "help_receipt"):
        assert count(connection, table) == 1 - goes
    assert count(connection, "help_request") == 2 - goes
    assert scene.call(still_open)
    (found,) = open_cases(scene.open_unit)
    assert (found.subject.id, found.party.about_id) == (call_id, joker_id)
    assert [one.text for one in read_file(scene.open_unit, found.id).evidence.words] == [
        "Tu peux relire mon CV ?",
        "Bonjour !",
    ]


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_a_call_that_was_taken_back_goes(scene: HelpScene, connection: Connection, later: timedelta, goes: int) -> None:
    scene.jokers(2)
    asker_id = scene.player()
    withdraw_call(context_at(scene.open_unit, player_id=asker_id), scene.ask(asker_id).call.id)
    waiting = scene.ask(asker_id).call.id
    forgotten = enforce_retention(context_at(scene.open_unit, after(UNANSWERED_CALL_KEPT_DAYS, later)))
    assert forgotten == RetentionReport(unanswered_calls=goes)
    assert count(connection, "call_recipient") == 4 - 2 * goes
    assert scene.call(waiting)


def two_reports(scene: HelpScene, connection: Connection) -> None:
    """Of one Joker, the first of which is closed at START."""
    asker_id, other_id, joker_id = scene.player(), scene.player(), scene.joker()
    for who in (asker_id, other_id):
        report_call(scene.open_unit, who, scene.conversation(who, joker_id), "Encore")
    keep_accounts(connection)
    close(scene.open_unit, open_cases(scene.open_unit)[0].id)


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_a_report_goes_a_year_after_it_was_closed(
    scene: HelpScene, connection: Connection, later: timedelta, goes: int
) -> None:
    two_reports(scene, connection)
    assert enforce_retention(context_at(scene.open_unit, after(CLOSED_CASE_KEPT_DAYS, later))).cases == goes
    assert count(connection, "safety_case") == 2 - goes
    assert len(open_cases(scene.open_unit)) == 1


@pytest.mark.parametrize(("later", "goes"), [(-A_MOMENT, False), (timedelta(0), True), (A_MOMENT, True)])
def test_evidence_goes_when_what_was_decided_can_be_appealed_no_more(
    scene: HelpScene, connection: Connection, later: timedelta, *, goes: bool
) -> None:
    two_reports(scene, connection)
    forgotten = enforce_retention(context_at(scene.open_unit, after(EVIDENCE_KEPT_DAYS, later)))
    # Two people, and a question.
    assert forgotten.evidence == (3 if goes else 0)
    assert (count(connection, "case_person"), count(connection, "case_words")) == ((2, 1) if goes else (4, 2))
    assert count(connection, "safety_case where text is null") == int(goes)


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_what_was_decided_about_a_joker_goes_and_where_they_stand_stays(
    scene: HelpScene, connection: Connection, later: timedelta, goes: int
) -> None:
    joker_id = scene.joker(free=False)
    keep_accounts(connection)
    decided = START + timedelta(days=1)
    decide_on_joker(
        context_at(scene.open_unit, decided, campaign=scene.campaign), joker_id, JokerAction.SUSPEND, reason="Signalée"
    )
    # Applying and the approval are a day older.
    forgotten = enforce_retention(context_at(scene.open_unit, after(JOKER_CHANGE_KEPT_DAYS + 1, later)))
    assert forgotten.joker_changes == 2 + goes
    (vetted,) = list_jokers(context_at(scene.open_unit))
    assert vetted.joker.reason == "Signalée"


@pytest.mark.parametrize(("later", "goes"), BELOW_AT_AND_ABOVE)
def test_days_off_and_single_slots_go_when_they_are_over(
    scene: HelpScene, connection: Connection, later: timedelta, goes: int
) -> None:
    joker_id, today = scene.joker(), START.date()
    tomorrow = today + timedelta(days=1)
    exceptions = [one for day in (today, tomorrow) for one in (DayOff(day), ExtraSlot(day, time(10), time(11), None))]
    set_availability(
        context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id),
        Availability(exceptions=tuple(exceptions)),
    )
    over_at = datetime.combine(tomorrow, time(), UTC)
    forgotten = enforce_retention(context_at(scene.open_unit, over_at + timedelta(days=PAST_SLOT_KEPT_DAYS) + later))
    assert forgotten.past_slots == 2 * goes
    assert count(connection, "joker_day_off") + count(connection, "joker_extra_slot") == 4 - 2 * goes


def test_the_docs_tell_how_long_everything_is_kept() -> None:
    table = (PROJECT_ROOT / "docs" / "personal-data.md").read_text()
    rows = dict(line.strip("|").split("|", 1) for line in table.splitlines() if line.startswith("| "))
    told = {what.strip(): how_long for what, how_long in rows.items()}
    for limit, first_words in (
        (f"{GUEST_UNUSED_DAYS} days", "the same of guests"),
        (f"{SESSION_LIFETIME_DAYS} days", "sessions"),
        (f"{SIGN_IN_CODE_MINUTES} minutes", "sign-in codes"),
        (f"{OUTBOX_MAIL_KEPT_DAYS} days", "mails"),
        (f"{INVITATION_DAYS} days", "invitations"),
        (f"{FINISHED_JOB_KEPT_DAYS} days", "finished jobs"),
        (f"{PAST_SLOT_KEPT_DAYS} days", "a Joker's days off"),
        (f"{JOKER_CHANGE_KEPT_DAYS} days", "what organisers decided"),
        (f"{CONVERSATION_KEPT_DAYS} days", "conversations"),
        (f"{UNANSWERED_CALL_KEPT_DAYS} days", "calls that nobody answered"),
        (f"{CLOSED_CASE_KEPT_DAYS} days", "reports"),
        (f"{EVIDENCE_KEPT_DAYS} days", "evidence"),
    ):
        (how_long,) = (text for what, text in told.items() if what.startswith(first_words))
        assert limit in how_long, f"{first_words}: {limit}"
