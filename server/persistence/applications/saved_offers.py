"""Offers that players keep for later."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, delete, literal, select
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

    def who_saved(self, offer_ids: Collection[UUID]) -> set[UUID]:
        """Returns the players who keep one of the offers."""
        return set(self._session.scalars(select(SavedOfferRow.player_id).where(_is_among(offer_ids))))

    def reassign(self, player_id: UUID, to_by_from: Mapping[UUID, UUID]) -> None:
        """Makes the player keep, instead of each key of `to_by_from`, its value."""
        is_old = (SavedOfferRow.player_id == player_id) & _is_among(to_by_from)
        taken = delete(SavedOfferRow).where(is_old).returning(SavedOfferRow.offer_id, SavedOfferRow.saved_on)
        for offer_id, saved_on in self._session.execute(taken).all():
            self.save(player_id, to_by_from[offer_id], saved_on)

    def remove(self, player_id: UUID, offer_id: UUID) -> None:
        self._session.execute(
            delete(SavedOfferRow).where(SavedOfferRow.player_id == player_id, SavedOfferRow.offer_id == offer_id)
        )


def _is_among(offer_ids: Collection[UUID]) -> ColumnElement[bool]:
    # One parameter, however many they are.
    return SavedOfferRow.offer_id == any_(literal(list(offer_ids), ARRAY(Uuid)))
