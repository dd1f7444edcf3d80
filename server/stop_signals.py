"""SIGINT and SIGTERM, heard from a process's first moment on. Import it only after `gevent.monkey.patch_all()`."""

import signal
from typing import Any

import gevent
from gevent.event import Event


class StopSignals:
    """The wish that this process ends.

    While it starts, a signal ends the start: SystemExit(0) is raised where the main greenlet waits, so that everything
    opened so far is closed. Afterwards a signal ends `wait()`. Later signals change nothing: the process ends already.
    """

    def __init__(self) -> None:
        """Begins to listen. Call it in the greenlet that starts the process."""
        self._asked = Event()
        self._starter: Any = gevent.getcurrent()
        for number in (signal.SIGINT, signal.SIGTERM):
            gevent.signal_handler(number, self._ask)

    def wait(self) -> None:
        """Returns once somebody asks the process to end."""
        self._starter = None
        self._asked.wait()

    def _ask(self) -> None:
        self._asked.set()
        starter, self._starter = self._starter, None
        if starter is not None:
            gevent.kill(starter, SystemExit(0))
