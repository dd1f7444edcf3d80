"""Offers that players keep for later."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import delete, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.tables.applications import SavedOfferRow


class SavedOffers:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_player(self, player_id: UUID) -> dict[UUID, date]:
        """By offer, the local day on which it was saved; the latest first."""
        rows = self._session.execute(
            select(SavedOfferRow.offer_id, SavedOfferRow.saved_on)
            .where(SavedOfferRow.player_id == player_id)
            .order_by(SavedOfferRow.saved_on.desc(), SavedOfferRow.offer_id)
        )
        return {offer_id: saved_on for offer_id, saved_on in rows}  # noqa: C416 - dict(rows) has no types

    def save(self, player_id: UUID, offer_id: UUID, day: date) -> None:
        """Keeps the offer; one that is kept already stays as it is."""
        self._session.execute(
            insert(SavedOfferRow)
            .values(player_id=player_id, offer_id=offer_id, saved_on=day)
            .on_conflict_do_nothing(index_elements=[SavedOfferRow.player_id, SavedOfferRow.offer_id])
        )

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes what the one player keeps the other's; what both keep stays once. The old ones go with their player."""
        kept = select(literal(new_id, SavedOfferRow.player_id.type), SavedOfferRow.offer_id, SavedOfferRow.saved_on)
        moved = insert(SavedOfferRow).from_select(
            ["player_id", "offer_id", "saved_on"], kept.where(SavedOfferRow.player_id == old_id)
        )
        self._session.execute(moved.on_conflict_do_nothing())

    def reassign(self, to_by_from: Mapping[UUID, UUID]) -> None:
        """Whoever keeps an offer of `to_by_from` keeps its value instead."""
        if not to_by_from:
            return
        is_old = SavedOfferRow.offer_id.in_(sorted(to_by_from))
        taken = (
            delete(SavedOfferRow)
            .where(is_old)
            .returning(SavedOfferRow.player_id, SavedOfferRow.offer_id, SavedOfferRow.saved_on)
        )
        for player_id, offer_id, saved_on in self._session.execute(taken).all():
            self.save(player_id, to_by_from[offer_id], saved_on)

    def remove(self, player_id: UUID, offer_id: UUID) -> None:
        self._session.execute(
            delete(SavedOfferRow).where(SavedOfferRow.player_id == player_id, SavedOfferRow.offer_id == offer_id)
        )
