"""A flat map in metres around one point, for drawing areas and streets of a few dozen kilometres.

Equirectangular: at 30 km from the origin a length is off by about 0.5 %, which no schematic map shows. The rules of
the game measure with `game_rules.geo` instead.
"""

from dataclasses import dataclass
from math import cos, pi, radians

from game_rules.geo import EARTH_RADIUS_M, LatLon

_METRES_PER_DEGREE = pi / 180 * EARTH_RADIUS_M

Metres = tuple[float, float]
"""East and north of the origin, in metres."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of `origin`."""

    origin: LatLon

    def to_metres(self, position: LatLon) -> Metres:
        """Returns where `position` lies on the plane."""
        east = (position.lon - self.origin.lon) * _METRES_PER_DEGREE * cos(radians(self.origin.lat))
        return east, (position.lat - self.origin.lat) * _METRES_PER_DEGREE

    def to_position(self, east_m: float, north_m: float) -> LatLon:
        """The position `east_m` and `north_m` metres from the origin."""
        lon = self.origin.lon + east_m / (_METRES_PER_DEGREE * cos(radians(self.origin.lat)))
        return LatLon(self.origin.lat + north_m / _METRES_PER_DEGREE, lon)


ARTOIS = Plane(LatLon(50.43, 2.80))
"""The plane of the first territory: its origin lies between Lens and Liévin."""
