"""Judges the signs of life of what a server rests on: which of them it cannot do without."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class HealthCheck(StrEnum):
    """A thing that a server rests on."""

    DATABASE = "database"
    WRITES = "writes"
    CAMPAIGN = "campaign"
    CHANGES = "changes"
    CLOCK = "clock"
    WORKER = "worker"
    JOBS = "jobs"
    MESSAGE_QUEUE = "message_queue"
    RATE_LIMIT_STORAGE = "rate_limit_storage"


_VITAL = frozenset({HealthCheck.DATABASE, HealthCheck.WRITES, HealthCheck.CAMPAIGN})
"""Without these no player can be let in. Without the others a server serves, and keeps fewer promises: one that a proxy
took out for a missing worker would keep none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check, in a sentence that names no address and no secret."""

    check: HealthCheck
    is_ok: bool
    detail: str

    @property
    def is_vital(self) -> bool:
        return self.check in _VITAL


@dataclass(frozen=True, slots=True)
class Health:
    """All findings of one look, which is `age_s` seconds old."""

    findings: Sequence[Finding]
    age_s: float

    @property
    def failed(self) -> set[HealthCheck]:
        return {one.check for one in self.findings if not one.is_ok}

    @property
    def is_ready(self) -> bool:
        return all(one.is_ok for one in self.findings if one.is_vital)
