"""A test that leaves something running is told."""

import subprocess
import sys
import threading

import pytest

from tests.support import leaks
from tests.support.leaks import nothing_left_running

SLEEPING = (sys.executable, "-c", "print(flush=True); input()")


def asleep() -> "subprocess.Popen[str]":
    """A process that has started and ends when it is told something."""
    process = subprocess.Popen(SLEEPING, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "PATIENCE_S", 0.0)


def test_a_process_that_goes_on_is_named() -> None:
    with pytest.raises(AssertionError, match="input"), nothing_left_running():
        process = asleep()
    process.communicate("end")


def test_a_process_that_was_killed_and_not_waited_for_counts_too() -> None:
    forgotten: list[subprocess.Popen[str]] = []

    def forget() -> None:
        with nothing_left_running():
            forgotten.append(asleep())
            forgotten[0].kill()

    with pytest.raises(AssertionError, match="left this running"):
        forget()
    forgotten[0].communicate()


def test_a_thread_that_goes_on_is_named() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten", daemon=True)
    with pytest.raises(AssertionError, match="forgotten"), nothing_left_running():
        thread.start()
    end.set()
    thread.join()


def test_what_ends_within_and_what_ran_before_is_fine() -> None:
    before = asleep()
    with nothing_left_running():
        subprocess.run(SLEEPING, input=b"end", stdout=subprocess.DEVNULL, check=True)
    before.communicate("end")


def test_a_process_that_is_meant_to_go_on_may() -> None:
    with nothing_left_running(lambda command: "input" in command):
        process = asleep()
    process.communicate("end")
