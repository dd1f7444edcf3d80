"""The private cluster against the PostgreSQL of this machine: real initdb, real sockets, real kill -9."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from server.adapters.postgres import embedded_postgres, postgres_programs
from server.adapters.postgres.embedded_postgres import ClusterError, PrivateCluster, cluster_home, private_cluster
from tests.support.postgres import is_alive, is_without_local_postgresql, kill_dead, postmaster_of
from tests.support.waiting import wait_until

# With DATABASE_URL, ./dev installs no PostgreSQL. Without it, a missing one must fail here and not be skipped.
pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")) and is_without_local_postgresql(),
    reason="DATABASE_URL names a server elsewhere, and none is installed here",
)

HOLD_OPEN = """
import sys
from pathlib import Path
from server.adapters.postgres.embedded_postgres import private_cluster
with private_cluster(Path(sys.argv[1]), say=lambda line: None):
    print("open", flush=True)
    sys.stdin.read()
"""


def quiet(_line: str) -> None:
    pass


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateCluster]:
    """One cluster for all tests that do it no harm."""
    checkout = tmp_path_factory.mktemp("shared-checkout")
    with private_cluster(checkout, say=quiet) as opened:
        yield opened
    shutil.rmtree(cluster_home(checkout))


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A checkout that has no cluster yet; its cluster is deleted afterwards."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    home = cluster_home(folder)
    yield folder
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def finished_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder as initdb makes it, of a cluster that is stopped."""
    checkout = tmp_path_factory.mktemp("finished-checkout")
    with private_cluster(checkout, say=quiet) as made:
        pass
    yield made.home / "data"
    shutil.rmtree(made.home)


@pytest.fixture
def made_checkout(checkout: Path, finished_data: Path) -> Path:
    """A checkout that has a cluster already, stopped: for tests of anything but its creation."""
    home = cluster_home(checkout)
    home.mkdir()
    subprocess.run(["cp", "--archive", finished_data, home], check=True)
    return checkout


@contextmanager
def another_process_using(checkout: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_OPEN, str(checkout)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.kill()


def execute(url: str, statement: str) -> object:
    """The first value of the first row, or None; committed."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def why_it_fails(checkout: Path) -> str:
    with pytest.raises(ClusterError) as raised, private_cluster(checkout, say=quiet):
        pass
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_a_new_database_measures_metres_with_postgis(cluster: PrivateCluster) -> None:
    url = cluster.ensure_database("fresh")
    lens_to_lievin_m = execute(
        url, "SELECT ST_Distance('POINT(2.8319 50.4290)'::geography, 'POINT(2.7786 50.4219)'::geography)"
    )
    assert isinstance(lens_to_lievin_m, float)
    assert 3_800 < lens_to_lievin_m < 3_900


def test_a_database_knows_accents_and_utc(cluster: PrivateCluster) -> None:
    url = cluster.ensure_database("fresh")
    assert execute(url, "SELECT upper('liévin')") == "LIÉVIN"
    assert execute(url, "SHOW timezone") == "UTC"


def test_ensuring_a_database_again_keeps_its_rows(cluster: PrivateCluster) -> None:
    execute(cluster.ensure_database("kept"), "CREATE TABLE offer AS SELECT 7 AS id")
    assert execute(cluster.ensure_database("kept"), "SELECT id FROM offer") == 7


def test_a_dropped_database_is_gone_even_while_in_use_and_dropping_it_again_is_fine(cluster: PrivateCluster) -> None:
    url = cluster.ensure_database("dropped")
    execute(url, "CREATE TABLE offer AS SELECT 7 AS id")
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        cluster.drop_database("dropped")
        connection.invalidate()
    engine.dispose()
    cluster.drop_database("dropped")
    assert execute(cluster.ensure_database("dropped"), "SELECT to_regclass('offer')") is None


@pytest.mark.parametrize("name", ["", "Offers", "with space", 'a"b', "a?b", "7days", "x" * 64])
def test_a_name_that_would_need_quoting_is_refused(cluster: PrivateCluster, name: str) -> None:
    with pytest.raises(ValueError, match="plain lower-case"):
        cluster.ensure_database(name)
    with pytest.raises(ValueError, match="plain lower-case"):
        cluster.drop_database(name)


def test_no_port_is_open(cluster: PrivateCluster) -> None:
    assert execute(cluster.ensure_database("fresh"), "SHOW listen_addresses") == ""
    # Line 6: the address PostgreSQL says it listens on.
    assert (cluster.home / "data" / "postmaster.pid").read_text().splitlines()[5] == ""


def test_only_the_owner_gets_at_the_socket_and_the_data(cluster: PrivateCluster) -> None:
    socket = cluster.socket_folder / ".s.PGSQL.5432"
    for path in (cluster.socket_folder, socket, cluster.home / "data"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_committed_means_on_disk(cluster: PrivateCluster) -> None:
    url = cluster.ensure_database("fresh")
    assert execute(url, "SHOW fsync") == "on"
    assert execute(url, "SHOW synchronous_commit") == "on"


def test_a_failing_statement_leaves_no_value_in_the_log(cluster: PrivateCluster) -> None:
    url = cluster.ensure_database("fresh")
    with pytest.raises(Exception, match="duplicate key"):
        execute(
            url, "CREATE TABLE t (mail text PRIMARY KEY); INSERT INTO t VALUES ('ann@mail.test'), ('ann@mail.test')"
        )
    log = (cluster.home / "log").read_text()
    assert "duplicate key" in log
    assert "ann@" not in log


def test_postgresql_does_not_get_the_ctrl_c_of_our_terminal(cluster: PrivateCluster) -> None:
    assert os.getsid(postmaster_of(cluster.home)) != os.getsid(0)


def test_it_runs_as_the_ordinary_user_that_postgresql_wants(cluster: PrivateCluster) -> None:
    owner = Path(f"/proc/{postmaster_of(cluster.home)}").stat().st_uid
    assert owner == (pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else os.geteuid())


def test_the_second_process_shares_the_cluster_and_the_last_to_leave_stops_it(made_checkout: Path) -> None:
    said: list[str] = []
    with another_process_using(made_checkout) as other:
        postmaster = postmaster_of(cluster_home(made_checkout))
        with private_cluster(made_checkout, say=said.append) as cluster:
            url = cluster.ensure_database("shared")
        assert said == []
        assert is_alive(postmaster)
        with private_cluster(made_checkout, say=said.append):
            other.communicate("")
            assert other.returncode == 0
            assert postmaster_of(cluster_home(made_checkout)) == postmaster
            assert execute(url, "SELECT 1") == 1
    # It takes its file away, by which others see that it stopped, a moment before it ends.
    wait_until(lambda: not is_alive(postmaster))


def test_a_process_that_was_killed_leaves_a_cluster_that_the_next_one_uses_and_stops(made_checkout: Path) -> None:
    with another_process_using(made_checkout) as other:
        postmaster = postmaster_of(cluster_home(made_checkout))
        other.kill()
        other.wait()
        with private_cluster(made_checkout, say=quiet) as cluster:
            assert postmaster_of(cluster.home) == postmaster
    # It takes its file away, by which others see that it stopped, a moment before it ends.
    wait_until(lambda: not is_alive(postmaster))


def test_a_restart_keeps_the_data_and_creates_nothing_again(checkout: Path) -> None:
    said: list[str] = []
    with private_cluster(checkout, say=said.append) as cluster:
        execute(cluster.ensure_database("game"), "CREATE TABLE offer AS SELECT 7 AS id")
    assert [line.split()[0] for line in said] == ["Creating", "Starting"]
    said.clear()
    with private_cluster(checkout, say=said.append) as cluster:
        assert execute(cluster.ensure_database("game"), "SELECT id FROM offer") == 7
    assert [line.split()[0] for line in said] == ["Starting"]


def test_a_killed_server_comes_back_with_all_that_was_committed(made_checkout: Path) -> None:
    with private_cluster(made_checkout, say=quiet) as cluster:
        execute(cluster.ensure_database("game"), "CREATE TABLE offer AS SELECT 7 AS id")
        kill_dead(postmaster_of(cluster.home))
        with pytest.raises(ClusterError, match="does not answer"):
            cluster.ensure_database("game")
    with private_cluster(made_checkout, say=quiet) as cluster:
        assert execute(cluster.ensure_database("game"), "SELECT id FROM offer") == 7


def test_a_killed_server_comes_back_while_a_killed_process_still_counts_as_a_user(made_checkout: Path) -> None:
    with another_process_using(made_checkout) as other:
        kill_dead(postmaster_of(cluster_home(made_checkout)))
        with private_cluster(made_checkout, say=quiet) as cluster:
            assert execute(cluster.ensure_database("game"), "SELECT 1") == 1
            other.kill()
            other.wait()
            assert execute(cluster.ensure_database("game"), "SELECT 1") == 1


def test_a_reboot_that_gives_the_old_process_number_to_another_server_is_no_obstacle(
    made_checkout: Path, cluster: PrivateCluster
) -> None:
    with private_cluster(made_checkout, say=quiet) as ours:
        pid_file = ours.home / "data" / "postmaster.pid"
        left_behind = pid_file.read_text().splitlines()
        kill_dead(postmaster_of(ours.home))
    left_behind[0] = str(postmaster_of(cluster.home))
    pid_file.write_text("\n".join(left_behind) + "\n")
    with private_cluster(made_checkout, say=quiet) as ours:
        assert execute(ours.ensure_database("game"), "SELECT 1") == 1
    assert is_alive(postmaster_of(cluster.home))


def test_what_an_interrupted_creation_left_is_cleared_and_finished_data_is_not(checkout: Path) -> None:
    unfinished = cluster_home(checkout) / "data.unfinished.x7"
    for attempt in ("first", "second"):
        unfinished.mkdir(parents=True)
        (unfinished / "PG_VERSION").write_text("15\n")
        with private_cluster(checkout, say=quiet) as cluster:
            url = cluster.ensure_database("game")
            if attempt == "first":
                assert not unfinished.exists()
                execute(url, "CREATE TABLE offer AS SELECT 7 AS id")
            assert execute(url, "SELECT id FROM offer") == 7


def test_two_checkouts_never_collide_and_a_link_to_one_is_that_one(
    made_checkout: Path, tmp_path: Path, cluster: PrivateCluster
) -> None:
    link = tmp_path / "link"
    link.symlink_to(made_checkout)
    assert cluster_home(link) == cluster_home(made_checkout)
    assert cluster_home(made_checkout) != cluster.home
    cluster.ensure_database("here_only")
    with private_cluster(made_checkout, say=quiet) as other:
        elsewhere = other.ensure_database("game")
        assert execute(elsewhere, "SELECT 1 FROM pg_database WHERE datname = 'here_only'") is None


def test_settings_meant_for_another_server_change_nothing(made_checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "1", "PGHOST": "192.0.2.1", "PGDATA": "/nowhere", "PGUSER": "nobody"}.items():
        monkeypatch.setenv(name, value)
    with private_cluster(made_checkout, say=quiet) as cluster:
        assert execute(cluster.ensure_database("game"), "SELECT current_user") == "jokajobs"


@pytest.fixture
def state_folder(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Moves the place of all clusters, as root and as an ordinary user."""

    def move(folder: Path) -> None:
        monkeypatch.setattr(embedded_postgres, "_ROOT_STATE", folder)
        monkeypatch.setenv("XDG_STATE_HOME", str(folder))

    return move


def test_a_path_too_long_for_a_socket_moves_the_socket_to_a_short_private_folder(
    checkout: Path, state_folder: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = cluster_home(checkout).parent
    long_folder = usual / ("long-" * 20)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    state_folder(long_folder)
    try:
        with private_cluster(checkout, say=quiet) as cluster:
            assert cluster.home.is_relative_to(long_folder)
            assert not cluster.socket_folder.is_relative_to(long_folder)
            assert cluster.socket_folder.stat().st_mode & 0o077 == 0
            assert execute(cluster.ensure_database("game"), "SELECT 1") == 1
            # Another terminal may have another environment: the running server says where its socket is.
            monkeypatch.setenv("TMPDIR", str(checkout))
            with private_cluster(checkout, say=quiet) as again:
                assert again.socket_folder == cluster.socket_folder
        cluster.socket_folder.chmod(0o755)
        monkeypatch.delenv("TMPDIR")
        assert f"{cluster.socket_folder} is not a private folder" in why_it_fails(checkout)
        cluster.socket_folder.rmdir()
    finally:
        shutil.rmtree(long_folder, ignore_errors=True)


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres_programs, "_DEBIAN_PROGRAMS", tmp_path)


@pytest.mark.usefixtures("no_programs")
def test_without_postgresql_the_error_says_how_to_get_it(checkout: Path) -> None:
    message = why_it_fails(checkout)
    assert "PostgreSQL is not installed" in message
    assert "./dev run" in message
    assert "DATABASE_URL" in message


def test_without_postgis_the_error_names_the_package(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres_programs, "_DEBIAN_SHARED", tmp_path)
    message = why_it_fails(checkout)
    assert "no PostGIS" in message
    assert "-postgis-3" in message


def test_data_of_another_version_is_named_and_left_alone(checkout: Path) -> None:
    version_file = cluster_home(checkout) / "data" / "PG_VERSION"
    version_file.parent.mkdir(parents=True)
    version_file.write_text("9\n")
    message = why_it_fails(checkout)
    assert "made by PostgreSQL 9" in message
    assert "install postgresql-9-postgis-3, or delete" in message
    assert version_file.read_text() == "9\n"


def test_a_place_where_we_may_not_write_is_named(checkout: Path, state_folder: Callable[[Path], None]) -> None:
    state_folder(Path("/proc/jokajobs"))
    message = why_it_fails(checkout)
    assert "No right to keep the private database in /proc/jokajobs" in message
    assert "DATABASE_URL" in message


def test_a_system_without_a_user_for_postgresql_is_told_so(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_whom: object) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwnam" if os.geteuid() == 0 else "getpwuid", unknown)
    assert "DATABASE_URL" in why_it_fails(checkout)


def test_a_server_that_does_not_start_says_postgresqls_own_reason_and_where_its_log_is(made_checkout: Path) -> None:
    with private_cluster(made_checkout, say=quiet) as cluster:
        pass
    with (cluster.home / "data" / "postgresql.conf").open("a") as config:
        config.write("no_such_setting = 1\n")
    message = why_it_fails(made_checkout)
    assert "FATAL" in message
    assert str(cluster.home / "log") in message
    assert "no_such_setting" in (cluster.home / "log").read_text()


def test_a_data_folder_that_cannot_be_created_says_initdbs_own_reason(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_postgres, "_SUPERUSER", "pg_reserved")
    message = why_it_fails(checkout)
    assert "could not be created" in message
    assert "pg_" in message
    assert not (cluster_home(checkout) / "data").exists()
