"""Integration tests: services on a real PostGIS. Everything a test writes is rolled back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import sessionmaker

from server.persistence.engine import connect
from server.services.ports import OpenUnit
from tests.support.databases import NewDatabase


@pytest.fixture(scope="session")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    """An engine on a migrated, empty database."""
    engine = connect(new_database("integration"), pool_size=5)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection whose transaction ends with the test, whatever is committed inside."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def open_unit(connection: Connection) -> OpenUnit:
    """Units of work whose commits are only savepoints of the test's transaction."""
    sessions = sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
    return OpenUnit(sessions)
