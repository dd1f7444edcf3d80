"""Tells running servers what has changed in the database, whoever changed it."""

from collections.abc import Callable, Mapping
from time import sleep

import psycopg
from sqlalchemy import func, make_url, select
from sqlalchemy.orm import Session

CAMPAIGN_CHANGED = "campaign_changed"
SESSIONS_ENDED = "sessions_ended"
POSITIONS_REFUSED = "positions_refused"

_LOOK_AGAIN_S = 600.0
"""Without any message too: campaigns begin and end at midnight, and sessions by themselves."""

_SETTLE_S = 0.2
"""A loader commits many times in a row; one reload serves them all."""

_RECONNECT_S = 5.0


def announce_campaign_change(session: Session) -> None:
    """Tells it when, and only if, the session's transaction is committed."""
    session.execute(select(func.pg_notify(CAMPAIGN_CHANGED, "")))


def announce_ended_sessions(session: Session) -> None:
    """Tells it when, and only if, the session's transaction is committed."""
    session.execute(select(func.pg_notify(SESSIONS_ENDED, "")))


def announce_refused_positions(session: Session) -> None:
    """Somebody has left, or withdrawn their consent. Tells it when, and only if, the transaction is committed."""
    session.execute(select(func.pg_notify(POSITIONS_REFUSED, "")))


def follow_changes(database_url: str, on_change: Mapping[str, Callable[[], None]]) -> None:
    """Calls what `on_change` has for a channel soon after each change, and all of it every ten minutes.

    Never returns; run it in a greenlet. While the database is away it tries again every few seconds; what is called has
    to bear that itself.
    """
    url = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                for channel in on_change:
                    connection.execute(f"LISTEN {channel}")
                # Before the first message too: what changed while nobody listened has to be seen.
                changed = set(on_change)
                while True:
                    for channel in changed:
                        on_change[channel]()
                    first = {notice.channel for notice in connection.notifies(timeout=_LOOK_AGAIN_S, stop_after=1)}
                    sleep(_SETTLE_S)
                    more = {notice.channel for notice in connection.notifies(timeout=0)}
                    changed = first | more or set(on_change)
        except psycopg.OperationalError:
            sleep(_RECONNECT_S)
