"""Starting and stopping `jokajobs serve`: what is wrong is said in one line, and an end is an end."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Engine, create_engine, text

from server.settings import PROJECT_ROOT
from tests.support.databases import NewDatabase
from tests.support.ports import free_port
from tests.support.running import servers, stopping_server
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, ORGANISER_TOKEN, SHIPPED, Guest, Launch
from tests.support.running.stopping_server import ASKS, COMMAND_MOMENTS, MOMENTS, STOPS_AT, WORKER_MOMENTS


@pytest.fixture(scope="session")
def launch() -> Launch:
    """Starts a program as a shell does."""
    return servers.launch


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("start"), [])
    yield engine
    engine.dispose()


def the_line_it_ends_with(engine: Engine, *options: str, **env: str) -> str:
    """Starts a server that cannot start; returns the only line it says."""
    ended = subprocess.run(
        [*SHIPPED, "--port", str(free_port()), *options],
        cwd=PROJECT_ROOT,
        env={**os.environ, "DATABASE_URL": address_of(engine), **env},
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert ended.returncode == 1
    (line,) = (ended.stdout + ended.stderr).splitlines()
    assert line.startswith("jokajobs: ")
    return line.removeprefix("jokajobs: ")


def test_a_busy_port_is_named_with_what_to_do(engine: Engine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        line = the_line_it_ends_with(engine, "--port", str(port))
    assert line == f"port {port} is taken by another program: stop it, or choose another with --port 8001"


def test_an_address_that_is_not_ours_is_named(engine: Engine) -> None:
    line = the_line_it_ends_with(engine, "--host", "192.0.2.1")
    assert line.startswith("cannot listen on 192.0.2.1 port ")
    assert line.endswith("check --host")


@pytest.mark.parametrize(
    ("database_url", "reason"),
    [
        ("postgresql://player:hush@127.0.0.1:1/jokajobs", "Connection refused"),
        ("postgresql:///jokajobs?host=/nowhere", "No such file or directory"),
        ("mysql://127.0.0.1/jokajobs", "DATABASE_URL must look like postgresql://"),
        ("jokajobs", "DATABASE_URL must look like postgresql://"),
        ("postgresql://127.0.0.1:port/jokajobs", "DATABASE_URL"),
    ],
)
def test_a_database_that_does_not_answer_is_told(engine: Engine, database_url: str, reason: str) -> None:
    line = the_line_it_ends_with(engine, DATABASE_URL=database_url)
    assert reason in line
    assert "DATABASE_URL" in line
    assert "hush" not in line


def test_a_database_that_is_not_there_is_named(engine: Engine) -> None:
    line = the_line_it_ends_with(
        engine, DATABASE_URL=engine.url.set(database="nowhere").render_as_string(hide_password=False)
    )
    assert 'database "nowhere" does not exist' in line
    assert "DATABASE_URL" in line


def test_a_database_without_postgis_is_told_what_to_run(engine: Engine, empty_database: NewDatabase) -> None:
    plain = create_engine(empty_database("plain"))
    with plain.begin() as connection:
        connection.execute(text("drop extension postgis cascade"))
    plain.dispose()
    line = the_line_it_ends_with(engine, DATABASE_URL=address_of(plain))
    assert line == "the database has no PostGIS: run CREATE EXTENSION postgis; in it as its administrator"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JOKAJOBS_PORT", "eighty"),
        ("JOKAJOBS_PMTILES_FILE", "/nowhere/map.pmtiles"),
        ("JOKAJOBS_ORGANISER_TOKEN", "32"),
    ],
)
def test_a_wrong_setting_is_named(engine: Engine, name: str, value: str) -> None:
    line = the_line_it_ends_with(engine, **{name: value})
    assert line.startswith(f"{name} ")
    assert value in line


def test_a_database_of_a_newer_version_is_told_in_one_line(engine: Engine, empty_database: NewDatabase) -> None:
    newer = create_engine(empty_database("newer"))
    with newer.begin() as connection:
        connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        connection.execute(text("insert into alembic_version values ('9999')"))
    newer.dispose()
    line = the_line_it_ends_with(engine, DATABASE_URL=address_of(newer))
    assert line == (
        "the database was brought to schema 9999 by a newer version of Jokajobs: start that version, or restore the "
        "backup from before"
    )


def test_it_says_what_to_open_and_told_to_stop_it_ends_well(engine: Engine, start_server: StartServer) -> None:
    server = start_server(address_of(engine))
    said = server.log.read_text()
    assert ORGANISER_TOKEN not in said, "it is written down elsewhere"
    for address in ("", "/organiser", "/openapi"):
        assert f"http://localhost:{server.port}{address}\n" in said

    with Guest(server).open_socket() as phone:
        phone.wait_for("snapshot")
        assert server.stop() == 0
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize(
    ("command", "moments", "ends_with"),
    [
        (SHIPPED[1:], MOMENTS, {0}),
        (("worker",), WORKER_MOMENTS, {0}),
        # As a shell says of what is interrupted, or as click does.
        (("organisations", "list"), COMMAND_MOMENTS, {130, 1}),
    ],
    ids=["server", "worker", "command"],
)
def test_told_to_stop_at_any_moment_it_ends_well(
    engine: Engine, command: Sequence[str], moments: Sequence[str], ends_with: set[int]
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT), "DATABASE_URL": address_of(engine)}
    ended: dict[str, tuple[bool, str]] = {}
    for number, moment in enumerate(moments):
        # Ctrl-C in a terminal, or a service manager: each at every other moment.
        asks = "SIGINT,SIGTERM,SIGINT" if number % 2 else "SIGTERM,SIGINT,SIGTERM"
        port = ("--port", str(free_port())) if "serve" in command else ()
        try:
            start = subprocess.run(
                [sys.executable, stopping_server.__file__, *command, *port],
                cwd=PROJECT_ROOT,
                env={**environment, STOPS_AT: moment, ASKS: asks},
                capture_output=True,
                text=True,
                timeout=2 * DEADLINE_S,
                check=False,
            )
            is_noisy = any(word in start.stderr for word in ("Traceback", "Fatal", "Exception ignored"))
            ended[moment] = (start.returncode in ends_with, start.stderr if is_noisy else "")
        except subprocess.TimeoutExpired:
            ended[moment] = (False, "it did not end")
    assert ended == dict.fromkeys(moments, (True, ""))
