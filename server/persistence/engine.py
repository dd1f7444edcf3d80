"""The way to the database, without all that is done there: whoever only looks at it starts sooner."""

from typing import Any

from sqlalchemy import Engine, create_engine, event

from server.persistence.time_limits import SERVING, TimedConnection, TimeLimits, timed_connection


def connect(database_url: str, *, pool_size: int, limits: TimeLimits = SERVING) -> Engine:
    """An engine for `database_url` (postgresql+psycopg://...) that opens at most `pool_size` connections.

    Callers beyond that wait for one: more connections would only make PostgreSQL's own work slower. None waits longer
    than `limits` say.
    """
    engine = create_engine(
        database_url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=limits.pool_s,
        pool_pre_ping=True,
        # Parameters are names, addresses and positions: errors that are logged do without.
        hide_parameters=True,
        connect_args={"options": "-c timezone=UTC"},
    )

    @event.listens_for(engine, "do_connect")
    def open_connection(_dialect: object, _record: object, args: list[Any], params: dict[str, Any]) -> TimedConnection:
        return timed_connection(*args, limits=limits, **params)

    return engine
