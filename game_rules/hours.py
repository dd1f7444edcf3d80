"""Opening hours, by weekday and local time."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from types import MappingProxyType

from game_rules.holidays import Holidays

MIDNIGHT = time(0)
"""Of a day that begins, where something opens; of the one that ends, where something closes."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """From `opens` to before `closes`, local time, on one weekday; to close at 00:00 is at the end of that day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.last:
            raise ValueError(f"opening at {self.opens} must come before closing at {self.closes}")

    @property
    def last(self) -> time:
        """The time before which it closes, on the same day: the end of a day is after all its times."""
        return time.max if self.closes == MIDNIGHT else self.closes

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """Returns when it opens and closes on a local `day`, in `zone`."""
        ends_on = day + timedelta(days=1) if self.closes == MIDNIGHT else day
        return datetime.combine(day, self.opens, zone), datetime.combine(ends_on, self.closes, zone)


@dataclass(frozen=True, slots=True)
class VisitingHours:
    """Hours when one may stand at the door: open hours by weekday (Monday is 0); a weekday not named is closed.

    A day of `closed_on` is closed as a whole, whatever its weekday. It is no part of what was said, and not compared;
    who said that they are open on holidays, too, is closed on none (`in_commune`).
    """

    by_weekday: Mapping[int, tuple[OpenHours, ...]]
    on_holidays: bool = False
    closed_on: Container[date] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        if not all(0 <= weekday <= 6 for weekday in self.by_weekday):
            raise ValueError("weekdays are numbered from 0 (Monday) to 6 (Sunday)")
        object.__setattr__(self, "by_weekday", MappingProxyType(dict(self.by_weekday)))

    def in_commune(self, insee: str | None) -> "VisitingHours":
        """Returns the same hours, closed on the public holidays of that commune, unless said otherwise."""
        return self if self.on_holidays else replace(self, closed_on=Holidays(insee))

    def slots_on(self, day: date) -> tuple[OpenHours, ...]:
        """Returns the open hours of a local `day`."""
        return () if day in self.closed_on else self.by_weekday.get(day.weekday(), ())

    def open_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Tells whether the aware `moment` lies in these hours, read in the local time of `zone`."""
        local = moment.astimezone(zone)
        return any(hours.opens <= local.time() < hours.last for hours in self.slots_on(local.date()))

    def open_during(self, starts: datetime, ends: datetime, zone: tzinfo) -> bool:
        """Tells whether one opening of the local day of `starts` lasts from then until `ends`."""
        day = starts.astimezone(zone).date()
        spans = (hours.on(day, zone) for hours in self.slots_on(day))
        return any(opens <= starts and ends <= closes for opens, closes in spans)


def weekly_hours(spans: Iterable[tuple[int, time, time]], *, on_holidays: bool = False) -> VisitingHours:
    """The hours that an employer says: a weekday, an opening and a closing time each.

    What closes before it opens goes on over midnight, and is kept as two days. Raises ValueError for hours that nobody
    can keep: an end that is the beginning, and two at once.
    """
    by_weekday: dict[int, list[OpenHours]] = {}
    for weekday, opens, closes in spans:
        if opens == closes != MIDNIGHT:
            raise ValueError(f"from {opens:%H:%M} to {closes:%H:%M} is no time at all")
        is_over_midnight = MIDNIGHT < closes < opens
        by_weekday.setdefault(weekday, []).append(OpenHours(opens, MIDNIGHT if is_over_midnight else closes))
        if is_over_midnight:
            by_weekday.setdefault((weekday + 1) % 7, []).append(OpenHours(MIDNIGHT, closes))
    ordered = {weekday: sorted(slots, key=_opens) for weekday, slots in by_weekday.items()}
    for slots in ordered.values():
        _check_apart(slots)
    return VisitingHours({weekday: tuple(slots) for weekday, slots in sorted(ordered.items())}, on_holidays)


def _check_apart(slots: Sequence[OpenHours]) -> None:
    for one, other in pairwise(slots):
        if other.opens < one.last:
            raise ValueError(f"{one.opens:%H:%M} and {other.opens:%H:%M} are open at once")


def _opens(hours: OpenHours) -> time:
    return hours.opens
