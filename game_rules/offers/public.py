"""The public side of an offer, for everybody, on a walk or not: never where its door is, unless its employer says so.

Pages and feeds are made of a `PublicOffer` and nothing else. It holds no position, so that none of them leaks one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.hours import VisitingHours
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import EventTimes, Offer
from game_rules.web_addresses import web_address


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """A door that its employer has made public, with what anybody needs to stand at it."""

    text: str | None
    position: LatLon
    visiting_hours: VisitingHours


@dataclass(frozen=True, slots=True)
class PublicOffer:
    """An offer as everybody may read it; None is "not given". `siret` names a house: it comes with the address only."""

    id: UUID
    kind: OfferKind
    title: str
    organisation: str
    is_demo: bool
    commune_insee: str | None
    commune_name: str | None
    published_at: datetime | None
    changed_at: datetime | None
    expires_on: date | None
    description: str | None = None
    rome_code: str | None = None
    salary: str | None = None
    working_hours: str | None = None
    duration: str | None = None
    starts_on: date | None = None
    ways_to_meet: tuple[WayToMeet, ...] = ()
    without_driving_licence: bool | None = None
    wheelchair_accessible: bool | None = None
    apply_url: str | None = None
    event: EventTimes | None = None
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
    return PublicOffer(
        id=offer.id,
        kind=offer.kind,
        title=offer.title,
        organisation=offer.organisation.name,
        is_demo=offer.organisation.is_demo,
        commune_insee=offer.commune_insee,
        commune_name=offer.commune_name,
        published_at=offer.published_at,
        changed_at=offer.changed_at,
        expires_on=offer.expires_on,
        description=offer.description,
        rome_code=offer.rome_code,
        salary=offer.salary,
        working_hours=offer.working_hours,
        duration=offer.duration,
        starts_on=offer.starts_on,
        ways_to_meet=tuple(way for way in WayToMeet if way in offer.ways_to_meet),
        without_driving_licence=offer.without_driving_licence,
        wheelchair_accessible=offer.wheelchair_accessible,
        apply_url=web_address(offer.apply_url),
        event=offer.event,
        siret=offer.organisation.siret if address else None,
        address=address,
    )
