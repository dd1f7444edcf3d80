"""Times and places at which a Joker is free: weekly slots in local time, exceptions, and "free now".

Local times become moments here and nowhere else, so that a slot keeps its hours across the change to summer time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from uuid import UUID

from game_rules.hours import VisitingHours
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class WeeklySlot:
    """From `starts` to before `ends`, local time, every `weekday` (Monday is 0); at a place, with None in the app."""

    weekday: int
    starts: time
    ends: time
    place_id: UUID | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekdays are numbered from 0 (Monday) to 6 (Sunday)")
        _check_order(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A local day without any of its slots."""

    on: date


@dataclass(frozen=True, slots=True)
class ExtraSlot:
    """A slot on one local day only; it holds on a day off too."""

    on: date
    starts: time
    ends: time
    place_id: UUID | None = None

    def __post_init__(self) -> None:
        _check_order(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class FreeNow:
    """Free at once, until a moment."""

    until: datetime
    place_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Availability:
    """All that a Joker said about their time."""

    slots: tuple[WeeklySlot, ...] = ()
    exceptions: tuple[DayOff | ExtraSlot, ...] = ()
    free_now: FreeNow | None = None


@dataclass(frozen=True, slots=True)
class FreeSpan:
    """Free from `starts` to before `ends`, both UTC, at a place or in the app."""

    starts: datetime
    ends: datetime
    place_id: UUID | None


StaffedHours = Mapping[UUID, VisitingHours]
"""The staffed places by id, with their hours."""


def free_until(availability: Availability, now: datetime, zone: tzinfo, staffed: StaffedHours) -> FreeSpan | None:
    """The span around `now`, from now to where the Joker stops being free there; None when not free.

    Spans of one place that touch or overlap count as one. A place comes before the app, since somebody who is at a
    place can answer in the app too; of several places the one that lasts longest.
    """
    today = now.astimezone(zone).date()
    # Tomorrow too: a slot until midnight may go on in the next day's first one.
    days = (today, today + timedelta(days=1))
    spans = [span for day in days for span in spans_on(availability, day, zone, staffed)]
    if availability.free_now is not None:
        spans += _within_hours(
            FreeSpan(now, availability.free_now.until, availability.free_now.place_id), days, zone, staffed
        )
    holding = {span.place_id for span in spans if span.starts <= now < span.ends}
    joined = [FreeSpan(now, _end_of_row(spans, place_id, now), place_id) for place_id in holding]
    return max(joined, key=lambda span: (span.place_id is not None, span.ends, str(span.place_id)), default=None)


def spans_on(availability: Availability, day: date, zone: tzinfo, staffed: StaffedHours) -> Iterator[FreeSpan]:
    """The slots of a local `day` as spans, cut to the staffed hours of their place; "free now" is not among them."""
    is_off = any(isinstance(one, DayOff) and one.on == day for one in availability.exceptions)
    slots: list[WeeklySlot | ExtraSlot] = [
        one for one in availability.exceptions if isinstance(one, ExtraSlot) and one.on == day
    ]
    if not is_off:
        slots += [slot for slot in availability.slots if slot.weekday == day.weekday()]
    for slot in slots:
        whole = _span(day, slot.starts, slot.ends, slot.place_id, zone)
        yield from _within_hours(whole, (day,), zone, staffed)


def start_free_now(
    place_id: UUID | None, now: datetime, zone: tzinfo, staffed: StaffedHours, limits: Limits = DEFAULT_LIMITS
) -> FreeNow:
    """Free for an hour from `now`, at a place until it closes. Raises Refused(place_not_staffed | place_closed)."""
    until = now + timedelta(seconds=limits.free_now_s)
    if place_id is not None:
        if place_id not in staffed:
            raise Refused(RefusalReason.PLACE_NOT_STAFFED)
        day = now.astimezone(zone).date()
        spans = list(_within_hours(FreeSpan(now, until, place_id), (day, day + timedelta(days=1)), zone, staffed))
        if not spans or spans[0].starts > now:
            raise Refused(RefusalReason.PLACE_CLOSED)
        until = spans[0].ends
    return FreeNow(until, place_id)


def check_slots(availability: Availability, staffed: StaffedHours, *, identity_checked: bool) -> None:
    """Raises Refused for slots nobody could keep, or may not keep yet.

    slots_overlap: two slots of a weekday or of an exceptional day at once. place_not_staffed: no staffed place.
    place_closed: never open during the slot. identity_not_checked: at a place people meet, which takes the check.
    """
    weekly = [(slot.weekday, slot.starts, slot.ends) for slot in availability.slots]
    extra = [(slot.on.toordinal(), slot.starts, slot.ends) for slot in _extra_slots(availability)]
    for slots in (sorted(weekly), sorted(extra)):
        for (day, _, ends), (next_day, starts, _) in pairwise(slots):
            if day == next_day and starts < ends:
                raise Refused(RefusalReason.SLOTS_OVERLAP)
    by_weekday: list[tuple[int, WeeklySlot | ExtraSlot]] = [(slot.weekday, slot) for slot in availability.slots]
    by_weekday += [(slot.on.weekday(), slot) for slot in _extra_slots(availability)]
    for weekday, slot in by_weekday:
        if slot.place_id is None:
            continue
        if not identity_checked:
            raise Refused(RefusalReason.IDENTITY_NOT_CHECKED)
        hours = staffed.get(slot.place_id)
        if hours is None:
            raise Refused(RefusalReason.PLACE_NOT_STAFFED)
        if not any(slot.starts < open_.last and open_.opens < slot.ends for open_ in hours.by_weekday.get(weekday, ())):
            raise Refused(RefusalReason.PLACE_CLOSED)


def _extra_slots(availability: Availability) -> list[ExtraSlot]:
    return [one for one in availability.exceptions if isinstance(one, ExtraSlot)]


def _check_order(starts: time, ends: time) -> None:
    if starts.tzinfo or ends.tzinfo:
        raise ValueError("slots are in local time, without an offset")
    if starts >= ends:
        raise ValueError(f"a slot's start {starts} must come before its end {ends}")


def _span(day: date, starts: time, ends: time, place_id: UUID | None, zone: tzinfo) -> FreeSpan:
    # A local time that the clocks skip is read with the offset before the change: 2:30 becomes 3:30 (PEP 495).
    return FreeSpan(
        datetime.combine(day, starts, zone).astimezone(UTC), datetime.combine(day, ends, zone).astimezone(UTC), place_id
    )


def _within_hours(span: FreeSpan, days: tuple[date, ...], zone: tzinfo, staffed: StaffedHours) -> Iterator[FreeSpan]:
    if span.place_id is None:
        yield from (span,) if span.starts < span.ends else ()
        return
    hours = staffed.get(span.place_id)
    for day in days if hours else ():
        for open_ in hours.slots_on(day) if hours else ():
            opens, closes = (moment.astimezone(UTC) for moment in open_.on(day, zone))
            cut = FreeSpan(max(span.starts, opens), min(span.ends, closes), span.place_id)
            if cut.starts < cut.ends:
                yield cut


def _end_of_row(spans: list[FreeSpan], place_id: UUID | None, now: datetime) -> datetime:
    end = now
    for span in sorted((one for one in spans if one.place_id == place_id), key=lambda one: one.starts):
        if span.starts <= end:
            end = max(end, span.ends)
    return end
