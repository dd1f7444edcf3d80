"""Findable offers and where they are found: the only place that decides what the map, hints and snapshots may show.

An offer that names only its commune has no door to walk to. A public place of that commune carries it: it is
discovered there, shown as "somewhere in" the commune, and never visited.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

from game_rules.dates import is_over
from game_rules.geo import LatLon
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.offers.same_offer import Listing, canonical_by_duplicate, folded_title
from game_rules.organisations.organisation import OrganisationState
from game_rules.territory.communes import folded_name
from game_rules.territory.territory import Place, PlaceKind

CARRYING_KINDS = frozenset(
    {
        PlaceKind.TOWN_HALL,
        PlaceKind.LIBRARY,
        PlaceKind.EMPLOYMENT_SERVICE,
        PlaceKind.TRAINING_PLACE,
        PlaceKind.MUSEUM,
        PlaceKind.CULTURE,
    }
)
"""Houses with a public entrance on a street. Stations stand beside tracks, parks have ponds, landmarks are spoil heaps,
sports grounds have pools and canals, and nobody should linger at a school (design)."""


class HiddenReason(StrEnum):
    """Reasons why an offer cannot be found."""

    NOT_PUBLISHED = "not_published"
    ORGANISATION_NOT_VERIFIED = "organisation_not_verified"
    OUT_OF_DATE = "out_of_date"
    SAME_AS_ANOTHER = "same_as_another"
    PLACE_UNKNOWN = "place_unknown"
    OUT_OF_TERRITORY = "out_of_territory"
    NO_PUBLIC_PLACE = "no_public_place"


@dataclass(frozen=True, slots=True)
class Location:
    """The known whereabouts of an offer. `position` of an offer with precision `commune` is ignored."""

    precision: LocationPrecision
    commune_insee: str | None
    position: LatLon | None


TAKEN_AWAY = frozenset({OfferState.PAUSED, OfferState.FILLED, OfferState.WITHDRAWN})
"""States into which people bring what could be found."""


class PlacementArea:
    """The ground where a campaign's offers are found: its territory, the communes in it, and the places that carry."""

    def __init__(
        self,
        places: Iterable[Place],
        communes_inside: Collection[str],
        in_territory: Callable[[LatLon], bool],
        *,
        key: bytes = b"",
    ) -> None:
        """`communes_inside` are INSEE codes of the communes in the territory; `key` is that of `host_place`."""
        self._key = key
        self._in_territory = in_territory
        self._communes_inside = communes_inside
        carriers: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            if place.commune_insee and place.kind in CARRYING_KINDS and in_territory(place.position):
                carriers[place.commune_insee].append(place)
        self._carriers: Mapping[str, list[Place]] = dict(carriers)

    def locate(self, offer_id: UUID, where: Location) -> LatLon | HiddenReason:
        """Returns where the offer can be found, or why nowhere."""
        if where.precision is not LocationPrecision.COMMUNE:
            if where.position is None:
                return HiddenReason.PLACE_UNKNOWN
            return where.position if self._in_territory(where.position) else HiddenReason.OUT_OF_TERRITORY
        if where.commune_insee is None:
            return HiddenReason.PLACE_UNKNOWN
        carriers = self._carriers.get(where.commune_insee)
        if carriers:
            return host_place(offer_id, carriers, self._key).position
        is_inside = where.commune_insee in self._communes_inside
        return HiddenReason.NO_PUBLIC_PLACE if is_inside else HiddenReason.OUT_OF_TERRITORY


def host_place(offer_id: UUID, places: Iterable[Place], key: bytes = b"") -> Place:
    """The one of `places` that carries the offer. Raises ValueError without any.

    Ids of offers and places are public: only the secret `key`, of 64 bytes at most, keeps others from working it out.

    Rendezvous hashing (Thaler and Ravishankar, 1996): each place draws a number for each offer, and the highest
    carries it. Offers spread evenly; a place that opens takes its share from all, one that closes leaves only its own.
    """

    def drawn(place: Place) -> tuple[bytes, UUID]:
        return blake2b(offer_id.bytes + place.id.bytes, digest_size=8, key=key).digest(), place.id

    return max(places, key=drawn)


def why_hidden(
    state: OfferState,
    expires_on: date | None,
    day: date,
    organisation: OrganisationState = OrganisationState.VERIFIED,
) -> HiddenReason | None:
    """Returns why an offer in `state` cannot be found anywhere on the local `day`; None where it can."""
    if organisation is not OrganisationState.VERIFIED:
        return HiddenReason.ORGANISATION_NOT_VERIFIED
    if is_over(expires_on, day) or state is OfferState.EXPIRED:
        return HiddenReason.OUT_OF_DATE
    return None if state is OfferState.PUBLISHED else HiddenReason.NOT_PUBLISHED


@dataclass(frozen=True, slots=True)
class StoredOffer:
    """An offer as it is kept: `offer.position` is where it stands, or the middle of its commune."""

    offer: Offer
    state: OfferState


@dataclass(frozen=True, slots=True)
class Findable:
    """Findable offers. `canonical_by_duplicate` has, for a listing that another one stands for, the id of that one."""

    offers: tuple[Offer, ...]
    canonical_by_duplicate: Mapping[UUID, UUID]


def findable_offers(stored: Iterable[StoredOffer], placement_area: PlacementArea, day: date) -> Findable:
    """Those that can be found on the local `day`, each at the place where it is found, and each once."""
    here: list[tuple[StoredOffer, LatLon]] = []
    for one in stored:
        offer = one.offer
        if is_over(offer.expires_on, day) or not is_authoritative(one.state, offer.organisation.state):
            continue
        found_at = placement_area.locate(
            offer.id, Location(offer.location_precision, offer.commune_insee, offer.position)
        )
        if isinstance(found_at, LatLon):
            here.append((one, found_at))
    told = canonical_by_duplicate(listing_of(one) for one, _ in here)
    return Findable(
        tuple(
            replace(one.offer, position=found_at)
            for one, found_at in here
            if one.offer.id not in told
            and why_hidden(one.state, one.offer.expires_on, day, one.offer.organisation.state) is None
        ),
        told,
    )


def is_authoritative(state: OfferState, organisation: OrganisationState) -> bool:
    """Tells whether a listing speaks for the others of its offer, were it only to hide them.

    What people paused, filled, withdrew or suspended no other source brings back. What is over says nothing any more.
    """
    was_public = organisation in (OrganisationState.VERIFIED, OrganisationState.SUSPENDED)
    return was_public and state in (*TAKEN_AWAY, OfferState.PUBLISHED)


def is_taken_away(state: OfferState, organisation: OrganisationState) -> bool:
    """Tells whether people decided that what could be found cannot be any more."""
    return state in TAKEN_AWAY or organisation is OrganisationState.SUSPENDED


def listing_of(stored: StoredOffer) -> Listing:
    """Returns the listing by which the offer is known again elsewhere."""
    offer = stored.offer
    is_at_door = offer.location_precision is not LocationPrecision.COMMUNE
    return Listing(
        id=offer.id,
        source=offer.source,
        source_name=offer.source_name,
        kind=offer.kind,
        title=folded_title(offer.title),
        employer=folded_name(offer.organisation.name),
        siret=offer.organisation.siret or offer.source_siret,
        commune_insee=offer.commune_insee,
        door=offer.position if is_at_door else None,
        published_on=offer.published_at.astimezone(UTC).date() if offer.published_at else None,
        starts_on=offer.starts_on,
        is_taken_away=is_taken_away(stored.state, offer.organisation.state),
    )
