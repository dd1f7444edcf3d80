"""The hours in which a Joker is free: slots in local time, exceptions, opening hours, and the change to summer time."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from game_rules.hours import OpenHours, VisitingHours
from game_rules.jokers.availability import (
    Availability,
    DayOff,
    ExtraSlot,
    FreeNow,
    FreeSpan,
    WeeklySlot,
    check_slots,
    free_until,
    spans_on,
    start_free_now,
)
from game_rules.refusals import RefusalReason, Refused

PARIS = ZoneInfo("Europe/Paris")
LIBRARY, STATION = UUID(int=1), UUID(int=2)
STAFFED = {
    LIBRARY: VisitingHours(
        {weekday: (OpenHours(time(9), time(12)), OpenHours(time(14), time(17))) for weekday in range(5)}
    )
}
WEDNESDAY = date(2026, 6, 3)
SECOND = timedelta(seconds=1)


def local(hour: int, minute: int = 0, *, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)


def slot(starts: int, ends: int, *, weekday: int = 2, place_id: UUID | None = None) -> WeeklySlot:
    return WeeklySlot(weekday, time(starts), time(ends), place_id)


@pytest.mark.parametrize(
    ("now", "free"),
    [(local(10) - SECOND, False), (local(10), True), (local(12) - SECOND, True), (local(12), False)],
)
def test_a_slot_holds_from_its_start_to_before_its_end(now: datetime, *, free: bool) -> None:
    availability = Availability(slots=(slot(10, 12),))
    assert (free_until(availability, now, PARIS, STAFFED) is not None) is free


def test_a_slot_holds_on_its_weekday_only() -> None:
    availability = Availability(slots=(slot(10, 12),))
    assert free_until(availability, local(11, day=date(2026, 6, 4)), PARIS, STAFFED) is None


def test_a_slot_at_a_place_is_cut_to_its_opening_hours() -> None:
    availability = Availability(slots=(slot(8, 18, place_id=LIBRARY),))
    assert [(span.starts, span.ends) for span in spans_on(availability, WEDNESDAY, PARIS, STAFFED)] == [
        (local(9), local(12)),
        (local(14), local(17)),
    ]
    assert free_until(availability, local(13), PARIS, STAFFED) is None
    assert free_until(availability, local(16), PARIS, STAFFED) == FreeSpan(local(16), local(17), LIBRARY)


def test_nobody_is_free_at_a_place_that_is_not_staffed() -> None:
    availability = Availability(slots=(slot(8, 18, place_id=STATION),))
    assert free_until(availability, local(10), PARIS, STAFFED) is None


def test_slots_that_touch_count_as_one() -> None:
    availability = Availability(slots=(slot(10, 12), slot(12, 14)))
    span = free_until(availability, local(11), PARIS, STAFFED)
    assert span == FreeSpan(local(11), local(14), None)


def test_a_slot_until_closing_time_does_not_reach_over_the_lunch_break() -> None:
    availability = Availability(slots=(slot(9, 17, place_id=LIBRARY),))
    span = free_until(availability, local(11), PARIS, STAFFED)
    assert span == FreeSpan(local(11), local(12), LIBRARY)


def test_a_place_comes_before_the_app() -> None:
    availability = Availability(slots=(slot(9, 18), slot(10, 11, place_id=LIBRARY)))
    span = free_until(availability, local(10, 30), PARIS, STAFFED)
    assert span == FreeSpan(local(10, 30), local(11), LIBRARY)


def test_a_day_off_takes_the_slots_away_but_not_an_extra_one() -> None:
    exceptions = (DayOff(WEDNESDAY), ExtraSlot(WEDNESDAY, time(15), time(16)))
    availability = Availability(slots=(slot(10, 12),), exceptions=exceptions)
    assert free_until(availability, local(11), PARIS, STAFFED) is None
    assert free_until(availability, local(15), PARIS, STAFFED) is not None
    assert free_until(availability, local(11, day=date(2026, 6, 10)), PARIS, STAFFED) is not None


@pytest.mark.parametrize(
    ("day", "utc_start"),
    [(date(2026, 3, 22), 9), (date(2026, 3, 29), 8), (date(2026, 10, 18), 8), (date(2026, 10, 25), 9)],
)
def test_a_slot_keeps_its_local_hours_across_the_changes_of_clocks(day: date, utc_start: int) -> None:
    availability = Availability(slots=(slot(10, 12, weekday=6),))
    (span,) = spans_on(availability, day, PARIS, STAFFED)
    assert span.starts == datetime(day.year, day.month, day.day, utc_start, tzinfo=UTC)
    assert span.ends - span.starts == timedelta(hours=2)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 2), (date(2026, 10, 25), 4), (date(2026, 10, 18), 3)])
def test_a_slot_over_the_change_is_as_long_as_the_night_makes_it(day: date, hours: int) -> None:
    availability = Availability(slots=(slot(1, 4, weekday=6),))
    (span,) = spans_on(availability, day, PARIS, STAFFED)
    assert span.ends - span.starts == timedelta(hours=hours)


def test_an_hour_that_the_clocks_skip_is_no_slot() -> None:
    availability = Availability(slots=(slot(2, 3, weekday=6),))
    assert list(spans_on(availability, date(2026, 3, 29), PARIS, STAFFED)) == []


def test_free_now_ends_after_an_hour() -> None:
    free = start_free_now(None, local(22), PARIS, STAFFED)
    assert free == FreeNow(local(23))
    availability = Availability(free_now=free)
    assert free_until(availability, local(23) - SECOND, PARIS, STAFFED) is not None
    assert free_until(availability, local(23), PARIS, STAFFED) is None


def test_free_now_at_a_place_ends_when_it_closes() -> None:
    assert start_free_now(LIBRARY, local(16, 30), PARIS, STAFFED) == FreeNow(local(17), LIBRARY)


@pytest.mark.parametrize(
    ("place_id", "now", "reason"),
    [
        (STATION, local(10), RefusalReason.PLACE_NOT_STAFFED),
        (LIBRARY, local(9) - SECOND, RefusalReason.PLACE_CLOSED),
        (LIBRARY, local(12), RefusalReason.PLACE_CLOSED),
    ],
)
def test_nobody_is_free_now_at_a_closed_door(place_id: UUID, now: datetime, reason: RefusalReason) -> None:
    with pytest.raises(Refused) as refused:
        start_free_now(place_id, now, PARIS, STAFFED)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("availability", "identity_checked", "reason"),
    [
        (Availability(slots=(slot(10, 12), slot(11, 13))), True, RefusalReason.SLOTS_OVERLAP),
        (
            Availability(exceptions=(ExtraSlot(WEDNESDAY, time(8), time(10)), ExtraSlot(WEDNESDAY, time(9), time(11)))),
            True,
            RefusalReason.SLOTS_OVERLAP,
        ),
        (Availability(slots=(slot(10, 12, place_id=LIBRARY),)), False, RefusalReason.IDENTITY_NOT_CHECKED),
        (Availability(slots=(slot(10, 12, place_id=STATION),)), True, RefusalReason.PLACE_NOT_STAFFED),
        (Availability(slots=(slot(12, 14, place_id=LIBRARY),)), True, RefusalReason.PLACE_CLOSED),
        (Availability(slots=(slot(10, 12, weekday=5, place_id=LIBRARY),)), True, RefusalReason.PLACE_CLOSED),
    ],
)
def test_slots_that_nobody_could_keep_are_refused(
    availability: Availability, reason: RefusalReason, *, identity_checked: bool
) -> None:
    with pytest.raises(Refused) as refused:
        check_slots(availability, STAFFED, identity_checked=identity_checked)
    assert refused.value.reason is reason


def test_slots_one_after_the_other_and_in_opening_hours_are_fine() -> None:
    slots = (slot(9, 12, place_id=LIBRARY), slot(12, 14), slot(14, 18, place_id=LIBRARY))
    check_slots(Availability(slots=slots), STAFFED, identity_checked=True)


def test_a_slot_that_ends_before_it_starts_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="before its end"):
        slot(12, 12)
