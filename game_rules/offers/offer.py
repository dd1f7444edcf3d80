"""Offers, who makes them, and when one may stand at their door."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from game_rules.dates import is_over
from game_rules.geo import LatLon, Tile, tile_at
from game_rules.hours import OpenHours, VisitingHours
from game_rules.kinds import OfferKind, WayToMeet
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


DEFAULT_VISITING_HOURS = VisitingHours({weekday: (OpenHours(time(8), time(20)),) for weekday in range(7)})
"""Where an employer says nothing: in the day's light, never at night (design)."""


@dataclass(frozen=True, slots=True)
class EventTimes:
    """The times of an event, aware moments, and its number of seats; `seats` None is "as many as come"."""

    starts_at: datetime
    ends_at: datetime
    seats: int | None = None

    def __post_init__(self) -> None:
        if self.starts_at >= self.ends_at:
            raise ValueError(f"an event that starts at {self.starts_at} cannot end at {self.ends_at}")
        if self.seats is not None and self.seats < 1:
            raise ValueError(f"an event has at least one seat, not {self.seats}")


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as its organisation gave it; None means "not given" and is never filled in.

    `rome_code` is an occupation of the French ROME nomenclature (version 4), such as F1703; texts are in French.
    `salary`, `working_hours` and `duration` are the employer's own words. `questions` are asked of whoever applies.
    `address` is shown with the door; with `is_address_public` on public pages too, and then finding it wins nothing.
    `source` is the feed it came by, `source_name` who publishes it there, `source_url` its page, `source_siret` the
    employer's number as that says. `answers_within_days` is what its organisation usually
    takes to answer, None while too few applied; `is_silent` is one that leaves people without an answer.
    `takes_applications`: its organisation has members here who read them.
    """

    id: UUID
    kind: OfferKind
    title: str
    organisation: Organisation
    position: LatLon
    location_precision: LocationPrecision
    commune_insee: str | None
    description: str | None = None
    rome_code: str | None = None
    salary: str | None = None
    working_hours: str | None = None
    duration: str | None = None
    starts_on: date | None = None
    expires_on: date | None = None
    ways_to_meet: frozenset[WayToMeet] = frozenset()
    visiting_hours: VisitingHours = field(default=DEFAULT_VISITING_HOURS)
    without_driving_licence: bool | None = None
    wheelchair_accessible: bool | None = None
    commune_name: str | None = None
    questions: tuple[str, ...] = ()
    phone: str | None = None
    apply_url: str | None = None
    address: str | None = None
    is_address_public: bool = False
    event: EventTimes | None = None
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

    def is_current_on(self, day: date) -> bool:
        """Tells whether the offer has not expired on the local `day`."""
        return not is_over(self.expires_on, day)
