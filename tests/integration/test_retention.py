"""What is kept too long goes, and nothing else does."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from game_rules.limits import OUTBOX_MAIL_KEPT_DAYS, SESSION_LIFETIME_DAYS, SIGN_IN_CODE_MINUTES
from game_rules.players import Language
from server.adapters.job_queue import ProcrastinateQueue
from server.persistence.ids import new_id
from server.services.enforce_retention import Forgotten, enforce_retention
from server.services.ports import Mail, OpenUnit
from server.services.sessions import end_all_sessions
from server.services.sign_in_codes import request_code
from tests.factories import START
from tests.integration.test_sign_in import ZOE, come_in, guest

A_MOMENT = timedelta(seconds=1)


def count(connection: Connection, table: str) -> int:
    return int(connection.scalar(text(f"select count(*) from {table}")) or 0)  # noqa: S608 - the tests' own words


@pytest.mark.parametrize(("later", "goes"), [(-A_MOMENT, False), (timedelta(0), True), (A_MOMENT, True)])
def test_a_guest_goes_with_the_last_session(
    open_unit: OpenUnit, connection: Connection, later: timedelta, *, goes: bool
) -> None:
    guest(open_unit)
    forgotten = enforce_retention(open_unit, START + timedelta(days=SESSION_LIFETIME_DAYS) + later)
    assert (forgotten.sessions, forgotten.guests) == ((1, 1) if goes else (0, 0))
    assert count(connection, "account") == (0 if goes else 1)


def test_a_guest_who_signs_out_goes_and_an_account_stays(open_unit: OpenUnit, connection: Connection) -> None:
    for account_id in (guest(open_unit).player.account_id, come_in(open_unit).player.account_id):
        end_all_sessions(open_unit, account_id)
    assert enforce_retention(open_unit, START).guests == 1
    assert connection.scalars(text("select email from account")).all() == [ZOE]


@pytest.mark.parametrize(("later", "goes"), [(-A_MOMENT, 0), (timedelta(0), 1), (A_MOMENT, 1)])
def test_a_code_goes_when_it_is_dead(open_unit: OpenUnit, later: timedelta, goes: int) -> None:
    request_code(open_unit, ProcrastinateQueue(), ZOE, Language.FRENCH, START)
    now = START + timedelta(minutes=SIGN_IN_CODE_MINUTES) + later
    assert enforce_retention(open_unit, now) == Forgotten(sessions=0, codes=goes, mails=0, guests=0)


@pytest.mark.parametrize(("later", "goes"), [(-A_MOMENT, 0), (timedelta(0), 1), (A_MOMENT, 1)])
def test_a_mail_that_nobody_took_goes_after_a_week(open_unit: OpenUnit, later: timedelta, goes: int) -> None:
    with open_unit() as unit:
        unit.mail_outbox.add(Mail(new_id(START), ZOE, "Bonjour", "Bonjour", START))
        unit.commit()
    now = START + timedelta(days=OUTBOX_MAIL_KEPT_DAYS) + later
    assert enforce_retention(open_unit, now) == Forgotten(sessions=0, codes=0, mails=goes, guests=0)
