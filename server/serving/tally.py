"""Counts of what strangers can make happen as often as they like: logged line by line, they would fill the disk."""

import logging
from collections import Counter

import gevent

log = logging.getLogger(__name__)

_SUMMARY_AFTER_S = 60.0


class Tally:
    """The first of a kind is logged at once, those of the minute that follows as one number."""

    def __init__(self) -> None:
        self._repeats: Counter[str] = Counter()
        self._running: set[str] = set()

    def count(self, what: str) -> None:
        """Counts once more what happened. `what` is a fixed sentence: nothing that was received stands in it."""
        if what in self._running:
            self._repeats[what] += 1
            return
        self._running.add(what)
        # In a greenlet of its own: the event loop, which may be what counts, must not wait for the log.
        gevent.spawn(log.warning, "%s", what)
        gevent.spawn_later(_SUMMARY_AFTER_S, self.summarise, what)

    def summarise(self, what: str) -> None:
        """Logs how often it happened again; the next one is the first of its kind once more."""
        self._running.discard(what)
        repeats = self._repeats.pop(what, 0)
        if repeats:
            log.warning("%s: %d more times within %d s", what, repeats, _SUMMARY_AFTER_S)
