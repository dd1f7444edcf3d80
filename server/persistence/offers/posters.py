"""Posters of offers, and how often they were scanned; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

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

    def restore(self, offer_id: UUID, since: datetime) -> bool:
        """Brings the poster back that was revoked last, after `since`. Returns whether there was one, and no other has
        been made."""
        last = (
            select(PosterRow.id)
            .where(PosterRow.offer_id == offer_id, PosterRow.revoked_at > since, ~_is_one_in_use(offer_id))
            .order_by(PosterRow.revoked_at.desc())
            .limit(1)
        )
        restored = update(PosterRow).where(PosterRow.id == last.scalar_subquery()).values(revoked_at=None)
        return self._session.execute(restored.returning(PosterRow.id)).first() is not None

    def is_one_in_use(self, offer_id: UUID) -> bool:
        return bool(self._session.scalar(select(_is_one_in_use(offer_id))))

    def is_revoked_since(self, offer_id: UUID, since: datetime) -> bool:
        """Tells whether a poster of the offer was revoked after `since`."""
        revoked = select(PosterRow.id).where(PosterRow.offer_id == offer_id, PosterRow.revoked_at > since)
        return bool(self._session.scalar(select(revoked.exists())))

    def revoked_since(self, offer_ids: Collection[UUID], since: datetime) -> dict[UUID, datetime]:
        """By offer, when its last poster was revoked, after `since`; nothing of an offer that has another one now."""
        in_use = aliased(PosterRow)
        rows = self._session.execute(
            select(PosterRow.offer_id, func.max(PosterRow.revoked_at))
            .where(
                PosterRow.offer_id.in_(offer_ids),
                PosterRow.revoked_at > since,
                ~select(in_use.id).where(in_use.offer_id == PosterRow.offer_id, in_use.revoked_at.is_(None)).exists(),
            )
            .group_by(PosterRow.offer_id)
        )
        return {offer_id: revoked_at for offer_id, revoked_at in rows if revoked_at is not None}

    def count_scan(self, poster_id: UUID, day: date) -> None:
        new = insert(PosterScanRow).values(poster_id=poster_id, day=day, scans=1)
        self._session.execute(
            new.on_conflict_do_update(
                index_elements=["poster_id", "day"], set_={"scans": PosterScanRow.scans + new.excluded.scans}
            )
        )


def _is_one_in_use(offer_id: UUID) -> ColumnElement[bool]:
    in_use = aliased(PosterRow)
    return select(in_use.id).where(in_use.offer_id == offer_id, in_use.revoked_at.is_(None)).exists()
