"""Fixtures that all tests share: one database server, and settings that make every run the same."""

from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings

from tests.support.databases import Databases, NewDatabase, fresh_databases
from tests.support.leaks import nothing_left_running

hypothesis_settings.register_profile("same_every_time", derandomize=True, deadline=None)
hypothesis_settings.load_profile("same_every_time")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Databases on the server of DATABASE_URL, else in the private cluster; removed when the run ends."""
    with fresh_databases("test", is_durable=False) as databases:
        yield databases


@pytest.fixture(scope="session")
def new_database(databases: Databases) -> NewDatabase:
    """Makes databases with the newest schema and nothing in it."""
    return databases.migrated


@pytest.fixture(scope="session")
def empty_database(databases: Databases) -> NewDatabase:
    """Makes databases with PostGIS and nothing else."""
    return databases.empty


@pytest.fixture(scope="session")
def demo_database(databases: Databases) -> NewDatabase:
    """Makes databases with the demo territory."""
    return databases.demo


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fails a test that leaves something running, save servers: a fixture ends them with their module."""
    with nothing_left_running(lambda command: " serve " in command or command.startswith("redis-server ")):
        yield
