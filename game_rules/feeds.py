"""Offers that come in from outside: what a feed says of them, and why a row of it is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from game_rules.geo import LatLon
from game_rules.kinds import WayToMeet
from game_rules.offers.content import OfferContent
from game_rules.offers.findable import Location
from game_rules.offers.offer import LocationPrecision, OfferSource
from game_rules.offers.same_offer import Listing, folded_title
from game_rules.organisations.organisation import OrganisationKind
from game_rules.territory.communes import Town, folded_name

_NAMESPACE = UUID("3a0b6a53-5a8c-4b1e-9d0b-64f7f6e7a1c8")
"""Namespace of the ids of what comes by feeds. Changing it makes every known offer look new: never do."""


class Rejection(StrEnum):
    """Reasons why a row of a feed is not stored."""

    NOT_AN_OFFER = "not_an_offer"
    WRONG_VALUE = "wrong_value"
    ID_MISSING = "id_missing"
    TITLE_MISSING = "title_missing"
    DATE_MISSING = "date_missing"
    EMPLOYER_MISSING = "employer_missing"
    KIND_UNKNOWN = "kind_unknown"
    TOO_LONG = "too_long"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is left out. `row` counts from 1; `detail` names fields, never what a person wrote."""

    row: int
    source_id: str | None
    reason: Rejection
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The provenance of an offer. `details` is what the source said and no field of an offer holds, in its own words.

    `source_name` is who publishes it: a site, a platform, a partner's list.
    """

    source: OfferSource
    source_id: str
    source_name: str
    url: str | None
    created_at: datetime
    updated_at: datetime
    details: Mapping[str, Any]

    @property
    def offer_id(self) -> UUID:
        """The same in every run, so that importing again changes nothing."""
        return uuid5(_NAMESPACE, f"{self.source}/{self.source_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOffer(OfferContent):
    """An offer as a feed gives it, in plain text; None is "not given".

    `town` is what it says of its commune where it gives no INSEE code. `organisation` is the employer's name, or the
    source's own where it keeps the employer to itself; `siret` is what the source says, and proves nothing.
    """

    row: int
    provenance: Provenance
    organisation: str
    where: Location
    expires_on: date
    town: Town | None = None
    organisation_kind: OrganisationKind = OrganisationKind.EMPLOYER
    siret: str | None = None
    ways_to_meet: frozenset[WayToMeet] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        # No feed says how people may meet; where it has a page to apply, that is one way.
        object.__setattr__(self, "ways_to_meet", frozenset({WayToMeet.APPLY_ONLINE} if self.apply_url else ()))

    @property
    def id(self) -> UUID:
        return self.provenance.offer_id

    @property
    def organisation_id(self) -> UUID:
        """One organisation for each spelling of a name within a source: a feed seldom gives its SIRET."""
        name = " ".join(self.organisation.casefold().split())
        return uuid5(_NAMESPACE, f"{self.provenance.source}/organisation/{name}")

    @property
    def listing(self) -> Listing:
        """Returns the listing by which the offer is known again elsewhere."""
        return Listing(
            id=self.id,
            source=self.provenance.source,
            source_name=self.provenance.source_name,
            kind=self.kind,
            title=folded_title(self.title),
            employer=folded_name(self.organisation),
            siret=self.siret,
            commune_insee=self.where.commune_insee,
            door=self.where.position if self.where.precision is not LocationPrecision.COMMUNE else None,
            published_on=self.provenance.created_at.astimezone(UTC).date(),
            starts_on=self.starts_on,
        )


FeedRow = FeedOffer | RejectedRow


def in_commune(insee: str | None, position: LatLon | None = None) -> Location:
    """An offer that names its commune only."""
    return Location(LocationPrecision.COMMUNE, insee, position)
