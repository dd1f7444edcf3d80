"""A place where it is noon."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def where_it_is_noon() -> ZoneInfo:
    """A zone in which doors are open now: hints pause while they are not."""
    return ZoneInfo(f"Etc/GMT{now().hour - 12:+d}")


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - hints are for live fixes, and the server's clock is a real one
