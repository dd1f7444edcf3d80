"""Measures that organisers took, and whether somebody may write."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.cases.measure import NO_WRITING, SHUTS_OUT, Measure, MeasureKind
from server.persistence.changes import announce_ended_sessions
from server.persistence.tables.accounts import PlayerRow
from server.persistence.tables.cases import MeasureRow
from server.persistence.tables.organisations import OrganisationMemberRow


class Measures:
    """Repository bound to one unit of work. Whoever takes one against a player holds their lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, measure: Measure) -> None:
        """Keeps the measure; the sockets of somebody who is shut out will close."""
        self._session.execute(
            insert(MeasureRow).values(
                id=measure.id,
                kind=measure.kind,
                player_id=measure.player_id,
                organisation_id=measure.organisation_id,
                offer_id=measure.offer_id,
                case_id=measure.case_id,
                reason=measure.reason,
                taken_at=measure.taken_at,
                ends_at=measure.ends_at,
            )
        )
        if measure.kind in SHUTS_OUT:
            announce_ended_sessions(self._session)

    def lock(self, measure_id: UUID) -> Measure | None:
        """The measure; others who decide about it wait until this unit ends."""
        return next(iter(self._all(MeasureRow.id == measure_id, lock=True)), None)

    def own(self, player_id: UUID, measure_id: UUID | None = None) -> list[Measure]:
        """Those against the player and against organisations of theirs, the latest first; or that one alone."""
        organisations = (
            select(OrganisationMemberRow.organisation_id)
            .join(PlayerRow, PlayerRow.account_id == OrganisationMemberRow.account_id)
            .where(PlayerRow.id == player_id)
        )
        own = or_(MeasureRow.player_id == player_id, MeasureRow.organisation_id.in_(organisations))
        return self._all(own if measure_id is None else own & (MeasureRow.id == measure_id))

    def against(self, player_ids: Collection[UUID], organisation_id: UUID | None) -> list[Measure]:
        """Those against one of the players or the organisation, the latest first."""
        return self._all(or_(MeasureRow.player_id.in_(player_ids), MeasureRow.organisation_id == organisation_id))

    def lift(self, measure: Measure, now: datetime) -> None:
        """Ends the measure."""
        self._lift(MeasureRow.id == measure.id, now)

    def lift_kind(self, kind: MeasureKind, who_id: UUID, now: datetime) -> None:
        """Ends the measures of that kind against the player or organisation."""
        against = or_(MeasureRow.player_id == who_id, MeasureRow.organisation_id == who_id)
        self._lift((MeasureRow.kind == kind) & against, now)

    def _lift(self, which: ColumnElement[bool], now: datetime) -> None:
        self._session.execute(update(MeasureRow).where(which, MeasureRow.lifted_at.is_(None)).values(lifted_at=now))

    def may_write(self, person_id: UUID, now: datetime) -> bool:
        """Tells whether somebody, named by their player's or their account's id, may write to others at `now`."""
        in_force = (
            select(MeasureRow.id)
            .join(PlayerRow, PlayerRow.id == MeasureRow.player_id)
            .where(
                or_(PlayerRow.id == person_id, PlayerRow.account_id == person_id),
                MeasureRow.kind.in_(NO_WRITING),
                MeasureRow.lifted_at.is_(None),
                or_(MeasureRow.ends_at.is_(None), MeasureRow.ends_at > now),
            )
            .limit(1)
        )
        return self._session.scalar(in_force) is None

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes the measures against one player the other's: none is left behind by signing in."""
        self._session.execute(update(MeasureRow).where(MeasureRow.player_id == old_id).values(player_id=new_id))

    def _all(self, which: ColumnElement[bool], *, lock: bool = False) -> list[Measure]:
        found = select(MeasureRow).where(which).order_by(MeasureRow.taken_at.desc(), MeasureRow.id)
        if lock:
            found = found.with_for_update(key_share=True)
        rows = self._session.scalars(found.execution_options(populate_existing=True))
        return [
            Measure(
                id=row.id,
                kind=row.kind,
                reason=row.reason,
                taken_at=row.taken_at,
                player_id=row.player_id,
                organisation_id=row.organisation_id,
                offer_id=row.offer_id,
                case_id=row.case_id,
                ends_at=row.ends_at,
                lifted_at=row.lifted_at,
            )
            for row in rows
        ]
