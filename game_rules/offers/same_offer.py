"""Listings of several sources that are one offer, and which of them stands for it.

Nothing is merged and nothing stored: each listing stays what its source said. It is worked out anew from all listings,
so that no order of imports matters, and what a source changes undoes itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from game_rules.geo import LatLon, distance_m
from game_rules.kinds import OfferKind
from game_rules.offers.limits import SAME_DOOR_M, SAME_OFFER_DAYS
from game_rules.offers.offer import OfferSource
from game_rules.territory.communes import folded_name

_NOBODY_IN_PARTICULAR = frozenset({"france travail", "pole emploi"})
"""Stands in an offer for an employer who is not named: two of them may be two employers."""

_WHOMEVER = frozenset({"h/f", "f/h", "m/f", "f/m", "h/f/x", "f/h/x", "h/f/d", "h", "f"})
"""What titles add to say that anybody may apply."""

_CLOSEST_TO_THE_EMPLOYER = (
    None,
    OfferSource.JOB_POSTING,
    OfferSource.CSV,
    OfferSource.ENGAGEMENT,
    OfferSource.FRANCE_TRAVAIL,
)
"""Who knows best: the employer here, the employer's page, a partner's list, a platform, and who collects them all."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An offer as one source lists it, as far as it tells whether another lists it too.

    Title and employer are folded. `published_on` is a day in UTC. `door` is None where it names its commune only.
    `is_taken_away`: people decided that it cannot be found any more.
    """

    id: UUID
    source: OfferSource | None
    source_name: str | None
    kind: OfferKind
    title: str
    employer: str
    siret: str | None
    commune_insee: str | None
    published_on: date | None
    starts_on: date | None
    door: LatLon | None
    is_taken_away: bool = False

    @property
    def origin(self) -> tuple[OfferSource | None, str | None]:
        """Returns who lists it: one site's pages are one origin, another site's are another."""
        return self.source, self.source_name


def canonical_by_duplicate(listings: Iterable[Listing]) -> Mapping[UUID, UUID]:
    """By the id of a listing that another one stands for: the id of that one. All that are current are needed.

    Listings are one offer when each of them is the same as each other one and no origin has two: an employer with two
    openings for one trade stays with two. In doubt they stay apart: an offer shown twice does less harm than one lost.
    """
    alike: defaultdict[tuple[object, ...], list[Listing]] = defaultdict(list)
    for listing in listings:
        if listing.commune_insee and listing.published_on:
            alike[listing.commune_insee, listing.kind, listing.title].append(listing)
    told: dict[UUID, UUID] = {}
    for group in alike.values():
        if len({one.origin for one in group}) == 1:
            continue
        for same in _connected(group):
            is_clear = len({one.origin for one in same}) == len(same)
            if is_clear and all(_is_same(one, other) for one, other in combinations(same, 2)):
                best = min(same, key=_rank)
                told.update({one.id: best.id for one in same if one is not best})
    return told


def folded_title(title: str) -> str:
    """`Fleuriste (H/F)` is `FLEURISTE F/H`."""
    folded = folded_name(title)
    return " ".join(word for word in folded.split() if word not in _WHOMEVER) or folded


def _connected(group: list[Listing]) -> list[list[Listing]]:
    """The parts of `group` that are linked, of two or more listings each."""
    parts: list[list[Listing]] = []
    for listing in group:
        linked = [part for part in parts if any(_is_same(listing, one) for one in part)]
        parts = [part for part in parts if part not in linked]
        parts.append([listing, *(one for part in linked for one in part)])
    return [part for part in parts if len(part) > 1]


def _is_same(one: Listing, other: Listing) -> bool:
    return _is_same_employer(one, other) and _fits_in_time(one, other) and _fits_in_place(one, other)


def _is_same_employer(one: Listing, other: Listing) -> bool:
    if one.siret and other.siret:
        return one.siret == other.siret
    return one.employer == other.employer and one.employer not in _NOBODY_IN_PARTICULAR


def _fits_in_time(one: Listing, other: Listing) -> bool:
    if one.published_on is None or other.published_on is None:
        return False
    if one.starts_on and other.starts_on and one.starts_on != other.starts_on:
        return False
    return abs((one.published_on - other.published_on).days) <= SAME_OFFER_DAYS


def _fits_in_place(one: Listing, other: Listing) -> bool:
    """Two shops of one employer are two doors."""
    return one.door is None or other.door is None or distance_m(one.door, other.door) <= SAME_DOOR_M


def _rank(listing: Listing) -> tuple[object, ...]:
    """The lowest stands for the others: taken away, posted here, with a door, by who knows best, in this order."""
    return (
        not listing.is_taken_away,
        listing.source is not None,
        listing.door is None,
        _CLOSEST_TO_THE_EMPLOYER.index(listing.source),
        listing.id,
    )
