"""Records of somebody's part in offers and events, for them to read and to take along."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.events.registrations import RegistrationState
from game_rules.offers.lifecycle import OfferAction, OfferState


@dataclass(frozen=True, slots=True)
class WrittenOffer:
    """An offer that an account began to write, as it stands now."""

    offer_id: UUID
    title: str
    organisation: str
    state: OfferState
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferChange:
    """A change of an offer's state that an account made."""

    offer_id: UUID
    at: datetime
    action: OfferAction | None
    to_state: OfferState
    reason: str | None


@dataclass(frozen=True, slots=True)
class RegistrationRecord:
    """An event that a player registered for."""

    offer_id: UUID
    title: str
    organisation: str
    state: RegistrationState
    registered_at: datetime
