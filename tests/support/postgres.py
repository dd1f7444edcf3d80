"""Signs of life of a private PostgreSQL."""

import os
import signal
from pathlib import Path

from server.adapters.postgres import postgres_programs
from server.adapters.postgres.embedded_postgres import ClusterError
from tests.support.waiting import wait_until


def is_without_local_postgresql() -> bool:
    try:
        postgres_programs.choose_programs(Path("/nonexistent"))
    except ClusterError:
        return True
    return False


def postmaster_of(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().splitlines()[0])


def is_alive(pid: int) -> bool:
    try:
        return "(postgres) Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def kill_dead(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid), f"the end of process {pid}, which was killed")
