"""A position report of a phone."""

from dataclasses import dataclass
from datetime import datetime

from game_rules.geo import LatLon


@dataclass(frozen=True, slots=True)
class GpsFix:
    """One position report of a phone. `taken_at` is an aware time; accuracy is the 68 % radius in metres."""

    position: LatLon
    horizontal_accuracy_m: float
    taken_at: datetime
