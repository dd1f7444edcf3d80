"""Somebody's download of the offers that they wrote or moved, and of the events that they registered for."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from game_rules.events.registrations import RegistrationState
from game_rules.offers.lifecycle import OfferAction, OfferState
from game_rules.privacy.offer_records import OfferChange, RegistrationRecord, WrittenOffer
from server.schemas.base import Outgoing


class WrittenOfferExport(Outgoing):
    """An offer that the account began to write, as it stands now. It belongs to its organisation."""

    offer_id: UUID
    title: str
    organisation: str
    state: OfferState
    created_at: AwareDatetime | None

    @classmethod
    def of(cls, written: WrittenOffer) -> "WrittenOfferExport":
        return cls(
            offer_id=written.offer_id,
            title=written.title,
            organisation=written.organisation,
            state=written.state,
            created_at=written.created_at,
        )


class OfferChangeExport(Outgoing):
    """A change of an offer's state that the account made."""

    offer_id: UUID
    at: AwareDatetime
    action: OfferAction | None
    to_state: OfferState
    reason: str | None = Field(description="What was said with it, as an organiser.")

    @classmethod
    def of(cls, change: OfferChange) -> "OfferChangeExport":
        return cls(
            offer_id=change.offer_id,
            at=change.at,
            action=change.action,
            to_state=change.to_state,
            reason=change.reason,
        )


class RegistrationExport(Outgoing):
    """An event that the player registered for."""

    offer_id: UUID
    title: str
    organisation: str
    state: RegistrationState
    registered_at: AwareDatetime

    @classmethod
    def of(cls, record: RegistrationRecord) -> "RegistrationExport":
        return cls(
            offer_id=record.offer_id,
            title=record.title,
            organisation=record.organisation,
            state=record.state,
            registered_at=record.registered_at,
        )
