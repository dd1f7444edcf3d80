"""A wait in vain says what was waited for, how long, and what came instead."""

import subprocess
import sys
from queue import Queue
from threading import Barrier, Event, Thread

import pytest

from tests.support import waiting
from tests.support.waiting import end_of, happened, joined, next_of, outcome_of, together, wait_until

HANGS = (sys.executable, "-c", "print('so far', flush=True); input()")


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "DEADLINE_S", 0.0)


def test_what_is_so_is_returned() -> None:
    found = iter([0, "", 3])
    assert wait_until(lambda: next(found), "a number") == 3


def test_a_condition_that_never_holds_is_named_with_what_it_said_last() -> None:
    with pytest.raises(AssertionError, match=r"^waited 0 s in vain for three offers; instead: \[\]$"):
        wait_until(list, "three offers", within_s=0)


def test_without_a_name_the_line_that_waits_is_told() -> None:
    with pytest.raises(AssertionError, match=r"in vain for wait_until\(lambda: False, within_s=0\); instead: False"):
        wait_until(lambda: False, within_s=0)


def test_an_empty_queue_is_named() -> None:
    queue: Queue[int] = Queue()
    with pytest.raises(AssertionError, match="waited 0 s in vain for an answer; instead: silence"):
        next_of(queue, "an answer", instead=lambda: "silence", within_s=0)
    queue.put(7)
    assert next_of(queue, "an answer", within_s=0) == 7


def test_a_process_that_does_not_end_is_named() -> None:
    with subprocess.Popen(HANGS, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        with pytest.raises(AssertionError, match="waited 0 s in vain for the end of the worker; instead: its log"):
            end_of(process, "the worker", instead=lambda: "its log", within_s=0)
        process.kill()
    assert end_of(process, "the worker") == -9


def test_of_a_command_that_does_not_end_one_reads_what_it_wrote() -> None:
    process = subprocess.Popen(HANGS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(AssertionError, match="waited 0 s in vain for the end of the walk; instead: "):
        outcome_of(process, "the walk", within_s=0)
    assert process.returncode == -9


def test_an_event_that_never_comes_is_named() -> None:
    with pytest.raises(AssertionError, match="waited 0 s in vain for the first batch"):
        happened(Event(), "the first batch")


def test_who_waits_alone_at_a_barrier_learns_it() -> None:
    with pytest.raises(AssertionError, match="waited 0 s in vain for 2 threads at one place"):
        together(Barrier(2))


def test_a_thread_that_goes_on_is_named_with_its_place() -> None:
    end = Event()
    thread = Thread(target=end.wait, name="walking", daemon=True)
    thread.start()
    with pytest.raises(AssertionError, match=r"for the end of the walk; instead: walking goes on: .*threading\.py:"):
        joined(thread, "the walk")
    end.set()
    thread.join()
