"""Opening hours, by weekday and local time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class OpenHours:
    """From `opens` to before `closes`, local time, on one weekday."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"opening at {self.opens} must come before closing at {self.closes}")


@dataclass(frozen=True, slots=True)
class VisitingHours:
    """Hours when one may stand at the door: open hours by weekday (Monday is 0); a weekday not named is closed."""

    by_weekday: Mapping[int, tuple[OpenHours, ...]]

    def __post_init__(self) -> None:
        if not all(0 <= weekday <= 6 for weekday in self.by_weekday):
            raise ValueError("weekdays are numbered from 0 (Monday) to 6 (Sunday)")
        object.__setattr__(self, "by_weekday", MappingProxyType(dict(self.by_weekday)))

    def open_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Tells whether the aware `moment` lies in these hours, read in the local time of `zone`."""
        local = moment.astimezone(zone)
        return any(hours.opens <= local.time() < hours.closes for hours in self.by_weekday.get(local.weekday(), ()))
