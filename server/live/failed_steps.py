"""Work of the clock that failed, and when each piece is tried again: one that always fails must not hold up the others.

In the memory of each server, not in the database: a row that cannot be worked on may be one that cannot be written.
"""

from datetime import datetime, timedelta
from uuid import UUID

FIRST_WAIT_S = 5.0
"""A lock that was held, or a database that went away in the middle, costs a call no more than this."""

LONGEST_WAIT_S = 3600.0
"""Longest wait. A new version restarts and tries at once; a row mended by hand is tried within an hour."""


class FailedSteps:
    """Failures by id, with the number of tries and the time of the next one; a restart forgets them."""

    def __init__(self) -> None:
        self._tries: dict[UUID, int] = {}
        self._again_at: dict[UUID, datetime] = {}

    def failed(self, subject_id: UUID, now: datetime) -> int:
        """Puts it aside, twice as long each time. Returns how often it has failed in a row."""
        tries = self._tries.get(subject_id, 0) + 1
        wait_s = min(FIRST_WAIT_S * 2 ** (tries - 1), LONGEST_WAIT_S)
        self._tries[subject_id], self._again_at[subject_id] = tries, now + timedelta(seconds=wait_s)
        return tries

    def worked(self, subject_id: UUID) -> None:
        """Forgets that it failed."""
        self._tries.pop(subject_id, None)
        self._again_at.pop(subject_id, None)

    def put_aside(self, now: datetime) -> frozenset[UUID]:
        """Returns what is not to be tried yet. What nobody has tried again, because it was settled otherwise, is
        forgotten."""
        settled_by = now - timedelta(seconds=LONGEST_WAIT_S)
        for subject_id in [one for one, again_at in self._again_at.items() if again_at < settled_by]:
            self.worked(subject_id)
        return frozenset(one for one, again_at in self._again_at.items() if again_at > now)
