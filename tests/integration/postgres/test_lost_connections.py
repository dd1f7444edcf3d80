"""A connection dies in the middle of a unit: what was done before stands, and what fails says so."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.refusals import RefusalReason, Refused
from server.persistence.engine import connect
from server.services.ports import OpenUnit, StorageUnavailable, UnitOfWork
from tests.support.databases import NewDatabase


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(new_database("lost_connections"), pool_size=1)
    yield engine
    engine.dispose()


@pytest.fixture
def open_unit(engine: Engine) -> OpenUnit:
    return OpenUnit(sessionmaker(engine))


def kill_connection_of(unit: UnitOfWork, engine: Engine) -> None:
    """Ends the unit's process in PostgreSQL, as a crash does; returns when it is gone."""
    pid = unit.driver_connection().info.backend_pid
    killer = connect(engine.url.render_as_string(hide_password=False), pool_size=1)
    with killer.connect() as connection:
        assert connection.scalar(text("select pg_terminate_backend(:pid, 30000)"), {"pid": pid})
    killer.dispose()


def test_what_was_read_before_the_connection_died_stands(open_unit: OpenUnit, engine: Engine) -> None:
    lose_and(open_unit, engine, lambda _: None)
    with open_unit() as unit:
        unit.ping()


def lose_and(open_unit: OpenUnit, engine: Engine, go_on: Callable[[UnitOfWork], object]) -> None:
    """Goes on in a unit whose connection has died."""
    with open_unit() as unit:
        unit.ping()
        kill_connection_of(unit, engine)
        go_on(unit)


def refuse(_unit: UnitOfWork) -> None:
    raise Refused(RefusalReason.CALL_OVER)


def test_a_refusal_stays_one_when_the_connection_dies(open_unit: OpenUnit, engine: Engine) -> None:
    with pytest.raises(Refused):
        lose_and(open_unit, engine, refuse)


@pytest.mark.parametrize("go_on", [UnitOfWork.ping, UnitOfWork.commit], ids=["statement", "commit"])
def test_what_is_asked_of_a_dead_connection_fails_as_the_database_and_as_nothing_else(
    open_unit: OpenUnit, engine: Engine, go_on: Callable[[UnitOfWork], object]
) -> None:
    with pytest.raises(StorageUnavailable):
        lose_and(open_unit, engine, go_on)
