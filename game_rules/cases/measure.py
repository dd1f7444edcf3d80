"""Measures: what an organiser decides against somebody. Each has a reason that they read, and can be appealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from game_rules.cases.case import Case
from game_rules.cases.limits import APPEAL_DAYS, MEASURE_DAYS_MAX
from game_rules.refusals import RefusalReason, Refused


class MeasureKind(StrEnum):
    """Kinds of measures, the mildest first.

    A pause keeps somebody from writing to anybody. Suspended is until a day, banned without an end: nothing is left but
    to read why, to appeal, to take one's data along and to leave.
    """

    WARNING = "warning"
    MESSAGES_PAUSED = "messages_paused"
    OFFER_TAKEN_DOWN = "offer_taken_down"
    JOKER_SUSPENDED = "joker_suspended"
    ORGANISATION_SUSPENDED = "organisation_suspended"
    SUSPENDED = "suspended"
    BANNED = "banned"


WITH_AN_END = frozenset({MeasureKind.MESSAGES_PAUSED, MeasureKind.SUSPENDED})
"""These are for a number of days."""

ON_A_PLAYER = frozenset({MeasureKind.WARNING, MeasureKind.MESSAGES_PAUSED, MeasureKind.SUSPENDED, MeasureKind.BANNED})
"""An organiser takes these about somebody of a case, and lifts them again."""

SHUTS_OUT = frozenset({MeasureKind.SUSPENDED, MeasureKind.BANNED})

NO_WRITING = SHUTS_OUT | {MeasureKind.MESSAGES_PAUSED}


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A measure as an organiser takes it: about a player of the case, or about an offer."""

    kind: MeasureKind
    reason: str
    player_id: UUID | None = None
    offer_id: UUID | None = None
    days: int | None = None

    def ends_at(self, now: datetime) -> datetime | None:
        """Returns when it ends. Raises Refused(measure_invalid) without its days, or with days where it has none."""
        has_days = self.days is not None and 1 <= self.days <= MEASURE_DAYS_MAX
        if has_days is not (self.kind in WITH_AN_END) or (self.days is not None and not has_days):
            raise Refused(RefusalReason.MEASURE_INVALID)
        return now + timedelta(days=self.days) if self.days is not None else None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure against a player, or against an organisation. `offer_id` is the offer that was taken down."""

    id: UUID
    kind: MeasureKind
    reason: str
    taken_at: datetime
    player_id: UUID | None = None
    organisation_id: UUID | None = None
    offer_id: UUID | None = None
    case_id: UUID | None = None
    ends_at: datetime | None = None
    lifted_at: datetime | None = None

    @property
    def appeal_until(self) -> datetime:
        return self.taken_at + timedelta(days=APPEAL_DAYS)

    def check_appeal(self, now: datetime) -> None:
        """Raises Refused(not_allowed_now) once it was lifted, or is too long ago."""
        if self.lifted_at is not None or now > self.appeal_until:
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure as the person reads it, with their latest appeal."""

    measure: Measure
    appeal: Case | None
