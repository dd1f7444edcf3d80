"""Hours of doors: over midnight, twice a day, other ones by weekday, and closed on public holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.holidays import Holidays, easter_of, holidays_of
from game_rules.hours import MIDNIGHT, OpenHours, VisitingHours, weekly_hours
from game_rules.kinds import OfferKind
from game_rules.offers.content import EventTimes
from tests.support.factories import offer

PARIS = ZoneInfo("Europe/Paris")
EVERY_DAY = VisitingHours({weekday: (OpenHours(time(8), time(20)),) for weekday in range(7)})


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("year", "day"),
    # Dates of Easter as calendars have them (IMCCE); 1954 and 1981 are exceptions of the older rule.
    [
        (1954, date(1954, 4, 18)),
        (1981, date(1981, 4, 19)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
    ],
)
def test_easter_is_where_calendars_have_it(year: int, day: date) -> None:
    assert easter_of(year) == day


def test_france_has_eleven_holidays_and_alsace_moselle_two_more() -> None:
    everywhere = holidays_of(2026, in_alsace_moselle=False)
    assert {f"{day:%d/%m}" for day in everywhere} == {
        "01/01", "06/04", "01/05", "08/05", "14/05", "25/05", "14/07", "15/08", "01/11", "11/11", "25/12",
    }  # fmt: skip
    more = holidays_of(2026, in_alsace_moselle=True) - everywhere
    assert more == {date(2026, 4, 3), date(2026, 12, 26)}


@pytest.mark.parametrize(
    ("insee", "is_holiday"),
    [("62498", False), (None, False), ("57463", True), ("67482", True), ("68224", True), ("6A001", False)],
)
def test_the_26th_of_december_depends_on_the_commune(insee: str | None, is_holiday: bool) -> None:
    assert (date(2026, 12, 26) in Holidays(insee)) is is_holiday
    assert date(2026, 12, 25) in Holidays(insee)


@given(st.integers(1900, 2400))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter_of(year).weekday() == 6
    assert date(year, 3, 22) <= easter_of(year) <= date(year, 4, 25)


def test_a_door_is_closed_on_a_holiday_unless_it_says_otherwise() -> None:
    christmas, day_after = date(2026, 12, 25), date(2026, 12, 26)
    in_lens = EVERY_DAY.in_commune("62498")
    assert not in_lens.open_at(local(christmas, 12), PARIS)
    assert in_lens.open_at(local(day_after, 12), PARIS)
    assert not EVERY_DAY.in_commune("67482").open_at(local(day_after, 12), PARIS)
    always = VisitingHours(EVERY_DAY.by_weekday, on_holidays=True)
    assert always.in_commune("62498").open_at(local(christmas, 12), PARIS)
    assert EVERY_DAY.in_commune("62498") == EVERY_DAY, "holidays are no part of what was said"


def test_an_offer_without_hours_is_closed_on_a_holiday_too() -> None:
    silent = offer(visiting_hours=None)
    assert silent.is_open_at(local(date(2026, 7, 13), 12), PARIS)
    assert not silent.is_open_at(local(date(2026, 7, 14), 12), PARIS)
    assert not silent.is_open_at(local(date(2026, 7, 13), 20), PARIS)


def test_the_door_of_an_event_is_open_while_it_lasts() -> None:
    starts = local(date(2026, 7, 14), 20)
    event = offer(kind=OfferKind.EVENT, visiting_hours=None, event=EventTimes(starts, starts + timedelta(hours=2)))
    moments = {minutes: event.is_open_at(starts + timedelta(minutes=minutes), PARIS) for minutes in (-1, 0, 119, 120)}
    assert moments == {-1: False, 0: True, 119: True, 120: False}


def test_over_midnight_is_two_days() -> None:
    bar = weekly_hours([(4, time(22), time(2)), (6, time(23), time(1))])
    assert bar.by_weekday == {
        4: (OpenHours(time(22), MIDNIGHT),),
        5: (OpenHours(MIDNIGHT, time(2)),),
        6: (OpenHours(time(23), MIDNIGHT),),
        0: (OpenHours(MIDNIGHT, time(1)),),
    }
    friday, saturday = date(2026, 6, 5), date(2026, 6, 6)
    assert bar.open_at(local(friday, 23, 59), PARIS)
    assert bar.open_at(local(saturday, 1, 59), PARIS)
    assert not bar.open_at(local(saturday, 2), PARIS)
    assert not bar.open_at(local(friday, 1), PARIS)


def test_two_spans_a_day_and_other_hours_by_weekday() -> None:
    shop = weekly_hours([(1, time(14), time(18)), (1, time(9), time(12)), (5, time(9), time(19, 30))])
    assert shop.by_weekday == {
        1: (OpenHours(time(9), time(12)), OpenHours(time(14), time(18))),
        5: (OpenHours(time(9), time(19, 30)),),
    }


@pytest.mark.parametrize(
    ("spans", "why"),
    [
        ([(0, time(9), time(9))], "no time at all"),
        ([(0, time(9), time(12)), (0, time(11, 59), time(18))], "open at once"),
        ([(0, time(20), time(8)), (1, time(7), time(9))], "open at once"),
        ([(0, time(9), MIDNIGHT), (0, time(23), time(23, 30))], "open at once"),
    ],
)
def test_hours_that_nobody_can_keep_are_refused(spans: list[tuple[int, time, time]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        weekly_hours(spans)


def test_spans_that_touch_and_whole_days_are_hours() -> None:
    assert weekly_hours([(0, time(9), time(12)), (0, time(12), time(13))]).by_weekday[0]
    whole = weekly_hours([(0, MIDNIGHT, MIDNIGHT)])
    assert whole.open_at(local(date(2026, 6, 1), 0), PARIS)
    assert whole.open_at(local(date(2026, 6, 1), 23, 59), PARIS)
    assert not whole.open_at(local(date(2026, 6, 2), 0), PARIS)


@given(st.integers(0, 6), st.times(), st.times())
def test_a_moment_is_open_as_long_as_its_span_says(weekday: int, opens: time, closes: time) -> None:
    opens, closes = (one.replace(second=0, microsecond=0) for one in (opens, closes))
    if opens == closes:
        return
    hours = weekly_hours([(weekday, opens, closes)])
    minutes = {
        (day, hour, minute)
        for day in range(7)
        for hour in range(24)
        for minute in range(60)
        for slot in hours.by_weekday.get(day, ())
        if slot.opens <= time(hour, minute) < slot.last
    }
    asked = (closes.hour * 60 + closes.minute - opens.hour * 60 - opens.minute) % (24 * 60)
    assert len(minutes) == asked


def test_hours_name_the_moments_of_a_day() -> None:
    starts, ends = OpenHours(time(22), MIDNIGHT).on(date(2026, 6, 5), PARIS)
    assert (starts, ends) == (local(date(2026, 6, 5), 22), local(date(2026, 6, 6), 0))
