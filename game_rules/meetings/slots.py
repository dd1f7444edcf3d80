"""Slots for two to meet at a staffed place: inside its hours, soon enough, long enough, and not twice at once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from uuid import UUID

from game_rules.hours import VisitingHours
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts` to before `ends`, both UTC."""

    starts: datetime
    ends: datetime

    def overlaps(self, other: "Span") -> bool:
        """Tells whether they share a moment; two that touch do not."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class SlotDay:
    """The free starts of a local day, UTC, in order."""

    on: date
    starts: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class PlaceSlots:
    """A staffed place with its days that have a free slot."""

    place_id: UUID
    days: tuple[SlotDay, ...]


def check_slot(
    slot: Span,
    hours: VisitingHours | None,
    zone: tzinfo,
    now: datetime,
    taken: Collection[Span],
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Checks that the two may meet then, at a place with these staffed `hours`; `taken` are their other meetings.

    Raises Refused(place_not_staffed | slot_invalid | slot_too_soon | slot_too_far | place_closed | slot_taken).
    """
    if hours is None:
        raise Refused(RefusalReason.PLACE_NOT_STAFFED)
    minutes = (slot.ends - slot.starts) / timedelta(minutes=1)
    local = slot.starts.astimezone(zone)
    is_on_step = (local.minute % limits.meeting_step_min, local.second, local.microsecond) == (0, 0, 0)
    if minutes not in limits.meeting_durations_min or not is_on_step:
        raise Refused(RefusalReason.SLOT_INVALID)
    if slot.starts < now + timedelta(seconds=limits.meeting_lead_s):
        raise Refused(RefusalReason.SLOT_TOO_SOON)
    if slot.starts > now + timedelta(days=limits.meeting_horizon_days):
        raise Refused(RefusalReason.SLOT_TOO_FAR)
    if not any(
        opened.starts <= slot.starts and slot.ends <= opened.ends for opened in opened_on(local.date(), hours, zone)
    ):
        raise Refused(RefusalReason.PLACE_CLOSED)
    if any(slot.overlaps(one) for one in taken):
        raise Refused(RefusalReason.SLOT_TAKEN)


def opened_on(day: date, hours: VisitingHours, zone: tzinfo) -> Iterator[Span]:
    """The open hours of a local `day` as moments: the clocks may change between two days, or within one."""
    for open_ in hours.slots_on(day):
        starts, ends = (moment.astimezone(UTC) for moment in open_.on(day, zone))
        if starts < ends:
            yield Span(starts, ends)


def free_slots(
    hours: VisitingHours,
    zone: tzinfo,
    now: datetime,
    taken: Collection[Span],
    minutes: int,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[SlotDay, ...]:
    """The slots of the next days that `check_slot` allows, every half hour from the opening on; days without are left
    out."""
    today = now.astimezone(zone).date()
    days = []
    for ahead in range(limits.meeting_listed_days):
        day = today + timedelta(days=ahead)
        starts = tuple(
            slot.starts
            for opened in opened_on(day, hours, zone)
            for slot in _slots_in(opened, minutes, limits)
            if _is_allowed(slot, hours, zone, now, taken, limits)
        )
        if starts:
            days.append(SlotDay(day, tuple(sorted(starts))))
    return tuple(days)


def _slots_in(opened: Span, minutes: int, limits: Limits) -> Iterator[Span]:
    length, step = timedelta(minutes=minutes), timedelta(minutes=limits.meeting_listed_every_min)
    starts = opened.starts
    while starts + length <= opened.ends:
        yield Span(starts, starts + length)
        starts += step


def _is_allowed(
    slot: Span, hours: VisitingHours, zone: tzinfo, now: datetime, taken: Collection[Span], limits: Limits
) -> bool:
    try:
        check_slot(slot, hours, zone, now, taken, limits)
    except Refused:
        return False
    return True


def slots_that(allowed: Callable[[datetime], bool], days: Iterable[SlotDay]) -> tuple[SlotDay, ...]:
    """Keeps the starts that are allowed; days without are left out."""
    kept = (SlotDay(day.on, tuple(filter(allowed, day.starts))) for day in days)
    return tuple(day for day in kept if day.starts)
