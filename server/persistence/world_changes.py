"""Tells running servers that the world in the database has changed, whoever changed it."""

from collections.abc import Callable
from time import sleep

import psycopg
from sqlalchemy import func, make_url, select
from sqlalchemy.orm import Session

_CHANNEL = "world_changed"

_LOOK_AGAIN_S = 600.0
"""Without any message too: campaigns begin and end at midnight."""

_SETTLE_S = 0.2
"""A loader commits many times in a row; one reload serves them all."""

_RECONNECT_S = 5.0


def announce_world_change(session: Session) -> None:
    """Tells it when, and only if, the session's transaction is committed."""
    session.execute(select(func.pg_notify(_CHANNEL, "")))


def follow_world_changes(database_url: str, changed: Callable[[], None]) -> None:
    """Calls `changed()` soon after each change, and every ten minutes. Never returns; run it in a greenlet.

    While the database is away it tries again every few seconds; `changed` has to bear that itself.
    """
    url = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"LISTEN {_CHANNEL}")
                while True:
                    # Before the first message too: what changed while nobody listened has to be seen.
                    changed()
                    for _ in connection.notifies(timeout=_LOOK_AGAIN_S, stop_after=1):
                        sleep(_SETTLE_S)
                    for _ in connection.notifies(timeout=0):
                        pass
        except psycopg.OperationalError:
            sleep(_RECONNECT_S)
