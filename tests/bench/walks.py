"""The walks of a benchmark: made up anew from a number, so that load and proof need not exchange a track."""

from collections.abc import Iterator
from random import Random

from game_rules.geo import LatLon, destination

CENTRE = LatLon(50.4284, 2.7955)
"""Between Lens and Liévin: the demo's offers stand within 3 km."""

HALF_EDGE_DEG = (0.020, 0.038)
"""Of the box they stay in, latitude and longitude: the two towns, well inside the territory."""

WALKING_MPS = 1.4
BLOCK_M = 120.0
"""From one street corner to the next."""


def walk(number: int, fix_every_s: float) -> Iterator[LatLon]:
    """The endless positions of walker `number`, a fix every so many seconds: along streets, turning at corners."""
    random = Random(number)
    position = LatLon(*(middle + random.uniform(-half, half) for middle, half in _box()))
    direction_deg = random.choice((0.0, 90.0, 180.0, 270.0))
    to_corner_m = BLOCK_M
    while True:
        yield position
        to_corner_m -= WALKING_MPS * fix_every_s
        if to_corner_m <= 0:
            to_corner_m = BLOCK_M
            # Seldom back: who looks for something new does not turn round at each corner.
            direction_deg = (direction_deg + random.choice((0.0, 0.0, 90.0, 270.0))) % 360
        ahead = destination(position, direction_deg, WALKING_MPS * fix_every_s)
        if not _is_inside(ahead):
            direction_deg = (direction_deg + 180) % 360
            ahead = destination(position, direction_deg, WALKING_MPS * fix_every_s)
        position = ahead


def _box() -> tuple[tuple[float, float], ...]:
    return tuple(zip((CENTRE.lat, CENTRE.lon), HALF_EDGE_DEG, strict=True))


def _is_inside(position: LatLon) -> bool:
    lat_half, lon_half = HALF_EDGE_DEG
    return abs(position.lat - CENTRE.lat) <= lat_half and abs(position.lon - CENTRE.lon) <= lon_half
