"""Records of somebody's part in offers and events, for them to take along."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from game_rules.privacy.offer_records import OfferChange, RegistrationRecord, WrittenOffer
from server.persistence.tables.events import EventRegistrationRow
from server.persistence.tables.offers import OfferRow, OfferTransitionRow
from server.persistence.tables.organisations import OrganisationRow


class OfferRecords:
    """Repository bound to one unit of work. All of it oldest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def written_by(self, account_id: UUID) -> list[WrittenOffer]:
        rows = self._session.execute(
            select(OfferRow.id, OfferRow.title, OrganisationRow.name, OfferRow.state, OfferRow.created_at)
            .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
            .where(OfferRow.created_by_account_id == account_id)
            .order_by(OfferRow.id)
        )
        return [WrittenOffer(*row) for row in rows]

    def changes_by(self, account_id: UUID) -> list[OfferChange]:
        row = OfferTransitionRow
        rows = self._session.execute(
            select(row.offer_id, row.at, row.action, row.to_state, row.reason)
            .where(row.account_id == account_id)
            .order_by(row.id)
        )
        return [OfferChange(*one) for one in rows]

    def registrations_of(self, player_id: UUID) -> list[RegistrationRecord]:
        registered = EventRegistrationRow
        rows = self._session.execute(
            select(OfferRow.id, OfferRow.title, OrganisationRow.name, registered.state, registered.registered_at)
            .join(OfferRow, OfferRow.id == registered.offer_id)
            .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
            .where(registered.player_id == player_id)
            .order_by(registered.registered_at, OfferRow.id)
        )
        return [RegistrationRecord(*row) for row in rows]
