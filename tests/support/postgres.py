"""Signs of life of a private PostgreSQL."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from server.adapters.postgres import postgres_programs
from server.adapters.postgres.embedded_postgres import ClusterError


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
    wait_until(lambda: not is_alive(pid))


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited 20 s in vain"
        time.sleep(0.02)
