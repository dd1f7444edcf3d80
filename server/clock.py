"""The clock: the only place that reads it. Rules and services are given the time."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the place
