"""The day's budget of one player: more than a person walks, less than a script invents.

Beyond it clouds are kept, nothing is paid, and no offer shows itself. Nobody is punished: the next day begins anew.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.play.fixes import Track, speed_mps


class Budget(StrEnum):
    """The parts of a day's budget."""

    WALK = "walk"
    """Metres and seconds walked."""
    NEW_DEVICES = "new_devices"
    DISCOVERIES = "discoveries"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class DayUse:
    """The part of a local day's budget that a player has used.

    `starts` counts devices that began without a past: new ones, and those that lost theirs. `metres` and `seconds` are
    those of the device at hand: two phones in one pocket walk once.
    """

    starts: int = 0
    discoveries: int = 0
    visits: int = 0
    metres: float = 0.0
    seconds: float = 0.0

    def may_walk(self, limits: Limits = DEFAULT_LIMITS) -> bool:
        """Tells whether what has been walked is within the budget."""
        return self.metres <= limits.day_walk_max_m and self.seconds <= limits.day_walk_max_s

    def grown(self, *, discoveries: int = 0, visits: int = 0, metres: float = 0.0, seconds: float = 0.0) -> "DayUse":
        """Returns what is used once so much more is."""
        return replace(
            self,
            discoveries=self.discoveries + discoveries,
            visits=self.visits + visits,
            metres=self.metres + metres,
            seconds=self.seconds + seconds,
        )


def used_up(use: DayUse, *, is_shut: bool = False, limits: Limits = DEFAULT_LIMITS) -> frozenset[Budget]:
    """Returns the parts of the budget of which nothing is left; `is_shut` is a device too many.

    It depends on what was given, and on nothing that was kept back: a walk past a hidden offer says what a walk past
    none does.
    """
    parts = (
        (Budget.WALK, not use.may_walk(limits)),
        (Budget.NEW_DEVICES, is_shut),
        (Budget.DISCOVERIES, use.discoveries >= limits.day_discoveries_max),
        (Budget.VISITS, use.visits >= limits.day_visits_max),
    )
    return frozenset(part for part, is_used_up in parts if is_used_up)


@dataclass(frozen=True, slots=True)
class WalkingDay:
    """A player's local day on which a part of the budget was used up, for an organiser. It names no place."""

    player_id: UUID
    day: date
    starts: int
    discoveries: int
    visits: int
    is_beyond: bool = True

    @property
    def id(self) -> UUID:
        """Names the day in an appeal: no row has one."""
        return uuid5(self.player_id, self.day.isoformat())

    def parts(self, limits: Limits = DEFAULT_LIMITS) -> frozenset[Budget]:
        """Returns the parts that were used up; walk where no other was: of a device only its last day is kept."""
        use = DayUse(self.starts, self.discoveries, self.visits)
        known = used_up(use, is_shut=self.starts > limits.day_starts_max, limits=limits)
        return known or frozenset({Budget.WALK})


@dataclass(frozen=True, slots=True)
class DeviceDay:
    """The metres and seconds that a device was walked on the last local day on which it sent fixes."""

    device_id: UUID
    day: date
    metres: float
    seconds: float


def walked_since(track: Track, fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> tuple[float, float]:
    """Metres and seconds walked between the track's newest believed fix and `fix`, an `ok` one.

    The average speed that judges the fix (see `speed_mps`) tells steps from the drift of a phone at rest, which is no
    walk. A device's first fix has walked nothing.
    """
    speed = speed_mps(track, fix, limits)
    if speed is None or speed < limits.walking_speed_min_mps:
        return 0.0, 0.0
    seconds = max(0.0, (fix.taken_at - track.believed[-1].fix.taken_at).total_seconds())
    return speed * seconds, seconds
