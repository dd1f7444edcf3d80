"""Nobody waits long for the database: not for a statement, a lock, a connection, nor a server that hangs."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from server.persistence.engine import connect
from server.persistence.time_limits import ANSWER_MARGIN_S, AT_A_TERMINAL, PING_S, SERVING, WORKING, TimeLimits
from server.services.ports import OpenUnit, StorageUnavailable, UnitOfWork
from tests.support.databases import NewDatabase
from tests.support.outside.swallowing_proxy import swallowing_proxy

QUICK = TimeLimits(statement_s=0.5, lock_s=0.2, idle_in_transaction_s=0.3, pool_s=0.3)


@pytest.fixture(scope="module")
def url(new_database: NewDatabase) -> str:
    return new_database("time_limits")


@pytest.fixture
def engines() -> Iterator[Callable[..., Engine]]:
    opened: list[Engine] = []

    def open_engine(url: str, limits: TimeLimits = QUICK, pool_size: int = 2) -> Engine:
        opened.append(connect(url, pool_size=pool_size, limits=limits))
        return opened[-1]

    yield open_engine
    for engine in opened:
        engine.dispose()


def unit_on(engine: Engine) -> UnitOfWork:
    return OpenUnit(sessionmaker(engine))()


def test_a_statement_that_takes_too_long_is_ended(url: str, engines: Callable[..., Engine]) -> None:
    with pytest.raises(StorageUnavailable), unit_on(engines(url)) as unit:
        unit._session.execute(text("select pg_sleep(5)"))


def test_a_lock_that_somebody_keeps_is_not_waited_for(url: str, engines: Callable[..., Engine]) -> None:
    engine = engines(url)
    with engine.connect() as holder:
        holder.execute(text("select pg_advisory_xact_lock(7)"))
        with pytest.raises(StorageUnavailable), unit_on(engine) as unit:
            unit._session.execute(text("select pg_advisory_xact_lock(7)"))


def test_a_transaction_left_open_is_ended_and_the_next_unit_is_well(url: str, engines: Callable[..., Engine]) -> None:
    open_unit = OpenUnit(sessionmaker(engines(url, pool_size=1)))
    with pytest.raises(StorageUnavailable):
        ping_around(open_unit, lambda: sleep(0.6))
    with open_unit() as unit:
        unit.ping()


def test_a_connection_is_not_waited_for_long_where_all_are_busy(url: str, engines: Callable[..., Engine]) -> None:
    engine = engines(url, pool_size=1)
    with engine.connect(), pytest.raises(StorageUnavailable), unit_on(engine) as unit:
        unit.ping()


@pytest.mark.parametrize("limits", [SERVING, WORKING, AT_A_TERMINAL])
def test_postgresql_keeps_the_limits_of_a_session(url: str, engines: Callable[..., Engine], limits: TimeLimits) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with engines(url, limits).connect() as connection:
        kept = [
            connection.scalar(text("select setting::int from pg_settings where name = :name"), {"name": name})
            for name in names
        ]
    wanted = (limits.statement_s, limits.lock_s, limits.idle_in_transaction_s)
    assert kept == [0 if seconds is None else seconds * 1000 for seconds in wanted]


@pytest.mark.parametrize("limits", [SERVING, WORKING])
def test_a_wait_for_a_lock_ends_before_its_statement_would(limits: TimeLimits) -> None:
    assert limits.lock_s is not None
    assert limits.statement_s is not None
    assert limits.lock_s < limits.statement_s


def ping_around(open_unit: OpenUnit, between: Callable[[], object]) -> None:
    with open_unit() as unit:
        unit.ping()
        between()
        unit.ping()


def test_a_server_that_hangs_in_a_statement_is_given_up_and_the_next_unit_is_well(
    url: str, engines: Callable[..., Engine]
) -> None:
    with swallowing_proxy(url) as proxy:
        open_unit = OpenUnit(sessionmaker(engines(proxy.url, replace(QUICK, idle_in_transaction_s=None))))
        began_s = monotonic()
        with pytest.raises(StorageUnavailable):
            ping_around(open_unit, proxy.hangs.set)
        assert monotonic() - began_s < 0.5 + ANSWER_MARGIN_S + 1
        proxy.hangs.clear()
        with open_unit() as unit:
            unit.ping()


def test_a_pooled_connection_that_hangs_is_replaced(url: str, engines: Callable[..., Engine]) -> None:
    with swallowing_proxy(url) as proxy:
        open_unit = OpenUnit(sessionmaker(engines(proxy.url, replace(QUICK, statement_s=60), pool_size=1)))
        with open_unit() as unit:
            unit.ping()
        proxy.hangs.set()
        # The ping has been swallowed for good by then, whatever is handed on later.
        clears = threading.Timer(0.5, proxy.hangs.clear)
        clears.start()
        began_s = monotonic()
        with open_unit() as unit:
            unit.ping()
        clears.join()
        assert PING_S <= monotonic() - began_s < PING_S + 2
