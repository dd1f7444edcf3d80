"""Limits on waiting for the database: whoever waits longer holds up others, and learns nothing by it."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg

CONNECT_S = 5
"""To open a connection; some milliseconds on a network that works."""

PING_S = 2.0
"""For an answer to `select 1`, by which a connection from the pool is tried before it is used."""

ANSWER_MARGIN_S = 2.0
"""After a statement's own limit, before it is given up here: a server that hangs does not end a statement by itself."""

KEEPALIVES: dict[str, int] = {
    "keepalives": 1,
    # Seconds of silence before the kernel asks whether the other end is still there, and between its questions.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # Milliseconds for which what was sent may stay unacknowledged: a network that is gone tells nobody.
    "tcp_user_timeout": 15_000,
}
"""By which a connection whose other end is gone is noticed within half a minute (libpq's parameters)."""


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """Limits of one kind of process, in seconds; None is none. PostgreSQL keeps the first three itself."""

    statement_s: float | None
    lock_s: float | None
    idle_in_transaction_s: float | None
    pool_s: float

    @property
    def options(self) -> str:
        """The parameters of a session that keep them."""
        settings = {
            "statement_timeout": self.statement_s,
            "lock_timeout": self.lock_s,
            "idle_in_transaction_session_timeout": self.idle_in_transaction_s,
        }
        return " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in settings.items() if seconds is not None)


SERVING = TimeLimits(
    # A request's slowest statement takes a tenth of this on a busy machine; a phone waits ten seconds for its answer.
    statement_s=8,
    # Fifty calls at once choose their Jokers one after the other, 40 to 170 ms each. It has to end before a statement
    # does: a wait for a lock is part of one.
    lock_s=5,
    # Nothing that serves waits for anything outside between two statements: this ends what a bug has left open.
    idle_in_transaction_s=30,
    # All connections are busy for so long when the database hangs, or when there are far too many phones: they are told
    # to come again, instead of making the queue longer. Half of what a phone waits; fifty Jokers who accept one call at
    # once share ten connections, and the last one is through in a second.
    pool_s=5,
)
"""Limits of a server: somebody waits for each answer."""

WORKING = TimeLimits(
    # An import compares a whole feed with what is there; retention deletes a month at once after a holiday.
    statement_s=300,
    # An import's batch holds its offers for some seconds. What has to wait longer is tried again.
    lock_s=30,
    # An import reads its feed, from a site that may be slow, while its batch is open.
    idle_in_transaction_s=600,
    pool_s=60,
)
"""Limits of a worker: nobody waits, and what fails is tried again."""

LISTENING = TimeLimits(
    # It asks nothing that takes time.
    statement_s=5,
    lock_s=None,
    idle_in_transaction_s=None,
    pool_s=0,
)
"""Limits of the connection on which a server hears of changes."""

AT_A_TERMINAL = TimeLimits(
    # Migrations and imports by hand take as long as they take, and wait for each other: somebody sees it.
    statement_s=None,
    lock_s=None,
    idle_in_transaction_s=None,
    pool_s=30,
)
"""Limits of a command, of which there are none but for the way to the database."""

Value = TypeVar("Value")


class TimedConnection(psycopg.Connection[Any]):
    """A connection that gives up a server which does not answer, and is closed then.

    PostgreSQL keeps the limits of a session only while it runs: one that is stopped, or behind a proxy that swallows
    what it is sent, would be waited for without end.
    """

    answer_s: float | None = None
    """Longest time of a statement without an answer; None: for ever."""

    def wait(self, gen: Generator[Any, Any, Value], interval: float = 0.1, timeout: float | None = None) -> Value:
        """See `psycopg.Connection.wait`; without a `timeout` of its own a statement has that of the connection."""
        limit_s = timeout if timeout is not None else self._limit_s
        try:
            return super().wait(gen, interval, limit_s)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                # Its answer may still come, and would be taken for that to another statement.
                self.pgconn.finish()
            raise

    @property
    def _limit_s(self) -> float | None:
        # Outside of transactions there are only pings.
        return PING_S if self.answer_s is not None and self.autocommit else self.answer_s


def timed_connection(*args: Any, limits: TimeLimits, **params: Any) -> TimedConnection:
    """Opens a connection that keeps `limits`; the rest is what `psycopg.connect` takes. Raises psycopg.Error."""
    options = f"{params.pop('options', '')} {limits.options}".strip()
    connection = TimedConnection.connect(
        *args, **{"connect_timeout": CONNECT_S, **KEEPALIVES, **params, "options": options}
    )
    connection.answer_s = None if limits.statement_s is None else limits.statement_s + ANSWER_MARGIN_S
    return connection
