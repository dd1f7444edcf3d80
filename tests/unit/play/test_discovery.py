"""The moments when an offer is discovered and a door is visited."""

from datetime import UTC, datetime, time
from math import nextafter
from zoneinfo import ZoneInfo

import pytest

from game_rules.geo import LatLon, distance_m
from game_rules.gps import GpsFix
from game_rules.hours import OpenHours, VisitingHours
from game_rules.limits import Limits
from game_rules.offers.offer import LocationPrecision
from game_rules.play.discovery import discovery_reach_m, is_discovered, is_visited, visit_reach_m
from game_rules.play.fixes import FixVerdict, JudgedFix
from tests.support.factories import LENS, fix, judged, offer

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("accuracy_m", "discovery_m", "visit_m"),
    [
        (0, 50, 25),
        (10, 60, 35),
        (14.5, 64.5, 39.5),
        (15, 65, 40),
        (15.5, 65.5, 40),
        (24, 74, 40),
        (25, 75, 40),
        (26, 75, 40),
        (50, 75, 40),
    ],
)
def test_accuracy_widens_the_reach_up_to_a_bonus(accuracy_m: float, discovery_m: float, visit_m: float) -> None:
    assert discovery_reach_m(fix(accuracy_m=accuracy_m)) == discovery_m
    assert visit_reach_m(fix(accuracy_m=accuracy_m)) == visit_m


@pytest.mark.parametrize(("accuracy_m", "reach_m"), [(0, 50), (10, 60), (25, 75), (40, 75)])
def test_an_offer_shows_itself_just_within_reach_and_not_just_beyond(accuracy_m: float, reach_m: float) -> None:
    here = fix(accuracy_m=accuracy_m)
    assert is_discovered(here, offer(metres_east=reach_m - 0.001))
    assert not is_discovered(here, offer(metres_east=reach_m + 0.001))


def test_an_offer_exactly_at_the_reach_is_discovered() -> None:
    here, there = fix(accuracy_m=0), offer(metres_east=50)
    exactly_m = distance_m(here.position, there.position)
    assert is_discovered(here, there, Limits(discovery_radius_m=exactly_m))
    assert not is_discovered(here, there, Limits(discovery_radius_m=nextafter(exactly_m, 0)))


def test_discovery_measures_metres_not_degrees() -> None:
    # 0.0008 degrees are 89 m to the north but 57 m to the east at Lens.
    here = fix(accuracy_m=10)
    assert not is_discovered(here, offer(at=LatLon(LENS.lat + 0.0008, LENS.lon)))
    assert is_discovered(here, offer(at=LatLon(LENS.lat, LENS.lon + 0.0008)))


def test_an_offer_is_discovered_at_any_hour_and_without_a_door() -> None:
    at_night = GpsFix(LENS, 10, datetime(2026, 6, 3, 1, 0, tzinfo=UTC))
    assert is_discovered(at_night, offer(location_precision=LocationPrecision.COMMUNE))


def stay(*seconds: float, metres_north: float = 0, accuracy_m: float = 10) -> list[JudgedFix]:
    """Ok fixes at these seconds, all in one place."""
    return [judged(fix(seconds=second, metres_north=metres_north, accuracy_m=accuracy_m)) for second in seconds]


@pytest.mark.parametrize(
    ("seconds", "visited"), [(29.999, False), (30, True), (30.001, True), (300, True), (300.001, False)]
)
def test_a_visit_takes_30_seconds_at_the_door_without_a_long_silence(seconds: float, visited: bool) -> None:
    assert is_visited(stay(0, seconds), offer(), PARIS) is visited


def test_one_fix_is_no_visit_and_none_neither() -> None:
    assert not is_visited(stay(0), offer(), PARIS)
    assert not is_visited([], offer(), PARIS)


def test_many_short_looks_make_a_visit_when_the_first_and_last_are_30_seconds_apart() -> None:
    assert not is_visited(stay(0, 10, 20), offer(), PARIS)
    assert is_visited(stay(0, 10, 20, 30), offer(), PARIS)


@pytest.mark.parametrize(("metres", "visited"), [(34.999, True), (35.001, False)])
def test_both_ends_of_a_visit_are_at_the_door(metres: float, visited: bool) -> None:
    door = offer()
    near, at_the_edge = stay(0), stay(30, metres_north=metres)
    assert is_visited([*near, *at_the_edge], door, PARIS) is visited
    near, at_the_edge = stay(30), stay(0, metres_north=metres)
    assert is_visited([*at_the_edge, *near], door, PARIS) is visited


def test_exactly_at_the_reach_is_at_the_door() -> None:
    door, there = offer(metres_east=25), stay(0, 30, accuracy_m=0)
    exactly_m = distance_m(LENS, door.position)
    assert is_visited(there, door, PARIS, Limits(visit_radius_m=exactly_m))
    assert not is_visited(there, door, PARIS, Limits(visit_radius_m=nextafter(exactly_m, 0)))


def test_walking_past_is_no_visit() -> None:
    # 1.4 m/s crosses the 70 m in front of a door in 50 s, but through a reach of 20 m in less than 30 s.
    past = [judged(fix(seconds=second, metres_north=1.4 * second - 60, accuracy_m=10)) for second in range(90)]
    beside_the_road = offer(metres_east=30)
    assert not any(is_visited(past[:number], beside_the_road, PARIS) for number in range(91))


def test_leaving_in_between_starts_the_stay_anew() -> None:
    left = [*stay(0), *stay(15, metres_north=36), *stay(30)]
    assert not is_visited(left, offer(), PARIS)
    assert not is_visited([*left, *stay(59)], offer(), PARIS)
    assert is_visited([*left, *stay(60)], offer(), PARIS)


@pytest.mark.parametrize("verdict", [FixVerdict.IN_TRANSIT, FixVerdict.OUTSIDE_TERRITORY])
def test_a_visit_begins_and_ends_with_an_ok_fix(verdict: FixVerdict) -> None:
    bad = [judged(fix(seconds=0), verdict)], [judged(fix(seconds=30), verdict)]
    assert not is_visited([*bad[0], *stay(30)], offer(), PARIS)
    assert not is_visited([*stay(0), *bad[1]], offer(), PARIS)
    assert is_visited([*bad[0], *stay(1, 31)], offer(), PARIS)


def test_a_noisy_fix_at_the_door_does_not_break_the_stay() -> None:
    noisy = [*stay(0), judged(fix(seconds=15, metres_north=30), FixVerdict.IN_TRANSIT), *stay(30)]
    assert is_visited(noisy, offer(), PARIS)


@pytest.mark.parametrize("precision", [LocationPrecision.STREET, LocationPrecision.COMMUNE])
def test_where_no_door_is_known_nobody_can_stand_at_it(precision: LocationPrecision) -> None:
    assert not is_visited(stay(0, 60), offer(location_precision=precision), PARIS)


def test_a_visit_waits_for_the_opening_hour() -> None:
    # START is noon in Lens.
    opens_soon = offer(visiting_hours=VisitingHours({2: (OpenHours(time(12, 1), time(18)),)}))
    assert not is_visited(stay(0, 30, 59), opens_soon, PARIS)
    assert not is_visited(stay(0, 30, 60), opens_soon, PARIS)
    assert not is_visited(stay(0, 30, 60, 89), opens_soon, PARIS)
    assert is_visited(stay(0, 30, 60, 90), opens_soon, PARIS)


def test_a_visit_ends_with_the_closing_hour() -> None:
    closes_soon = offer(visiting_hours=VisitingHours({2: (OpenHours(time(8), time(12, 1)),)}))
    assert is_visited(stay(0, 59), closes_soon, PARIS)
    assert not is_visited(stay(0, 60), closes_soon, PARIS)


def test_the_hours_are_read_on_local_clocks() -> None:
    noon_in_lens = offer(visiting_hours=VisitingHours({2: (OpenHours(time(12), time(13)),)}))
    assert is_visited(stay(0, 30), noon_in_lens, PARIS)
    assert not is_visited(stay(0, 30), noon_in_lens, UTC)


def test_a_lunch_break_during_a_stay_starts_it_anew() -> None:
    lunch = offer(
        visiting_hours=VisitingHours({2: (OpenHours(time(8), time(12, 0, 10)), OpenHours(time(12, 0, 20), time(18)))})
    )
    assert not is_visited(stay(0, 15, 30), lunch, PARIS)
    assert is_visited(stay(0, 15, 20, 50), lunch, PARIS)
