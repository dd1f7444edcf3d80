"""Functional tests: the shipped server, real sockets, a real database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.offers import Offer
from server.persistence.migrate import upgrade
from server.persistence.unit_of_work import UnitOfWork, connect
from tests.conftest import NewDatabase
from tests.functional.servers import ServerProcess
from tests.worlds import store_world

StartServer = Callable[..., ServerProcess]


def fill_database(database_url: str, offers: list[Offer]) -> Engine:
    """Migrates a database and keeps the small world with `offers` in it."""
    engine = connect(database_url, pool_size=4)
    upgrade(engine)
    sessions = sessionmaker(engine, expire_on_commit=False)
    store_world(lambda: UnitOfWork(sessions), offers)
    return engine


@pytest.fixture(scope="module")
def start_server(tmp_path_factory: pytest.TempPathFactory, new_database: NewDatabase) -> Iterator[StartServer]:
    """Starts servers; they end with the module."""
    servers: list[ServerProcess] = []

    def start(database_url: str, **options: object) -> ServerProcess:
        log: Path = tmp_path_factory.mktemp("server") / "log"
        servers.append(ServerProcess(database_url, log, **options))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
