"""Hears of changes that other processes have made in the database."""

import logging
from collections.abc import Callable, Iterable, Mapping
from time import monotonic, sleep

import psycopg
from sqlalchemy import make_url

from server.persistence.time_limits import LISTENING, TimedConnection, timed_connection
from server.processes.outages import OutageLog
from server.services.check_health import Finding, HealthCheck
from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)

_LOOK_AGAIN_S = 600.0
"""Without any message too: sessions end by themselves."""

_SETTLE_S = 0.2
"""A loader commits many times in a row; one reload serves them all."""

_ASK_EVERY_S = 30.0
"""A connection whose other end is gone is as silent as one on which nothing happens: only a question tells."""

_RECONNECT_S = 5.0


class ChangeListener:
    """A connection that listens, whatever its callbacks and the database do, and that knows when it is deaf.

    A change that nobody hears leaves a server in an old campaign, and the sockets of ended sessions open.
    """

    def __init__(
        self,
        database_url: str,
        on_change: Mapping[str, Callable[[], None]],
        *,
        look_again_s: Callable[[], float | None] = lambda: None,
        ask_every_s: float = _ASK_EVERY_S,
        reconnect_s: float = _RECONNECT_S,
    ) -> None:
        """`on_change` has a callback for each channel; one that raises is called again with the next question.

        `look_again_s` tells in how many seconds all of them are due without any message, as at midnight, when campaigns
        begin and end; None for never.
        """
        self._url = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._on_change = on_change
        self._look_again_s = look_again_s
        self._ask_every_s = ask_every_s
        self._reconnect_s = reconnect_s
        self._outage = OutageLog(log, "changes are not heard: the database does not answer")
        self._is_lost = False
        self._answered_at_s = monotonic()
        self._all_called_at_s = monotonic()
        self._failing: set[str] = set()
        self._is_over = False

    def stop(self) -> None:
        """Says nothing more: what is cut off in the middle now is no error."""
        self._is_over = True

    def finding(self) -> Finding:
        """Tells whether changes are heard and followed."""
        silent_s = monotonic() - self._answered_at_s
        if self._is_lost or silent_s > 2 * self._ask_every_s:
            detail = f"Nothing was heard of changes for {silent_s:.0f} s: this server may play on in an old campaign."
        elif self._failing:
            detail = f"Changes are heard and cannot be followed ({', '.join(sorted(self._failing))}): look at the log."
        else:
            return Finding(HealthCheck.CHANGES, is_ok=True, detail="Changes of other processes are heard.")
        return Finding(HealthCheck.CHANGES, is_ok=False, detail=detail)

    def run(self) -> None:
        """Calls the callback of a channel soon after each change, and all of them every ten minutes, and when due.

        Never returns; run it in a greenlet. While the database is away it tries again every few seconds.
        """
        while True:
            try:
                with timed_connection(self._url, autocommit=True, limits=LISTENING) as connection:
                    self._listen(connection)
            except (psycopg.Error, OSError):
                if not self._is_over:
                    self._outage.failed()
            except Exception:
                if not self._is_over:
                    log.exception("the listener of changes begins again")
            self._is_lost = True
            sleep(self._reconnect_s)

    def _listen(self, connection: TimedConnection) -> None:
        for channel in self._on_change:
            connection.execute(f"LISTEN {channel}")
        # Before the first message too: what changed while nobody listened has to be seen.
        changed, is_due = set(self._on_change), False
        while True:
            self._is_lost, self._answered_at_s = False, monotonic()
            self._outage.worked()
            self._call(changed | self._failing)
            due_s = self._look_again_s()
            # One that is due still, after all were called, has failed: it is tried again with the next question.
            wait_s = self._ask_every_s if due_s is None or is_due else min(max(due_s, 0), self._ask_every_s)
            changed = {notice.channel for notice in connection.notifies(timeout=wait_s, stop_after=1)}
            if changed:
                sleep(_SETTLE_S)
                changed |= {notice.channel for notice in connection.notifies(timeout=0)}
            else:
                connection.execute("select 1")
            due_s = self._look_again_s()
            is_due = due_s is not None and due_s <= 0
            if is_due or monotonic() - self._all_called_at_s > _LOOK_AGAIN_S:
                changed = set(self._on_change)

    def _call(self, channels: Iterable[str]) -> None:
        channels = set(channels)
        if channels >= self._on_change.keys():
            self._all_called_at_s = monotonic()
        for channel in sorted(channels):
            try:
                self._on_change[channel]()
                self._failing.discard(channel)
            except StorageUnavailable:
                self._failing.add(channel)
            except Exception:
                if channel not in self._failing and not self._is_over:
                    # allowed log-text: one of the names that stand where it is wired
                    log.exception("a change could not be followed: %s", channel)
                self._failing.add(channel)
