"""Offers as they are read: what a campaign is built of, and those that somebody found."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import Session

from game_rules.offers.findable import TAKEN_AWAY, StoredOffer
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import Offer
from server.persistence.geometry import latlon_of
from server.persistence.offers.rows import OFFERS, content_of
from server.persistence.organisations.repository import organisation_of
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationRow
from server.persistence.tables.territory import CommuneRow

_IS_SOMEWHERE: ColumnElement[bool] = or_(OfferRow.position.is_not(None), CommuneRow.insee.is_not(None))
"""A feed's offer may stand in a commune that is none of ours, or nowhere at all."""


_WAS_TAKEN_AWAY: ColumnElement[bool] = OfferRow.state.in_(TAKEN_AWAY) & OfferRow.published_at.is_not(None)
"""A draft that was withdrawn says nothing of what others list."""


class Offers:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self, day: date) -> list[StoredOffer]:
        """Published or taken away, not over on `day`, in one of our communes or at a place of their own.

        Only narrows down what game_rules/offers/findable.py decides: a feed holds a hundred offers elsewhere for one
        here.
        """
        return self._read(
            OFFERS.where(
                or_(OfferRow.state == OfferState.PUBLISHED, _WAS_TAKEN_AWAY),
                or_(OfferRow.expires_on.is_(None), OfferRow.expires_on >= day),
                or_(CommuneRow.insee.is_not(None), OfferRow.location_precision != "commune"),
            )
        )

    def by_ids(self, ids: Collection[UUID]) -> dict[UUID, Offer]:
        """Those of `ids` that are still kept and stand somewhere, in whatever state."""
        stored = self._read(OFFERS.where(OfferRow.id.in_(ids), _IS_SOMEWHERE)) if ids else []
        return {one.offer.id: one.offer for one in stored}

    def _read(self, query: Select[OfferRow, OrganisationRow, CommuneRow]) -> list[StoredOffer]:
        rows = self._session.execute(query.order_by(OfferRow.id))
        return [StoredOffer(_offer(offer, organisation, commune), offer.state) for offer, organisation, commune in rows]


def _offer(row: OfferRow, organisation: OrganisationRow, commune: CommuneRow | None) -> Offer:
    position = row.position if row.position is not None else commune.centre if commune else None
    assert position is not None  # noqa: S101 - every query above asks for one; this tells mypy
    return Offer(
        **content_of(row),
        id=row.id,
        organisation=organisation_of(organisation),
        position=latlon_of(position),
        location_precision=row.location_precision,
        commune_insee=row.commune_insee,
        commune_name=commune.name if commune else None,
        address=row.address,
        is_address_public=row.is_address_public,
        published_at=row.published_at,
        source=row.source,
        source_name=row.source_name,
        source_siret=row.source_siret,
        source_url=row.source_url,
        changed_at=row.changed_at,
    )
