"""Entry point of `jokajobs`. What has to be so before anything else is imported; the verbs are in server/commands/."""

import gc
import os
import signal
import sys

_SERVES = ("serve", "worker")
_INTERRUPTED = 128 + signal.SIGINT
"""The exit code of a program that was interrupted, as a shell tells it."""


def main() -> None:
    """Runs the verb of the command line, and ends the process."""
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    _leave_at_once_when_told(0 if verb in _SERVES else _INTERRUPTED)
    if verb in _SERVES:
        # Some hundred thousand objects are made while modules are imported, and all stay: looking through them for
        # garbage, again and again, is a fifth of a start. server/processes/garbage.py begins with it.
        gc.disable()
    if verb == "serve":
        from gevent import monkey  # noqa: PLC0415 - it takes over the standard library, before all else

        monkey.patch_all()
    from server.commands.verbs import jokajobs  # noqa: PLC0415

    try:
        jokajobs()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    finally:
        # The interpreter tidies up: a signal would come out of that with a traceback.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)


def _leave_at_once_when_told(exit_code: int) -> None:
    """Ends the process at SIGINT and SIGTERM, without a word: nothing is open yet, and an exception that is thrown into
    an import comes out as anything. Whoever opens something says anew what a signal does."""
    told = (signal.SIGINT, signal.SIGTERM)
    for number in told:
        signal.signal(number, lambda *_: os._exit(exit_code))
    # `./dev` holds one back until here.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, told)
