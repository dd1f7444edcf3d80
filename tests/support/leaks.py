"""Processes and threads that a test left running: they would disturb another one, or fail it in its place."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

_OF_AN_EVENT_LOOP = "asyncio_"
"""Threads of a loop's own pool, made when the loop first needs one: they end with the loop, which others may share."""

PATIENCE_S = 10.0
"""Time for what has been told to end. A busy machine takes a while over a thread's last line."""


@contextmanager
def nothing_left_running(is_meant: Callable[[str], bool] = lambda _: False) -> Iterator[None]:
    """Raises AssertionError when a process or thread that began in the block is there after it.

    `is_meant` is asked by command line which processes may go on. A process that has ended and that nobody waited for
    counts as well.
    """
    processes, threads = set(children()), set(threading.enumerate())

    def left() -> list[str]:
        commands = [command for pid, command in children().items() if pid not in processes and not is_meant(command)]
        begun = [thread.name for thread in threading.enumerate() if thread not in threads]
        return commands + [name for name in begun if not name.startswith(_OF_AN_EVENT_LOOP)]

    yield
    deadline = monotonic() + PATIENCE_S
    while left() and monotonic() < deadline:
        sleep(0.02)
    still = left()
    assert not still, f"a test left this running: {still}"


def children() -> dict[int, str]:
    """The processes that this one started and has not waited for, with their command lines."""
    found = {}
    for task in Path("/proc/self/task").iterdir():
        try:
            pids = (task / "children").read_text().split()
        except OSError:  # The thread has ended meanwhile.
            continue
        for pid in pids:
            found[int(pid)] = _command_of(pid)
    return found


def _command_of(pid: str) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        words = []
    return os.fsdecode(b" ".join(words)).strip() or f"process {pid}, ended"
