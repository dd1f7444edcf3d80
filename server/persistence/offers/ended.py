"""Offers that were public and are no longer: what their pages still say."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from game_rules.offers.lifecycle import OfferActor, OfferState
from game_rules.offers.offer import Offer
from game_rules.organisations.organisation import OrganisationState
from server.persistence.offers.current import Offers
from server.persistence.tables.offers import OfferRow, OfferTransitionRow
from server.persistence.tables.organisations import OrganisationRow

_ENDS = (OfferState.EXPIRED, OfferState.FILLED, OfferState.WITHDRAWN, OfferState.PUBLISHED)
"""A published one may be over by its date before the clock has moved it."""


@dataclass(frozen=True, slots=True)
class PastOffer:
    """An offer, where it stands, and who brought it there, if anybody wrote that down."""

    offer: Offer
    state: OfferState
    moved_at: datetime | None
    moved_by: OfferActor | None


class EndedOffers:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, offer_id: UUID) -> PastOffer | None:
        """The offer, if a verified organisation had published it once."""
        state = self._session.scalar(
            select(OfferRow.state)
            .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
            .where(
                OfferRow.id == offer_id,
                OfferRow.state.in_(_ENDS),
                OfferRow.published_at.is_not(None),
                OrganisationRow.state == OrganisationState.VERIFIED,
            )
        )
        offer = Offers(self._session).by_ids([offer_id]).get(offer_id) if state else None
        if state is None or offer is None:
            return None
        move = self._session.execute(
            select(OfferTransitionRow.at, OfferTransitionRow.actor)
            .where(OfferTransitionRow.offer_id == offer_id)
            .order_by(OfferTransitionRow.id.desc())
            .limit(1)
        ).one_or_none()
        return PastOffer(offer, state, *(move or (None, None)))
