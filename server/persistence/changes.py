"""Tells running servers what has changed in the database, whoever changed it; they listen in `ChangeListener`."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

CAMPAIGN_CHANGED = "campaign_changed"
SESSIONS_ENDED = "sessions_ended"
POSITIONS_REFUSED = "positions_refused"


def announce_campaign_change(session: Session) -> None:
    """Tells it when, and only if, the session's transaction is committed."""
    session.execute(select(func.pg_notify(CAMPAIGN_CHANGED, "")))


def announce_ended_sessions(session: Session) -> None:
    """Tells it when, and only if, the session's transaction is committed."""
    session.execute(select(func.pg_notify(SESSIONS_ENDED, "")))


def announce_refused_positions(session: Session) -> None:
    """Somebody has left, or withdrawn their consent. Tells it when, and only if, the transaction is committed."""
    session.execute(select(func.pg_notify(POSITIONS_REFUSED, "")))
