"""Waits of tests, each with an end. A wait in vain raises AssertionError with a sentence: what was waited for, for how
long, and what came instead."""

import linecache
import subprocess
import sys
from collections.abc import Callable
from queue import Empty, Queue, SimpleQueue
from threading import Barrier, BrokenBarrierError, Event, Thread
from time import monotonic, sleep
from typing import Any, NoReturn, Protocol, TypeVar

DEADLINE_S = 90.0
"""Seconds after which a wait counts as one in vain. A machine with much other work is slow, not wrong: with ten
processes for each core, a command of ours takes half a minute to start."""

POLL_S, POLL_MAX_S = 0.02, 0.2
"""Seconds between two questions, at first and at last: each takes time from what is waited for."""

_MORE_RARELY = 1.25

Instead = Callable[[], object]
"""Says what came instead; asked when a wait was in vain."""

T = TypeVar("T")


class Ends(Protocol):
    """A running program, as far as its end goes."""

    def wait(self, timeout: float | None = None) -> int: ...


def wait_until(
    is_so: Callable[[], T], what: str = "", *, instead: Instead | None = None, within_s: float = DEADLINE_S
) -> T:
    """Asks again and again until `is_so` returns something true, and returns that.

    Without `what`, the line that waits stands in the sentence.
    """
    what = what or _line_of_caller()
    deadline, poll_s = monotonic() + within_s, POLL_S
    while not (found := is_so()):
        if monotonic() > deadline:
            in_vain(what, within_s, instead or (lambda: repr(found)))
        sleep(poll_s)
        poll_s = min(_MORE_RARELY * poll_s, POLL_MAX_S)
    return found


def next_of(
    queue: "Queue[T] | SimpleQueue[T]", what: str, *, instead: Instead | None = None, within_s: float = DEADLINE_S
) -> T:
    """Takes the next one out of `queue`."""
    try:
        return queue.get(timeout=max(0.0, within_s))
    except Empty:
        in_vain(what, within_s, instead)


def end_of(process: Ends, what: str, *, instead: Instead | None = None, within_s: float = DEADLINE_S) -> int:
    """Waits for the end of `process`; returns its exit code, minus the signal that ended it."""
    try:
        return process.wait(within_s)
    except subprocess.TimeoutExpired:
        in_vain(f"the end of {what}", within_s, instead)


def outcome_of(
    process: "subprocess.Popen[Any]", what: str, *, within_s: float = DEADLINE_S
) -> subprocess.CompletedProcess[Any]:
    """Waits for the end of `process` and returns all that it wrote. One that does not end is killed."""
    try:
        stdout, stderr = process.communicate(timeout=within_s)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
        in_vain(f"the end of {what}", within_s, lambda: f"{stdout!r} {stderr!r}")
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def happened(event: Event, what: str, *, instead: Instead | None = None) -> None:
    """Waits until `event` is set."""
    if not event.wait(DEADLINE_S):  # allowed vain-wait: in_vain says it
        in_vain(what, DEADLINE_S, instead)


def together(barrier: Barrier) -> None:
    """Waits for the other threads that meet at `barrier`."""
    try:
        barrier.wait(DEADLINE_S)  # allowed vain-wait: in_vain says it
    except BrokenBarrierError:
        in_vain(f"{barrier.parties} threads at one place", DEADLINE_S, lambda: f"{barrier.n_waiting} came")


def joined(thread: Thread, what: str) -> None:
    """Waits for the end of `thread`."""
    thread.join(DEADLINE_S)  # allowed vain-wait: in_vain says it
    if thread.is_alive():
        in_vain(f"the end of {what}", DEADLINE_S, lambda: f"{thread.name} goes on: {_where(thread)}")


def in_vain(what: str, within_s: float, instead: Instead | None = None) -> NoReturn:
    """Raises the AssertionError of a wait in vain."""
    came = "" if instead is None else f"; instead: {instead()}"
    raise AssertionError(f"waited {within_s:.0f} s in vain for {what}{came}")


def _where(thread: Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)
    return "it has just ended" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"


def _line_of_caller() -> str:
    # The caller of the function that called this one, outside of the helpers that hand a condition on.
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_name in {"eventually", "wait_until"}:
        frame = frame.f_back
    return linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip() or f"line {frame.f_lineno}"
