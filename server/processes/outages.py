"""Says what is away once, and once that it is back, however often somebody tries in between."""

import logging


class OutageLog:
    """The outages that one loop sees."""

    def __init__(self, log: logging.Logger, what: str) -> None:
        """`what` is a sentence without its full stop, such as "calls wait: the database does not answer"."""
        self._log = log
        self._what = what
        self._tries = 0

    def failed(self) -> None:
        """Counts a try that failed; the first one is told."""
        if self._tries == 0:
            self._log.warning("%s", self._what)
        self._tries += 1

    def worked(self) -> None:
        """Ends the outage, if there was one."""
        if self._tries:
            self._log.warning("over after %d tries: %s", self._tries, self._what)
            self._tries = 0
