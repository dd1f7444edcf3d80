"""Sign-in codes: several at once, whose tries are whose, and an address without codes costs the same."""

import hmac
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import sessionmaker

from game_rules.people.limits import SIGN_IN_CODE_STRANGER_TRIES, SIGN_IN_CODE_TRIES
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.persistence.engine import connect
from server.services.accounts.guessing_alarm import GuessingAlarm
from server.services.accounts.sign_in import Profile
from server.services.accounts.sign_in_codes import try_code
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.scenes.signing_in import ZOE, code_for, enter

HERE, ELSEWHERE, NOWHERE = "this browser", "another browser", None
LATER = START + timedelta(minutes=1)


def wrong_code(*right: str) -> str:
    return next(code for number in range(1_000_000) if (code := f"{number:06}") not in right)


def try_wrongly(open_unit: OpenUnit, mark: str | None, times: int, *right: str) -> None:
    for _ in range(times):
        assert try_code(context_at(open_unit, LATER), ZOE, wrong_code(*right), mark) is None


def is_refused(open_unit: OpenUnit, code: str, mark: str | None) -> bool:
    with pytest.raises(Refused) as refused:
        enter(open_unit, code, mark=mark)
    return refused.value.reason is RefusalReason.CODE_INVALID


def tries_left(connection: Connection) -> list[tuple[int, int]]:
    rows = connection.execute(text("select tries_left, strangers_tries_left from sign_in_code order by id"))
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("which", range(2))
def test_two_codes_that_are_out_both_work_until_one_is_used(open_unit: OpenUnit, which: int) -> None:
    codes = [code_for(open_unit, mark=HERE), code_for(open_unit, minutes=0.5, mark=HERE)]
    enter(open_unit, codes[which], mark=HERE)
    for code in codes:
        assert is_refused(open_unit, code, HERE)


@pytest.mark.parametrize("stranger", [ELSEWHERE, NOWHERE])
def test_strangers_cost_whoever_asked_no_try(open_unit: OpenUnit, stranger: str | None) -> None:
    code = code_for(open_unit, mark=HERE)
    others = [code_for(open_unit, minutes=0.01 * number, mark=ELSEWHERE) for number in range(1, 21)]
    try_wrongly(open_unit, stranger, 3 * SIGN_IN_CODE_STRANGER_TRIES, code, *others)
    try_wrongly(open_unit, HERE, SIGN_IN_CODE_TRIES - 1, code, *others)
    enter(open_unit, code, mark=HERE)


@pytest.mark.parametrize(
    ("mistakes", "works"), [(SIGN_IN_CODE_STRANGER_TRIES - 1, True), (SIGN_IN_CODE_STRANGER_TRIES, False)]
)
def test_all_strangers_together_have_five_tries_of_each_code(
    open_unit: OpenUnit, mistakes: int, *, works: bool
) -> None:
    code = code_for(open_unit, mark=HERE)
    for number in range(mistakes):
        try_wrongly(open_unit, f"stranger {number}", 1, code)
    if works:
        enter(open_unit, code, mark="somebody else")
    else:
        assert is_refused(open_unit, code, "somebody else")
        enter(open_unit, code, mark=HERE)


def test_one_try_costs_one_of_each_code_and_a_used_up_one_is_compared_no_more(
    open_unit: OpenUnit, connection: Connection
) -> None:
    mine, theirs = code_for(open_unit, mark=HERE), code_for(open_unit, minutes=0.5, mark=ELSEWHERE)
    try_wrongly(open_unit, HERE, 2, mine, theirs)
    mine_left, theirs_left = SIGN_IN_CODE_TRIES - 2, SIGN_IN_CODE_STRANGER_TRIES - 2
    assert tries_left(connection) == [(mine_left, SIGN_IN_CODE_STRANGER_TRIES), (SIGN_IN_CODE_TRIES, theirs_left)]
    new = code_for(open_unit, minutes=0.9, mark=HERE)
    try_wrongly(open_unit, HERE, SIGN_IN_CODE_TRIES - 2, mine, theirs, new)
    assert is_refused(open_unit, mine, HERE)
    assert min(min(row) for row in tries_left(connection)) == 0
    enter(open_unit, new, mark=HERE)


def test_a_profile_that_is_needed_costs_no_code_a_try(open_unit: OpenUnit, connection: Connection) -> None:
    codes = [code_for(open_unit, mark=HERE), code_for(open_unit, minutes=0.5, mark=ELSEWHERE)]
    before = tries_left(connection)
    for code in codes:
        with pytest.raises(Refused, match="profile_needed"):
            enter(open_unit, code, mark=HERE, profile=Profile(Language.FRENCH))
    assert tries_left(connection) == before


def test_neither_the_code_nor_the_browsers_token_is_stored(open_unit: OpenUnit, connection: Connection) -> None:
    code = code_for(open_unit, mark=HERE)
    (kept,) = connection.execute(text("select row_to_json(c)::text from sign_in_code c")).scalars().all()
    assert code not in kept.replace("-", " ").split()
    for hidden in (code, HERE):
        assert hidden.encode().hex() not in kept


@pytest.fixture(scope="module")
def own_engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(new_database("sign_in_codes"), pool_size=8)
    yield engine
    engine.dispose()


@pytest.fixture
def committed(own_engine: Engine) -> OpenUnit:
    """Units of work where COMMIT is COMMIT."""
    sessions = sessionmaker(own_engine, expire_on_commit=False)
    return OpenUnit(sessions)


@dataclass
class Work:
    """The work that a try makes the server do."""

    statements: list[str] = field(default_factory=list)
    wrote: list[bool] = field(default_factory=list)
    commits: int = 0
    hashes: int = 0


@contextmanager
def watched(engine: Engine) -> Iterator[Work]:
    work = Work()
    digest = hmac.digest

    def note(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        work.statements.append(statement)
        work.wrote.append(not statement.lower().startswith("select") and cursor.rowcount > 0)

    def count_commit(_connection: Any) -> None:
        work.commits += 1

    def count_hash(*args: Any) -> bytes:
        work.hashes += 1
        return digest(*args)

    event.listen(engine, "after_cursor_execute", note)
    event.listen(engine, "commit", count_commit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hmac, "digest", count_hash)
        yield work
    event.remove(engine, "after_cursor_execute", note)
    event.remove(engine, "commit", count_commit)


def test_a_try_at_an_address_without_codes_costs_the_same_work(own_engine: Engine, committed: OpenUnit) -> None:
    code = code_for(committed, mark=HERE)
    try_wrongly(committed, ELSEWHERE, SIGN_IN_CODE_STRANGER_TRIES, code)
    without_tries_left = (ZOE, ELSEWHERE)
    done = []
    for email, mark in ((ZOE, HERE), without_tries_left, ("nobody@example.org", HERE), ("nobody@example.org", NOWHERE)):
        with watched(own_engine) as work:
            assert try_code(context_at(committed, LATER), email, wrong_code(code), mark) is None
        done.append(work)
    assert all(one == done[0] for one in done)
    assert any(done[0].wrote)
    assert (done[0].commits, done[0].hashes) == (1, 1)


def test_many_tries_at_once_cost_what_they_cost_one_after_the_other(committed: OpenUnit, own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        connection.execute(text("delete from sign_in_code"))
    codes = [code_for(committed, mark=f"browser {number}", minutes=0.01 * number) for number in range(4)]

    def try_in(number: int) -> None:
        assert try_code(context_at(committed, LATER), ZOE, wrong_code(*codes), f"browser {number % 4}") is None

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(try_in, range(4 * (SIGN_IN_CODE_TRIES + 2))))
    with own_engine.connect() as connection:
        assert tries_left(connection) == [(0, 0)] * 4


def test_of_two_codes_typed_at_once_one_opens(committed: OpenUnit) -> None:
    for round_number in range(5):
        email = f"two{round_number}@example.org"
        codes = [code_for(committed, email, mark=HERE, minutes=0.01 * number) for number in range(4)]
        arrived: list[object] = []

        def try_to(code: str, email: str = email, arrived: list[object] = arrived) -> None:
            with suppress(Refused):
                arrived.append(enter(committed, code, email, mark=HERE))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(try_to, codes))
        assert len(arrived) == 1


def test_organisers_are_written_to_once_a_day_when_codes_are_guessed(
    open_unit: OpenUnit, connection: Connection
) -> None:
    now = START
    alarm = GuessingAlarm(lambda: context_at(open_unit, now, organiser_mail="ville@example.org"))
    for _ in range(3):
        alarm()
    assert connection.scalar(text("select count(*) from mail_outbox")) == 1
    (to, body) = connection.execute(text("select to_address, body from mail_outbox")).one()
    assert (to, ZOE in body) == ("ville@example.org", False)
    now = START + timedelta(days=1)
    alarm()
    assert connection.scalar(text("select count(*) from mail_outbox")) == 2
