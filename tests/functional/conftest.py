"""Functional tests: the shipped server, real sockets, a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer
from tests.support.running.servers import ServerProcess


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
