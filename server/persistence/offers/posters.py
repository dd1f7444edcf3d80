"""Posters of offers, and how often they were scanned; nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.ids import new_id
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.public import PosterRow, PosterScanRow


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster that was made; `is_revoked` ones open nothing."""

    id: UUID
    offer_id: UUID
    is_revoked: bool


class Posters:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, poster_id: UUID) -> Poster | None:
        row = self._session.get(PosterRow, poster_id)
        return Poster(row.id, row.offer_id, row.revoked_at is not None) if row else None

    def organisation_of(self, offer_id: UUID) -> UUID | None:
        """Returns the id of the organisation whose offer it is; None where there is no such offer."""
        return self._session.scalar(select(OfferRow.organisation_id).where(OfferRow.id == offer_id))

    def in_use(self, offer_id: UUID, now: datetime) -> UUID:
        """The id of the offer's poster; it is made when there is none."""
        self._session.execute(
            insert(PosterRow)
            .values(id=new_id(now), offer_id=offer_id, created_at=now, revoked_at=None)
            .on_conflict_do_nothing(index_elements=["offer_id"], index_where=PosterRow.revoked_at.is_(None))
        )
        return self._session.scalars(
            select(PosterRow.id).where(PosterRow.offer_id == offer_id, PosterRow.revoked_at.is_(None))
        ).one()

    def revoke(self, offer_id: UUID, now: datetime) -> None:
        """From now on the code of the offer's poster opens nothing; another one can be made."""
        self._session.execute(
            update(PosterRow)
            .where(PosterRow.offer_id == offer_id, PosterRow.revoked_at.is_(None))
            .values(revoked_at=now)
        )

    def count_scan(self, poster_id: UUID, day: date) -> None:
        new = insert(PosterScanRow).values(poster_id=poster_id, day=day, scans=1)
        self._session.execute(
            new.on_conflict_do_update(
                index_elements=["poster_id", "day"], set_={"scans": PosterScanRow.scans + new.excluded.scans}
            )
        )
