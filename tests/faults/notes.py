"""Notes that the clients of a run take while they ask, on one clock, and the pulse that shows that all goes on."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from threading import Condition, Event
from time import monotonic

from tests.faults.history import Attempt, Outcome

RECOVERS_WITHIN_S = 300.0
"""Generous: on a busy machine a server takes its time to start. What a kill costs is measured, not asserted."""


class Pulse:
    """The newest sign that something of a name went through: when it was sent. Threads may share it."""

    def __init__(self) -> None:
        self._newest_sent_s: dict[str, float] = {}
        self._changed = Condition()

    def beat(self, name: str, sent_s: float) -> None:
        """Notes that what was sent at `sent_s` went through just now."""
        with self._changed:
            self._newest_sent_s[name] = max(sent_s, self._newest_sent_s.get(name, sent_s))
            self._changed.notify_all()

    def wait_for(self, names: Collection[str], *, after_s: float) -> float:
        """Waits until something of each name that was sent after `after_s` has gone through; the time then."""

        def missing() -> list[str]:
            return [name for name in names if self._newest_sent_s.get(name, after_s) <= after_s]

        with self._changed:
            self._changed.wait_for(lambda: not missing(), RECOVERS_WITHIN_S)
            assert not missing(), f"for {RECOVERS_WITHIN_S:g} s nothing went through of {missing()}"
            return monotonic()


class Notes:
    """The attempts of one client, in the order of their ends."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []

    def add(
        self, stream: str, id_: str, outcome: Outcome, sent_s: float, *, content: str = "", told: str | None = None
    ) -> None:
        """Notes an attempt that ended just now."""
        self.attempts.append(Attempt(stream, id_, outcome, sent_s, monotonic(), content, told))


@contextmanager
def ends_all(enough: Event) -> Iterator[None]:
    """Sets the event when its block fails: a client that breaks ends the run, and no other waits for it."""
    try:
        yield
    except BaseException:
        enough.set()
        raise
