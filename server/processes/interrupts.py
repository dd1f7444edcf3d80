"""SIGINT and SIGTERM in a process without an event loop: what was opened is closed, once, and nothing is printed."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


def unwind_when_told(error: Callable[[], BaseException] = KeyboardInterrupt) -> None:
    """Has the first signal raise `error` in what runs; later ones change nothing, because the process ends already.

    Leaves a process alone that is not the command line's own, such as a test's.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        return

    def raise_once(_number: int, _frame: FrameType | None) -> None:
        ignore_signals()
        raise error()

    def listen() -> None:
        for number in _NUMBERS:
            signal.signal(number, raise_once)

    tell = sys.unraisablehook

    def raise_again(unraisable: "sys.UnraisableHookArgs") -> None:
        if unraisable.exc_type is type(error()):
            # It came out of a callback of the interpreter, which swallows everything: once more, a moment later.
            listen()
            signal.raise_signal(signal.SIGTERM)
        else:
            tell(unraisable)

    sys.unraisablehook = raise_again
    listen()


def ignore_signals() -> None:
    """Has signals change nothing from now on: the process ends already."""
    for number in _NUMBERS:
        signal.signal(number, signal.SIG_IGN)
