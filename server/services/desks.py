"""Desks: what the use cases of a trade are handed together."""

from dataclasses import dataclass

from game_rules.limits import DEFAULT_LIMITS, Limits
from server.services.ports import (
    CalendarWriter,
    JobQueue,
)


@dataclass(frozen=True, slots=True)
class MeetingDesk:
    """Built once for a process, where it is wired. Without `organiser_mail` alerts wait in the organiser's list."""

    jobs: JobQueue
    calendar: CalendarWriter
    limits: Limits = DEFAULT_LIMITS
    organiser_mail: str | None = None
