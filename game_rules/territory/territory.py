"""The territory of a campaign: its polygon, its communes, and its public places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from shapely import MultiPolygon

from game_rules.geo import LatLon
from game_rules.hours import VisitingHours


@dataclass(frozen=True, slots=True)
class Commune:
    """A French municipality by its INSEE code. `area` is in degrees, x = longitude, y = latitude."""

    insee: str
    name: str
    population: int
    centre: LatLon
    area: MultiPolygon
    source: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """A run of the game on a territory (degrees, x = longitude), in the local time of `zone`."""

    id: UUID
    slug: str
    name: str
    zone: ZoneInfo
    starts_on: date
    ends_on: date | None
    territory: MultiPolygon
    territory_source: str

    def runs_at(self, now: datetime) -> bool:
        """Tells whether `now` is in one of its days, the first and the last among them."""
        day = now.astimezone(self.zone).date()
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class CampaignDays:
    """A campaign's name, and its days in its own zone; `ends_on` None is no end."""

    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CampaignDates:
    """The campaign that runs now, the one that ended last and the one that begins next; None where there is none."""

    running: CampaignDays | None
    last: CampaignDays | None
    next: CampaignDays | None


def next_day_begins(now: datetime, zones: Iterable[ZoneInfo]) -> datetime | None:
    """Returns when the next day begins in one of the `zones` (UTC); None without any."""
    return min((_next_midnight(now, zone) for zone in zones), default=None)


def _next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, zone).astimezone(UTC)


class PlaceKind(StrEnum):
    """Kinds of public places."""

    TOWN_HALL = "town_hall"
    LIBRARY = "library"
    STATION = "station"
    SCHOOL = "school"
    TRAINING_PLACE = "training_place"
    EMPLOYMENT_SERVICE = "employment_service"
    MUSEUM = "museum"
    LANDMARK = "landmark"
    SPORT = "sport"
    CULTURE = "culture"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Place:
    """A public landmark or venue. `accuracy_m` says how far the true place may be from `position`.

    `staffed_hours` are when somebody of the house is there; None where nobody is, or nobody said so.
    """

    id: UUID
    name: str
    kind: PlaceKind
    position: LatLon
    accuracy_m: float
    commune_insee: str | None
    source: str
    staffed_hours: VisitingHours | None = None

    @property
    def open_hours(self) -> VisitingHours | None:
        """Returns its staffed hours, closed on the public holidays of its commune, unless said otherwise."""
        return self.staffed_hours.in_commune(self.commune_insee) if self.staffed_hours else None
