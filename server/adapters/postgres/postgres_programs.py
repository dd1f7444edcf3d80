"""The PostgreSQL programs of this machine: where they are, and whom they run as.

Knows no cluster, no folder of ours and no connection: server/adapters/postgres/embedded_postgres.py has those.
"""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
_DEBIAN_SHARED = Path("/usr/share/postgresql")
# The fog counts with bit_count(bit), which is new in PostgreSQL 14.
_OLDEST_MAJOR = 14


class ClusterError(Exception):
    """The private cluster cannot be used. Its text is one line: what is wrong and what to do."""


@dataclass(frozen=True)
class Account:
    """The account that PostgreSQL runs as: the current user, or `postgres` when we are root."""

    name: str
    uid: int
    gid: int

    def run(self, command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
        """Runs one PostgreSQL program to its end in `folder`, in a session of its own; stdout holds both outputs."""
        we_are_root = os.geteuid() == 0
        return subprocess.run(  # noqa: S603 - PostgreSQL's own programs, arguments made here
            command,
            # Not the caller's: the postgres user cannot enter /root, and no PostgreSQL program starts there.
            cwd=folder,
            user=self.uid if we_are_root else None,
            group=self.gid if we_are_root else None,
            extra_groups=[] if we_are_root else None,
            umask=0o077,
            # PGDATA, PGPORT, PGOPTIONS of somebody's shell are meant for another server.
            env={k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C.UTF-8"},
            # Ctrl-C in the terminal is for us: we stop PostgreSQL when everything else is done.
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


@dataclass(frozen=True)
class Programs:
    """One installed PostgreSQL version."""

    major: int
    folder: Path
    has_postgis: bool


def server_account() -> Account:
    """Raises ClusterError where the system has no such user."""
    try:
        entry = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise ClusterError(
            "PostgreSQL does not run as root and there is no user `postgres` to run it: "
            "install postgresql-common, or set DATABASE_URL."
            if os.geteuid() == 0
            else f"User {os.geteuid()} has no name on this system, and PostgreSQL needs one: set DATABASE_URL."
        ) from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def choose_programs(data: Path) -> Programs:
    """The newest PostgreSQL with PostGIS, or the one that made `data` where that exists.

    Raises ClusterError when none is installed, or none that can read `data`.
    """
    installed = sorted(_installed_programs(), key=lambda programs: -programs.major)
    if not installed:
        raise ClusterError(
            "PostgreSQL is not installed: ./dev run installs it, or set DATABASE_URL to a PostGIS server."
        )
    usable = [programs for programs in installed if programs.has_postgis and programs.major >= _OLDEST_MAJOR]
    if not usable:
        major = installed[0].major
        raise ClusterError(
            f"PostgreSQL {major} is installed, but no PostGIS for version {_OLDEST_MAJOR} or newer: install "
            f"postgresql-{max(major, _OLDEST_MAJOR)}-postgis-3 (./dev run does it), or set DATABASE_URL."
        )
    try:
        data_major = int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return usable[0]
    for programs in usable:
        if programs.major == data_major:
            return programs
    raise ClusterError(
        f"The data in {data} was made by PostgreSQL {data_major}, and here is {usable[0].major}: install "
        f"postgresql-{data_major}-postgis-3, or delete {data.parent} to start empty."
    )


def _installed_programs() -> Iterator[Programs]:
    for folder in _DEBIAN_PROGRAMS.glob("[0-9]*/bin"):
        version = folder.parent.name
        if (folder / "postgres").exists() and version.isdecimal():
            yield Programs(int(version), folder, _postgis_is_in(_DEBIAN_SHARED / version))
    on_path = shutil.which("pg_config")
    for pg_config in [*Path("/usr").glob("pgsql-*/bin/pg_config"), *([Path(on_path)] if on_path else [])]:
        asked = subprocess.run(  # noqa: S603 - PostgreSQL's own program, fixed arguments
            [pg_config, "--version", "--bindir", "--sharedir"], capture_output=True, text=True, check=False
        )
        answer = re.fullmatch(r"PostgreSQL (\d+)\S*.*\n(.+)\n(.+)\n", asked.stdout)
        # Debian's libpq-dev brings a pg_config that names a folder without a server.
        if answer and Path(answer[2], "postgres").exists():
            yield Programs(int(answer[1]), Path(answer[2]), _postgis_is_in(Path(answer[3])))


def _postgis_is_in(shared: Path) -> bool:
    return (shared / "extension" / "postgis.control").exists()
