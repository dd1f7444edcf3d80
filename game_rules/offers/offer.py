"""Offers, who makes them, and when one may stand at their door."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from uuid import UUID

from game_rules.dates import is_over
from game_rules.geo import LatLon, Tile, tile_at
from game_rules.offers.content import DEFAULT_VISITING_HOURS, OfferContent
from game_rules.organisations.organisation import Organisation
from game_rules.tiles import HINT_TILE_ZOOM


class LocationPrecision(StrEnum):
    """Precision of an offer's position: its door, some point of its street, or only its commune."""

    DOOR = "door"
    STREET = "street"
    COMMUNE = "commune"


class OfferSource(StrEnum):
    """Sources of offers that no employer posted here."""

    FRANCE_TRAVAIL = "france_travail"
    JOB_POSTING = "job_posting"
    ENGAGEMENT = "engagement"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(OfferContent):
    """An offer as its organisation gave it; None means "not given" and is never filled in.

    `address` is shown with the door; with `is_address_public` on public pages too, and then finding it wins nothing.
    `source` is the feed it came by, `source_name` who publishes it there, `source_url` its page, `source_siret` the
    employer's number as that says. `answers_within_days` is what its organisation usually
    takes to answer, None while too few applied; `is_silent` is one that leaves people without an answer.
    `takes_applications`: its organisation has members here who read them.
    """

    id: UUID
    organisation: Organisation
    position: LatLon
    location_precision: LocationPrecision
    commune_insee: str | None
    commune_name: str | None = None
    address: str | None = None
    is_address_public: bool = False
    published_at: datetime | None = None
    source: OfferSource | None = None
    source_name: str | None = None
    source_siret: str | None = None
    source_url: str | None = None
    changed_at: datetime | None = None
    answers_within_days: int | None = None
    is_silent: bool = False
    takes_applications: bool = False

    @property
    def door_is_public(self) -> bool:
        """Tells whether everybody may know where its door is, so that nobody has to find it."""
        return self.is_address_public and self.location_precision is LocationPrecision.DOOR

    @property
    def rome_domain(self) -> str | None:
        """The domain of the occupation: the first three characters of its code."""
        return self.rome_code[:3] if self.rome_code else None

    @property
    def hint_tile(self) -> Tile:
        """All that a hint may ever depend on of the offer's position."""
        return tile_at(self.position, HINT_TILE_ZOOM)

    def is_open_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Tells whether somebody may be led to its door then: in its hours, or while its event lasts.

        Without hours of its own in the game's; on public holidays only where the employer says so.
        """
        if self.event is not None and self.event.starts_at <= moment < self.event.ends_at:
            return True
        return (self.visiting_hours or DEFAULT_VISITING_HOURS).in_commune(self.commune_insee).open_at(moment, zone)

    def is_current_on(self, day: date) -> bool:
        """Tells whether the offer has not expired on the local `day`."""
        return not is_over(self.expires_on, day)
