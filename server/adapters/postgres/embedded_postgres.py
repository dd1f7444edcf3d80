"""The private PostGIS cluster of one checkout: made, started, shared and stopped here, so that a newcomer runs no
database server by hand. Knows PostgreSQL's own programs and nothing of our tables. Why: docs/adr/0001.

Layout, under JOKAJOBS_STATE_FOLDER, else /var/lib/jokajobs/<hash> for root, else the user's state folder:

    checkout            path of the checkout this belongs to, for people who tidy up
    data/               PostgreSQL's data folder; data.unfinished.*/ while initdb is at work
    run/                the unix socket, 0700 (elsewhere when the path would be too long for a socket)
    log, log.previous   PostgreSQL's messages since its last start, and those before
    users.lock          held shared by every process that uses the cluster: the last one to leave stops it
    start.lock          held while somebody starts or stops it
"""

import hashlib
import os
import pwd
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from server.adapters.file_locks import exclusively, is_last_user, open_lock, share
from server.adapters.postgres.postgres_programs import Account, ClusterError, Programs, choose_programs, server_account

__all__ = ["ClusterError", "PrivateCluster", "cluster_home", "private_cluster"]

_ROOT_STATE = Path("/var/lib/jokajobs")
_PROC = Path("/proc")

_SUPERUSER = "jokajobs"
# Part of the socket's name only: nothing listens on it.
_PORT = 5432
_SOCKET = f".s.PGSQL.{_PORT}"
# sockaddr_un holds 107 bytes; PostgreSQL adds ".lock" to the same name.
_LONGEST_SOCKET_PATH_BYTES = 100
# Recovery after a power cut replays at most a few hundred MB of log; a slow disk takes a minute for that.
_START_TIMEOUT_S = 120
_STOP_TIMEOUT_S = 60
_POLL_S = 0.05


def cluster_home(checkout: Path) -> Path:
    """The folder where the private cluster of this checkout lives for the current user; it need not exist yet.

    Depends on the checkout's real path, so that two checkouts never share one and a symbolic link changes nothing.
    """
    whole = os.fsencode(checkout.resolve())
    chosen = os.environ.get("JOKAJOBS_STATE_FOLDER", "")
    if chosen:
        # The folder's name is also how its processes are known: two of one checkout are kept apart.
        whole += b"\0" + os.fsencode(Path(chosen).resolve())
    key = hashlib.sha256(whole).hexdigest()[:12]
    if chosen:
        return Path(chosen).resolve() / key
    if os.geteuid() == 0:
        # The server cannot run as root, and whom it runs as instead cannot look into /root.
        return _ROOT_STATE / key
    state = os.environ.get("XDG_STATE_HOME", "")
    return (Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state") / "jokajobs" / key


@dataclass(frozen=True)
class PrivateCluster:
    """A running cluster, reachable through its socket only. Valid inside `private_cluster`."""

    home: Path
    socket_folder: Path
    server: "_Server" = field(repr=False)

    def bring_back(self) -> bool:
        """Starts the server again when it has died, as after the kernel killed it for its memory; True when it had.

        Cheap while it runs: ask every second. Waits while another process starts or stops it. Raises ClusterError when
        it does not start.
        """
        if self.server.is_running():
            return False
        with exclusively(self.home / "start.lock"):
            if self.server.is_running():
                return False
            self.server.bring_up()
        return True

    def ensure_database(self, name: str) -> str:
        """Creates the database `name` with the PostGIS extension where either is missing.

        Returns its SQLAlchemy URL. Safe to call from several processes at once. `name` is a plain lower-case
        identifier, at most 63 characters; ValueError otherwise. Raises ClusterError when the cluster does not answer.
        """
        _require_plain(name)
        with self._connection("postgres") as connection:
            # CREATE DATABASE knows no IF NOT EXISTS, and CREATE EXTENSION's is not safe against itself.
            connection.execute("SELECT pg_advisory_lock(hashtext('ensure_database'))")
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            with self._connection(name) as inside:
                inside.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        return f"postgresql+psycopg://{_SUPERUSER}@/{name}?host={quote(str(self.socket_folder))}&port={_PORT}"

    def drop_database(self, name: str) -> None:
        """Deletes the database `name` and all in it, cutting its connections; nothing happens when there is none.

        Raises ValueError and ClusterError as `ensure_database` does.
        """
        _require_plain(name)
        with self._connection("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def _connection(self, database: str) -> Iterator[psycopg.Connection]:
        try:
            with _connect(self.socket_folder, database) as connection:
                yield connection
        except psycopg.OperationalError as error:
            raise ClusterError(
                f"The private database does not answer ({_one_line(str(error))}): start again; its log is "
                f"{self.home / 'log'}"
            ) from error


@contextmanager
def private_cluster(checkout: Path, *, say: Callable[[str], None], is_durable: bool = True) -> Iterator[PrivateCluster]:
    """Runs the private cluster of `checkout` while the context is open, creating it the first time.

    Processes of one checkout share it: the last one to leave stops it. What takes longer than a moment is announced
    through `say`, one line each. A crash of PostgreSQL, of ours or of the machine loses nothing committed. One that is
    not durable never waits for the disk, and a crash of the machine may cost all of it: for data that is made anew.
    Raises ClusterError when there is no PostgreSQL with PostGIS, no right to create the folder, or data of another
    PostgreSQL version.
    """
    if not _PROC.joinpath("self").exists():
        raise ClusterError(
            "The private database needs Linux: set DATABASE_URL to a PostGIS server, or use docker compose up."
        )
    account = server_account()
    home = cluster_home(checkout)
    _make_home(home, account, checkout)
    server = _Server(home, account, choose_programs(home / "data"), say, is_durable=is_durable)
    users = open_lock(home / "users.lock")
    try:
        # Joined before the server is looked at: from here on nobody stops it.
        with exclusively(home / "start.lock"):
            share(users)
        try:
            with exclusively(home / "start.lock"):
                socket_folder = server.bring_up()
            yield PrivateCluster(home, socket_folder, server)
        finally:
            with exclusively(home / "start.lock"):
                if is_last_user(users):
                    server.stop()
    finally:
        os.close(users)


@dataclass(frozen=True)
class _Server:
    """Makes, starts and stops the server. Every method but `is_running` is called with start.lock held."""

    home: Path
    account: Account
    programs: Programs
    say: Callable[[str], None]
    is_durable: bool

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def name(self) -> str:
        return f"jokajobs-{self.home.name}"

    def bring_up(self) -> Path:
        """Returns the socket's folder once the server answers."""
        if not self.data.exists():
            self._make_data()
        deadline = time.monotonic() + _START_TIMEOUT_S
        while True:
            # Looked at in every round: a server found here may be the one that a killed process was just stopping.
            if self._postmaster() is None:
                self._start()
            try:
                socket_folder = self._announced_socket_folder()
                _connect(socket_folder, "postgres").close()
            except (OSError, IndexError, psycopg.OperationalError) as error:
                if time.monotonic() > deadline:
                    raise self._failure("does not answer", str(error)) from error
                time.sleep(_POLL_S)
            else:
                return socket_folder

    def is_running(self) -> bool:
        """Looks at the one process that the pid file names; its number may be another program's by now."""
        try:
            pid = int(self.data.joinpath("postmaster.pid").read_text().splitlines()[0])
            return os.fsencode(self.data) in (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError, IndexError):
            return False

    def stop(self) -> None:
        if self._postmaster() is None:
            return
        # "fast" cuts connections and writes a checkpoint, so that the next start needs no recovery.
        stopped = self._pg_ctl("stop", "--mode=fast", f"--timeout={_STOP_TIMEOUT_S}")
        if stopped.returncode != 0:
            self.say(f"The private database is still stopping; the next start waits for it. Its log: {self.log}")

    def _make_data(self) -> None:
        self.say(f"Creating the private database in {self.home} (once)")
        # Only a finished folder gets the name "data": what a killed initdb left is recognised and cleared here.
        for left_behind in self.home.glob("data.unfinished.*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        # A new name each time: an initdb that outlived its killed parent tidies up its own folder, not this one.
        unfinished = Path(tempfile.mkdtemp(prefix="data.unfinished.", dir=self.home))
        _give_to(unfinished, self.account)
        initdb: list[str | Path] = [self.programs.folder / "initdb", "--pgdata", unfinished, "--username", _SUPERUSER]
        # C.UTF-8 sorts by code point: the order in an index never changes with an update of the system's libc.
        initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        # Replaced at every start by our own pg_hba.conf; should that fail, nobody gets in.
        initdb += ["--auth-local=reject", "--auth-host=reject"]
        if not self.is_durable:
            initdb.append("--no-sync")
        made = self.account.run(initdb, self.home)
        if made.returncode != 0:
            raise self._failure("could not be created", made.stdout)
        unfinished.rename(self.data)
        _sync_folder(self.home)

    def _start(self) -> None:
        socket_folder = _make_socket_folder(self.home, self.account)
        self._clear_traces_of_a_crash(socket_folder)
        self._write_access_rules()
        if self.log.exists():
            self.log.replace(self.home / "log.previous")
        _write(self.log, "", self.account)
        self.say("Starting the private database")
        options = shlex.join(f"-c{key}={value}" for key, value in self._settings(socket_folder).items())
        started = self._pg_ctl("start", f"--timeout={_START_TIMEOUT_S}", "--log", str(self.log), f"--options={options}")
        # Not started but running: the pg_ctl of a killed process was faster than we.
        if started.returncode != 0 and self._postmaster() is None:
            raise self._failure("does not start", self.log.read_text(errors="replace") or started.stdout)

    def _settings(self, socket_folder: Path) -> dict[str, str | Path | int]:
        return {
            "listen_addresses": "",
            "port": _PORT,
            "unix_socket_directories": socket_folder,
            "unix_socket_permissions": "0700",
            "hba_file": self.home / "pg_hba.conf",
            "ident_file": self.home / "pg_ident.conf",
            # Shown by ps, and how the processes of this cluster are told from those of another.
            "cluster_name": self.name,
            "max_connections": 100,
            "shared_buffers": "128MB",
            # PostgreSQL's defaults, named because "acknowledged means committed" rests on them.
            "fsync": "on" if self.is_durable else "off",
            "synchronous_commit": "on" if self.is_durable else "off",
            "full_page_writes": "on" if self.is_durable else "off",
            # PostGIS functions carry high cost estimates, and compiling our short queries takes longer than they do.
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "lc_messages": "C",
            # Statements and the details of errors hold positions and addresses of people: they stay out of the log.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }

    def _write_access_rules(self) -> None:
        # The kernel tells PostgreSQL who is at the other end of the socket ("peer"); no password, nobody else.
        users = {self.account.name, pwd.getpwuid(os.geteuid()).pw_name}
        _write(self.home / "pg_hba.conf", "local all all peer map=owner\n", self.account)
        _write(
            self.home / "pg_ident.conf",
            "".join(f'owner "{user}" {_SUPERUSER}\n' for user in sorted(users)),
            self.account,
        )

    def _clear_traces_of_a_crash(self, socket_folder: Path) -> None:
        """Removes the two pid files of a killed server once none of its processes is left.

        PostgreSQL refuses to start when the number in them belongs to any process of the same user: after a reboot
        another checkout's server, in a container without an init the killed server itself, a zombie for ever.
        """
        deadline = time.monotonic() + _STOP_TIMEOUT_S
        while self._processes():
            if time.monotonic() > deadline:
                left = ", ".join(str(pid) for pid in self._processes())
                raise ClusterError(
                    f"Processes of the private database outlived a crash and hold {self.data}: end them, then start "
                    f"again: kill {left}"
                )
            time.sleep(_POLL_S)
        for pid_file in (self.data / "postmaster.pid", socket_folder / f"{_SOCKET}.lock"):
            pid_file.unlink(missing_ok=True)

    def _postmaster(self) -> int | None:
        wanted = os.fsencode(self.data)
        return next((pid for pid, words in self._processes().items() if wanted in words), None)

    def _processes(self) -> dict[int, list[bytes]]:
        """The living processes of this cluster with the words of their command lines.

        Read from /proc/*/cmdline, which everybody may read; cwd and exe of another user's process are closed even
        to root in an ordinary container.
        """
        child_title = f"postgres: {self.name}:".encode()
        found = {}
        for entry in _PROC.glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                is_ours = entry.stat().st_uid == self.account.uid
            except OSError:
                continue  # it ended while we looked
            is_postmaster = words[0].endswith(b"/postgres") and os.fsencode(self.data) in words
            if is_ours and (is_postmaster or words[0].startswith(child_title)):
                found[int(entry.name)] = words
        return found

    def _announced_socket_folder(self) -> Path:
        # Line 5 of postmaster.pid. Asked of the running server: whoever started it may have had another environment.
        return Path(self.data.joinpath("postmaster.pid").read_text().splitlines()[4])

    def _pg_ctl(self, action: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command: list[str | Path] = [self.programs.folder / "pg_ctl", action, "--wait", "--silent"]
        command += ["--pgdata", self.data, *arguments]
        return self.account.run(command, self.home)

    def _failure(self, what: str, messages: str) -> ClusterError:
        lines = [line for line in messages.splitlines() if line.strip()]
        telling = [line for line in lines if re.search("fatal|panic|error", line, re.IGNORECASE)] or lines[-1:]
        reason = _one_line(telling[0]) if telling else "no reason given"
        return ClusterError(
            f"The private database in {self.home} {what} ({reason}): mend that and start again, or set DATABASE_URL. "
            f"Its log: {self.log}"
        )


def _make_home(home: Path, account: Account, checkout: Path) -> None:
    try:
        if not home.parent.exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            home.parent.chmod(0o755 if os.geteuid() == 0 else 0o700)
        home.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            # Ours, and readable for the server: root must not write into a folder where another user can plant links.
            os.chown(home, 0, account.gid)
        home.chmod(0o750 if os.geteuid() == 0 else 0o700)
        _write(home / "checkout", f"{checkout.resolve()}\n", account)
    except OSError as error:
        raise ClusterError(
            f"No right to keep the private database in {home} ({error.strerror}): make that folder yours, "
            "set XDG_STATE_HOME to one that is, or set DATABASE_URL."
        ) from error


def _make_socket_folder(home: Path, account: Account) -> Path:
    """A 0700 folder for the socket: beside the data, or where the path is short enough for one."""
    elsewhere = f"jokajobs-{account.uid}-{home.name}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    candidates = [home / "run", Path(tempfile.gettempdir()) / elsewhere]
    # Root's own runtime folder is closed to the user that PostgreSQL runs as.
    if os.geteuid() != 0 and os.access(runtime, os.W_OK):
        candidates.insert(1, Path(runtime).absolute() / elsewhere)
    for folder in candidates:
        # libpq takes a comma for the end of a host's name.
        if len(os.fsencode(folder / _SOCKET)) < _LONGEST_SOCKET_PATH_BYTES and "," not in str(folder):
            _make_private_folder(folder, account)
            return folder
    raise ClusterError(
        f"{home} is too long a path for a unix socket: set XDG_RUNTIME_DIR or TMPDIR to a folder with a short one."
    )


def _make_private_folder(folder: Path, account: Account) -> None:
    try:
        folder.mkdir(mode=0o700)
        _give_to(folder, account)
    except FileExistsError:
        # In /tmp anybody could have been here first, to read along.
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise ClusterError(
                f"{folder} is not a private folder of user {account.name}: remove it, then start again."
            ) from None


def _write(path: Path, text: str, account: Account) -> None:
    path.write_text(text)
    _give_to(path, account)
    path.chmod(0o600)


def _give_to(path: Path, account: Account) -> None:
    if os.geteuid() == 0:
        os.chown(path, account.uid, account.gid)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _connect(socket_folder: Path, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(socket_folder), port=_PORT, user=_SUPERUSER, dbname=database, autocommit=True, connect_timeout=10
    )


def _require_plain(name: str) -> None:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise ValueError(f"{name!r} is not a plain lower-case database name")


def _one_line(text: str) -> str:
    return " ".join(text.split())
