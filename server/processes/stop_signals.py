"""SIGINT and SIGTERM, heard from a process's first moment on. Import it only after `gevent.monkey.patch_all()`."""

import signal

import gevent
from gevent.event import Event


class StopSignals:
    """The wish that this process ends. Signals after the first change nothing: the process ends already.

    Nothing is thrown into what runs: a driver that is interrupted in a statement tells of it as an error of its own,
    and code that survives such errors would live on.
    """

    def __init__(self) -> None:
        """Begins to listen."""
        self._asked = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            gevent.signal_handler(number, self._asked.set)

    def check(self) -> None:
        """Ends a process that starts, between two steps of its start. Raises SystemExit(0) when somebody has asked."""
        # The signal waits in the event loop, which a start without waiting has not yet run.
        gevent.sleep(0)
        if self._asked.is_set():
            raise SystemExit(0)

    def wait(self) -> None:
        """Returns once somebody asks the process to end, or has asked before."""
        self._asked.wait()
