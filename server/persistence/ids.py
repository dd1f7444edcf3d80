"""New identifiers."""

from datetime import datetime
from uuid import UUID

import uuid_utils


def new_id(now: datetime) -> UUID:
    """A UUIDv7 (RFC 9562) of the aware moment `now`: unique, and sorted by time in an index."""
    return UUID(bytes=uuid_utils.uuid7(nanoseconds=int(now.timestamp() * 1_000_000_000)).bytes)
