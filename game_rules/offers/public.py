"""The public side of an offer, for everybody, on a walk or not: never where its door is, unless its employer says so.

Pages and feeds are made of a `PublicOffer` and nothing else. It holds no position, so that none of them leaks one.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.hours import VisitingHours
from game_rules.offers.content import PublicContent, fields_in
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import Offer
from game_rules.web_addresses import web_address


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """A door that its employer has made public, with what anybody needs to stand at it."""

    text: str | None
    position: LatLon
    visiting_hours: VisitingHours | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOffer(PublicContent):
    """An offer as everybody may read it; None is "not given". `siret` names a house: it comes with the address only."""

    id: UUID
    organisation: str
    is_demo: bool
    commune_insee: str | None
    commune_name: str | None
    published_at: datetime | None
    changed_at: datetime | None
    siret: str | None = None
    address: PublicAddress | None = None


@dataclass(frozen=True, slots=True)
class EndedOffer:
    """An offer that was public and is over since `ended_at`, the moment or its last local day.

    `may_be_told`: its words may still be shown. Not those that an organiser took away.
    """

    offer: PublicOffer
    state: OfferState
    ended_at: datetime
    may_be_told: bool


def is_republished(offer: Offer) -> bool:
    """Tells whether we may tell it to the world: what was posted here. What a feed brought is its source's to tell."""
    return offer.source is None


def newest_first(offer: PublicOffer) -> tuple[float, UUID]:
    """Sorts by the day of publication, and the same on every server."""
    return (-offer.published_at.timestamp() if offer.published_at else 0.0, offer.id)


def public_offer(offer: Offer) -> PublicOffer:
    """Returns what everybody may read of `offer`."""
    address = None
    if offer.door_is_public:
        address = PublicAddress(offer.address, offer.position, offer.visiting_hours)
    content = {**fields_in(offer, PublicContent), "apply_url": web_address(offer.apply_url)}
    return PublicOffer(
        **content,
        id=offer.id,
        organisation=offer.organisation.name,
        is_demo=offer.organisation.is_demo,
        commune_insee=offer.commune_insee,
        commune_name=offer.commune_name,
        published_at=offer.published_at,
        changed_at=offer.changed_at,
        siret=offer.organisation.siret if address else None,
        address=address,
    )
