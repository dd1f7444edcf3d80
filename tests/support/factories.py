"""Makers of what the rules talk about: places in metres from a point in Lens, times in seconds from a start."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from game_rules.geo import LatLon, destination
from game_rules.gps import GpsFix
from game_rules.hours import VisitingHours
from game_rules.kinds import OfferKind
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.content import DEFAULT_VISITING_HOURS, EventTimes
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.organisations.organisation import Organisation, OrganisationKind
from game_rules.play.fixes import FixVerdict, JudgedFix, Track, judge_fix

LENS = LatLon(50.4291, 2.8319)
"""A point of the first territory. Its latitude is no valid mistake for its longitude: mixing them up lands at sea."""

START = datetime(2026, 6, 3, 10, 0, tzinfo=UTC)
"""A Wednesday noon in Lens: every default door is open."""

_NAMESPACE = UUID("5d0f3d0e-6a1c-4c55-9d6a-3b8f6f2a7c11")


def place(*, at: LatLon = LENS, metres_north: float = 0, metres_east: float = 0) -> LatLon:
    """The place so many metres from `at`; negative is south or west."""
    if metres_north:
        at = destination(at, 0, metres_north)
    return destination(at, 90, metres_east) if metres_east else at


def moment(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def fix(
    *,
    at: LatLon = LENS,
    seconds: float = 0,
    metres_north: float = 0,
    metres_east: float = 0,
    accuracy_m: float = 10,
) -> GpsFix:
    return GpsFix(place(at=at, metres_north=metres_north, metres_east=metres_east), accuracy_m, moment(seconds))


def judged(one: GpsFix, verdict: FixVerdict = FixVerdict.OK) -> JudgedFix:
    return JudgedFix(one, verdict)


def everywhere(_: LatLon) -> bool:
    """A territory without a border."""
    return True


def nowhere(_: LatLon) -> bool:
    """A territory without a place."""
    return False


def judge_all(
    fixes: Iterable[GpsFix],
    *,
    track: Track | None = None,
    now: datetime | None = None,
    in_territory: Callable[[LatLon], bool] = everywhere,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[list[FixVerdict], Track]:
    """The verdicts on a stream of fixes and the track after it. Without `now`, each fix is judged when it is taken."""
    track = track or Track()
    verdicts = []
    for one in fixes:
        verdict, track = judge_fix(track, one, now=now or one.taken_at, in_territory=in_territory, limits=limits)
        verdicts.append(verdict)
    return verdicts, track


def organisation(*, name: str = "Boulangerie de démonstration") -> Organisation:
    return Organisation(id=uuid5(_NAMESPACE, name), name=name, kind=OrganisationKind.EMPLOYER, is_demo=True)


def offer(
    *,
    at: LatLon = LENS,
    metres_north: float = 0,
    metres_east: float = 0,
    title: str = "Vente en boulangerie",
    kind: OfferKind = OfferKind.JOB,
    rome_code: str | None = "D1106",
    location_precision: LocationPrecision = LocationPrecision.DOOR,
    visiting_hours: VisitingHours | None = DEFAULT_VISITING_HOURS,
    expires_on: date | None = None,
    event: EventTimes | None = None,
) -> Offer:
    return Offer(
        id=uuid5(_NAMESPACE, title),
        kind=kind,
        title=title,
        organisation=organisation(),
        position=place(at=at, metres_north=metres_north, metres_east=metres_east),
        location_precision=location_precision,
        commune_insee="62498",
        rome_code=rome_code,
        visiting_hours=visiting_hours,
        expires_on=expires_on,
        event=event,
    )
