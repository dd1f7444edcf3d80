"""Offers, their visiting hours, and which of them fit a player's wishes."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from game_rules.geo import LatLon, Tile
from game_rules.hours import OpenHours, VisitingHours
from game_rules.kinds import OfferKind
from game_rules.offers.content import DEFAULT_VISITING_HOURS
from game_rules.people.wishes import Wishes
from tests.support.factories import offer

PARIS = ZoneInfo("Europe/Paris")


def local(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A time of June 2026 on the clocks of Lens, as the aware UTC that the rules get; the 1st is a Monday."""
    return datetime(2026, 6, day, hour, minute, second, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [((7, 59, 59), False), ((8, 0, 0), True), ((8, 0, 1), True), ((19, 59, 59), True), ((20, 0, 0), False)],
)
def test_default_doors_are_open_from_8_to_before_20(clock: tuple[int, int, int], is_open: bool) -> None:
    assert DEFAULT_VISITING_HOURS.open_at(local(3, *clock), PARIS) is is_open


@pytest.mark.parametrize("day", range(1, 8))
def test_default_doors_are_open_on_every_day_of_the_week(day: int) -> None:
    assert DEFAULT_VISITING_HOURS.open_at(local(day, 12), PARIS)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        # Winter time until 29 March 2026, 02:00 local: 8 o'clock is 07:00 UTC, 20 o'clock 19:00 UTC.
        (datetime(2026, 3, 28, 6, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 28, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 28, 18, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 28, 19, 0, tzinfo=UTC), False),
        # Summer time from then on: an hour earlier in UTC.
        (datetime(2026, 3, 29, 5, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 6, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 18, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 18, 30, tzinfo=UTC), False),
        # And back on 25 October 2026.
        (datetime(2026, 10, 24, 6, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 6, 30, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 18, 59, tzinfo=UTC), True),
    ],
)
def test_doors_follow_the_change_to_summer_time_and_back(moment: datetime, is_open: bool) -> None:
    assert DEFAULT_VISITING_HOURS.open_at(moment, PARIS) is is_open


def test_a_door_open_through_the_skipped_and_the_doubled_hour_stays_open() -> None:
    night = VisitingHours({6: (OpenHours(time(1), time(5)),)})
    for day in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
        opens = datetime(day.year, day.month, day.day, 1, tzinfo=PARIS).astimezone(UTC)
        closes = datetime(day.year, day.month, day.day, 5, tzinfo=PARIS).astimezone(UTC)
        assert closes - opens == timedelta(hours=3 if day.month == 3 else 5)
        minute = opens
        while minute < closes:
            assert night.open_at(minute, PARIS)
            minute += timedelta(minutes=10)
        assert not night.open_at(closes, PARIS)


def test_the_weekday_is_the_local_one() -> None:
    mondays_only = VisitingHours({0: (OpenHours(time(0), time(23, 59)),)})
    assert mondays_only.open_at(datetime(2026, 6, 7, 22, 30, tzinfo=UTC), PARIS)  # Monday 00:30 in Lens
    assert not mondays_only.open_at(datetime(2026, 6, 8, 22, 30, tzinfo=UTC), PARIS)  # Tuesday 00:30


def test_the_offset_that_a_phone_writes_does_not_matter() -> None:
    noon = local(3, 19, 30)
    assert DEFAULT_VISITING_HOURS.open_at(noon.astimezone(timezone(timedelta(hours=-9))), PARIS)


def test_a_lunch_break_closes_the_door_and_a_day_not_named_too() -> None:
    hours = VisitingHours({2: (OpenHours(time(9), time(12)), OpenHours(time(14), time(18, 30)))})
    assert hours.open_at(local(3, 11, 59), PARIS)
    assert not hours.open_at(local(3, 12), PARIS)
    assert not hours.open_at(local(3, 13, 59), PARIS)
    assert hours.open_at(local(3, 14), PARIS)
    assert not hours.open_at(local(4, 10), PARIS)


def test_hours_that_close_before_they_open_are_refused() -> None:
    with pytest.raises(ValueError, match="opening"):
        OpenHours(time(20), time(8))
    with pytest.raises(ValueError, match="opening"):
        OpenHours(time(8), time(8))


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_week_has_seven_days(weekday: int) -> None:
    with pytest.raises(ValueError, match="Monday"):
        VisitingHours({weekday: ()})


def test_hours_cannot_be_changed_from_outside() -> None:
    week = {0: (OpenHours(time(8), time(20)),)}
    hours = VisitingHours(week)
    week.clear()
    assert hours.open_at(local(1, 12), PARIS)


@pytest.mark.parametrize(
    ("expires_on", "is_current"),
    [(None, True), (date(2026, 6, 4), True), (date(2026, 6, 3), True), (date(2026, 6, 2), False)],
)
def test_an_offer_is_current_through_its_last_day(expires_on: date | None, is_current: bool) -> None:
    assert offer(expires_on=expires_on).is_current_on(date(2026, 6, 3)) is is_current


def test_the_domain_of_an_occupation_is_its_first_three_characters() -> None:
    assert offer(rome_code="F1703").rome_domain == "F17"
    assert offer(rome_code=None).rome_domain is None


def test_the_hint_tile_is_the_zoom_17_tile_with_latitude_and_longitude_in_place() -> None:
    assert offer(at=LatLon(50.4291, 2.8319)).hint_tile == Tile(17, 66567, 44208)


def test_no_wishes_leave_everything_open() -> None:
    assert all(Wishes().fit(offer(kind=kind)) for kind in OfferKind)
    assert Wishes().fit(offer(rome_code=None))


def test_wished_kinds_and_domains_must_both_fit() -> None:
    wishes = Wishes(kinds=frozenset({OfferKind.JOB}), rome_domains=frozenset({"F17"}))
    assert wishes.fit(offer(kind=OfferKind.JOB, rome_code="F1703"))
    assert not wishes.fit(offer(kind=OfferKind.EVENT, rome_code="F1703"))
    assert not wishes.fit(offer(kind=OfferKind.JOB, rome_code="D1106"))


def test_an_offer_without_an_occupation_fits_every_wished_domain() -> None:
    assert Wishes(rome_domains=frozenset({"F17"})).fit(offer(rome_code=None))
