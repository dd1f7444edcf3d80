"""The server on a private cluster of its own: PostgreSQL dies and comes back, and nobody serves as root."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import psycopg
import pytest
import requests

from game_rules.gps import GpsFix
from server.adapters.postgres.embedded_postgres import private_cluster
from server.commands.database import migrate
from server.settings import PROJECT_ROOT
from tests.support.factories import fix, offer
from tests.support.postgres import is_alive, is_without_local_postgresql, kill_dead, postmaster_of
from tests.support.running import servers
from tests.support.running.filled import StartServer, eventually, fill_database
from tests.support.running.servers import DEADLINE_S, Guest, Launch, ServerProcess
from tests.support.waiting import end_of

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")) and is_without_local_postgresql(),
    reason="DATABASE_URL names a server elsewhere, and none is installed here",
)

Shipped = tuple[tuple[str, ...], dict[str, str]]
"""A command line, and what its environment has besides."""

NO_DATABASE_GIVEN = ""
HANGS_S = 30.0
TOLD_WITHIN_S = 12.0
"""A connection from the pool is tried, another one is opened: seven seconds at most, on a machine with nothing else."""

BAKERY = offer(title="Vente en boulangerie", metres_north=100)


@pytest.fixture(scope="session")
def launch() -> Launch:
    """Starts a program as a shell does."""
    return servers.launch


@pytest.fixture(scope="module")
def state_folder() -> Iterator[Path]:
    """Makes the folder of the cluster; not pytest's own folder, which is closed to the user that PostgreSQL runs as."""
    folder = Path(tempfile.mkdtemp(prefix="jokajobs-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def home(state_folder: Path) -> Path:
    """The cluster's folder, with a database in it: making one takes longer than a server has to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOKAJOBS_STATE_FOLDER", str(state_folder))
        with private_cluster(PROJECT_ROOT, say=print) as cluster:
            url = cluster.ensure_database("jokajobs")
            migrate(url)
            fill_database(url, [BAKERY]).dispose()
        return cluster.home


@pytest.fixture(scope="module")
def shipped(state_folder: Path) -> Shipped:
    """The command line `jokajobs`, by a Python that PostgreSQL's user may read, and its environment."""
    env = {"JOKAJOBS_STATE_FOLDER": str(state_folder), "DATABASE_URL": NO_DATABASE_GIVEN}
    python = sys.executable
    if os.geteuid() == 0 and not is_open_to_others(Path(python).resolve()):
        # Root's own Python, as pyenv installs it: the system's, of the same version, with the packages of this one.
        python = f"/usr/bin/python3.{sys.version_info.minor}"
        env["PYTHONPATH"] = os.pathsep.join([str(PROJECT_ROOT), sysconfig.get_paths()["purelib"]])
        if not Path(python).exists():
            pytest.skip(f"user postgres can neither read {sys.executable} nor is there a {python}")
    return (python, "-c", "from server.cli import main; main()"), env


def is_open_to_others(path: Path) -> bool:
    return all(part.stat().st_mode & 0o005 == 0o005 for part in (path, *path.parents))


@pytest.fixture(scope="module")
def server(home: Path, shipped: Shipped, start_server: StartServer) -> ServerProcess:
    """With a worker, on its private database."""
    jokajobs, env = shipped
    return start_server(NO_DATABASE_GIVEN, env=env, command=(*jokajobs, "serve", "--no-seed"))


def database_of(home: Path) -> str:
    socket_folder = (home / "data" / "postmaster.pid").read_text().splitlines()[4]
    return f"postgresql+psycopg://jokajobs@/jokajobs?host={socket_folder}"


def newest_sign_of_a_worker(home: Path) -> datetime | None:
    """Returns when a worker gave its last sign of life; None as long as there was none, or nobody can be asked."""
    try:
        with psycopg.connect(database_of(home).replace("+psycopg", ""), connect_timeout=5) as connection:
            row = connection.execute("select max(last_heartbeat) from procrastinate_workers").fetchone()
            return row[0] if row else None
    except (OSError, IndexError, psycopg.OperationalError):
        return None


def is_ready(server: ServerProcess) -> bool:
    return requests.get(f"{server.url}/readyz", timeout=DEADLINE_S).status_code == 200


def walk(metres: int) -> list[GpsFix]:
    """A brisk walk north that ended just now."""
    end = datetime.now(UTC)  # noqa: TID251 - a real phone has a real clock
    return [
        replace(fix(metres_north=north, accuracy_m=5), taken_at=end - timedelta(seconds=(metres - north) * 0.4))
        for north in range(0, metres + 1, 10)
    ]


def family_of(pid: int) -> list[int]:
    """The process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family_of(int(child)))]


def words_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def users_of(pid: int) -> set[int]:
    """Real, effective, saved and file system user of a process."""
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("Uid:"))
    return {int(word) for word in line.split()[1:]}


def test_a_killed_postgresql_comes_back_by_itself_with_all_that_was_acknowledged(
    server: ServerProcess, home: Path
) -> None:
    guest = Guest(server)
    with guest.open_socket() as phone:
        phone.wait_for("snapshot")
        totals = phone.send_fixes(walk(150))["totals"]
        assert totals["offers_discovered"] == 1

        before = postmaster_of(home)
        kill_dead(before)
        eventually(lambda: (home / "data" / "postmaster.pid").exists() and postmaster_of(home) != before)
        eventually(lambda: guest.ask("GET", "/api/me").status_code == 200)
        eventually(lambda: is_ready(server))
        assert guest.get("/api/me")["totals"] == totals
    said = server.log.read_text()
    assert "The private database had died, and runs again." in said
    assert said.count("calls wait: the database does not answer") <= 2, "once when it begins, once when it ends"
    assert "Traceback" not in said


def test_a_database_that_hangs_is_told_while_it_hangs(server: ServerProcess, home: Path) -> None:
    stopped = family_of(postmaster_of(home))
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: not is_ready(server))
        answer = requests.get(f"{server.url}/readyz", timeout=DEADLINE_S)
        assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
        assert "within" in answer.json()["checks"][0]["detail"]
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    eventually(lambda: is_ready(server))


def test_whoever_asks_while_the_database_hangs_is_told_within_seconds(server: ServerProcess, home: Path) -> None:
    guest = Guest(server)
    with guest.open_socket() as phone:
        phone.wait_for("snapshot")
        stopped = family_of(postmaster_of(home))
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        hangs_since_s = monotonic()
        try:
            while monotonic() - hangs_since_s < HANGS_S:
                asked_s = monotonic()
                answer = guest.ask("GET", "/api/me")
                assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
                assert monotonic() - asked_s < TOLD_WITHIN_S
                asked_s = monotonic()
                ack = phone.send_fixes(walk(30))
                assert (ack["problem"]["code"], ack["problem"]["retryable"]) == ("storage_unavailable", True)
                assert monotonic() - asked_s < TOLD_WITHIN_S
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        eventually(lambda: is_ready(server))
        assert phone.send_fixes(walk(30))["ok"] is True
    assert guest.ask("GET", "/api/me").status_code == 200


def test_a_server_started_as_root_is_not_roots_when_it_serves(server: ServerProcess) -> None:
    eventually(lambda: len(family_of(server.pid)) >= 3)
    serving = [pid for pid in family_of(server.pid) if "server.processes.database_keeper" not in words_of(pid)]
    assert len(serving) == 2, "the server and its worker"
    expected = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else os.geteuid()
    assert [users_of(pid) for pid in serving] == [{expected}, {expected}]
    if os.geteuid() == 0:
        assert "Started as root, running as user postgres." in server.log.read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can serve as root")
def test_a_server_that_has_to_stay_root_says_so_and_what_to_do(
    server: ServerProcess, home: Path, tmp_path: Path, start_server: StartServer
) -> None:
    tiles = tmp_path / "closed.pmtiles"
    tiles.touch(mode=0o600)
    other = start_server(database_of(home), env={"JOKAJOBS_PMTILES_FILE": str(tiles)})
    assert users_of(other.pid) == {0}
    said = other.log.read_text()
    assert "WARNING: running as root" in said
    assert f"user postgres cannot read {tiles}; " in said
    other.stop()


def test_a_server_that_is_killed_takes_its_postgresql_along(server: ServerProcess, home: Path) -> None:
    postmaster = postmaster_of(home)
    server.kill()
    eventually(lambda: not is_alive(postmaster))


def test_a_lone_worker_brings_postgresql_back_too_and_ends_well(shipped: Shipped, home: Path, tmp_path: Path) -> None:
    jokajobs, env = shipped
    log = tmp_path / "log"
    with log.open("ab") as output:
        worker = subprocess.Popen(
            (*jokajobs, "worker"), cwd=PROJECT_ROOT, env={**os.environ, **env}, stdin=subprocess.DEVNULL, stderr=output
        )
    try:
        eventually((home / "data" / "postmaster.pid").exists)
        eventually(lambda: newest_sign_of_a_worker(home) is not None)
        before, sign = postmaster_of(home), newest_sign_of_a_worker(home)
        kill_dead(before)
        eventually(lambda: newest_sign_of_a_worker(home) not in {None, sign})
        back = postmaster_of(home)
        assert back != before
    finally:
        worker.terminate()
    assert end_of(worker, "the worker", instead=log.read_text) == 0, log.read_text()
    assert not is_alive(back), "the last to leave stops it"
    assert "Traceback" not in log.read_text()
    assert "Fatal" not in log.read_text()
