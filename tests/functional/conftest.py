"""Functional tests: the shipped server, real sockets, a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import NewDatabase
from tests.support.running.commands import no_command_left_running, open_commands
from tests.support.running.filled import StartServer
from tests.support.running.fork_server import ForkServer
from tests.support.running.servers import Launch, ServerProcess


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Starts programs of ours in a fraction of the time; tests of the start itself override it."""
    fork_server = ForkServer()
    yield fork_server.launch
    fork_server.close()


@pytest.fixture(scope="session")
def commands() -> Iterator[None]:
    """Lets commands and workers be started likewise."""
    with open_commands():
        yield


@pytest.fixture(autouse=True)
def _no_command_left_running() -> Iterator[None]:
    """Fails a test that leaves a command or a worker running: it would be no child of this process."""
    with no_command_left_running():
        yield


@pytest.fixture(scope="module")
def start_server(
    tmp_path_factory: pytest.TempPathFactory, new_database: NewDatabase, launch: Launch
) -> Iterator[StartServer]:
    """Starts servers; they end with the module."""
    servers: list[ServerProcess] = []

    def start(database_url: str, **options: object) -> ServerProcess:
        log: Path = tmp_path_factory.mktemp("server") / "log"
        servers.append(ServerProcess(database_url, log, launch=launch, **options))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
