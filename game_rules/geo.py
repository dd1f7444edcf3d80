"""Positions, distances, directions and slippy-map tiles on the WGS 84 globe.

This room must not know GeoJSON's [lon, lat] order: inside the code a position is a `LatLon`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import asin, asinh, atan, atan2, ceil, cos, degrees, isfinite, pi, radians, sin, sinh, sqrt, tan

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius R1 of the Earth in metres (IUGG, Moritz 2000, Geodetic Reference System 1980)."""

MERCATOR_MAX_LAT = 85.0511287798066
"""Latitude in degrees where the square of the slippy map ends: atan(sinh(pi))."""


@dataclass(frozen=True, slots=True)
class LatLon:
    """A position in WGS 84 degrees. Raises ValueError for a value outside -90..90 / -180..180 or not finite."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (isfinite(self.lat) and -90 <= self.lat <= 90):
            raise ValueError(f"latitude must lie between -90 and 90 degrees, not {self.lat}")
        if not (isfinite(self.lon) and -180 <= self.lon <= 180):
            raise ValueError(f"longitude must lie between -180 and 180 degrees, not {self.lon}")


class CompassSector(StrEnum):
    """One of eight directions of 45 degrees, clockwise from north."""

    NORTH = "north"
    NORTH_EAST = "north_east"
    EAST = "east"
    SOUTH_EAST = "south_east"
    SOUTH = "south"
    SOUTH_WEST = "south_west"
    WEST = "west"
    NORTH_WEST = "north_west"


_SECTORS = tuple(CompassSector)


def distance_m(a: LatLon, b: LatLon) -> float:
    """Great-circle distance in metres (haversine; Sinnott, "Virtues of the Haversine", 1984).

    The globe is taken as a sphere: up to 0.3 % off the ellipsoid, 20 cm at the 60 m that matter here.
    """
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return _arc_m(half_chord)


def _arc_m(half_chord: float) -> float:
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half_chord)))


def bearing_deg(origin: LatLon, target: LatLon) -> float:
    """Initial direction from `origin` to `target`: degrees clockwise from north, 0 <= x < 360; 0 for one place."""
    lat_a, lat_b = radians(origin.lat), radians(target.lat)
    turn = radians(target.lon - origin.lon)
    east = sin(turn) * cos(lat_b)
    north = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(turn)
    bearing = degrees(atan2(east, north)) % 360
    # A hair west of north is -1e-17 % 360, which rounds to 360.0.
    return bearing if bearing < 360 else 0.0


def destination(origin: LatLon, direction_deg: float, length_m: float) -> LatLon:
    """The place `length_m` metres from `origin` along the great circle that starts towards `direction_deg`."""
    lat, angle, turn = radians(origin.lat), length_m / EARTH_RADIUS_M, radians(direction_deg)
    target_lat = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(turn))
    target_lon = radians(origin.lon) + atan2(sin(turn) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(target_lat))
    return LatLon(degrees(target_lat), (degrees(target_lon) + 180) % 360 - 180)


def compass_sector(origin: LatLon, target: LatLon) -> CompassSector:
    """The sector that holds the direction from `origin` to `target`; each reaches 22.5 degrees to both sides."""
    return _SECTORS[int((bearing_deg(origin, target) + 22.5) // 45) % 8]


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A slippy-map tile: column `x` from the west, row `y` from the north, at `zoom` (OpenStreetMap's numbering)."""

    zoom: int
    x: int
    y: int


def tile_at(position: LatLon, zoom: int) -> Tile:
    """The tile of `zoom` that holds `position`; what lies beyond the map's square counts to its border row."""
    size = 1 << zoom
    lat = radians(max(-MERCATOR_MAX_LAT, min(MERCATOR_MAX_LAT, position.lat)))
    x = int((position.lon + 180) / 360 * size)
    y = int((1 - asinh(tan(lat)) / pi) / 2 * size)
    return Tile(zoom, min(size - 1, x), max(0, min(size - 1, y)))


def tile_centre(tile: Tile) -> LatLon:
    """The middle of a tile (on the Mercator map)."""
    return _place_on_map(tile.zoom, tile.x + 0.5, tile.y + 0.5)


def tile_north_west(tile: Tile) -> LatLon:
    """The north-west corner of a tile."""
    return _place_on_map(tile.zoom, tile.x, tile.y)


def _place_on_map(zoom: int, x: float, y: float) -> LatLon:
    size = 1 << zoom
    return LatLon(degrees(atan(sinh(pi * (1 - 2 * y / size)))), x / size * 360 - 180)


def tile_size_m(zoom: int, lat: float) -> float:
    """Edge of a tile of `zoom` at latitude `lat`, in metres."""
    return 2 * pi * EARTH_RADIUS_M * cos(radians(lat)) / (1 << zoom)


def tiles_within(position: LatLon, radius_m: float, zoom: int) -> Iterator[Tile]:
    """The tiles of `zoom` whose centre lies at most `radius_m` metres from `position`.

    As `distance_m` to each centre would have it, to the last bit: its terms are computed once for each row and column.
    """
    middle = tile_at(position, zoom)
    reach = ceil(radius_m / tile_size_m(zoom, position.lat)) + 1
    lat = radians(position.lat)
    columns = []
    for x in range(middle.x - reach, middle.x + reach + 1):
        lon = tile_centre(Tile(zoom, x, middle.y)).lon
        columns.append((x, sin(radians(lon - position.lon) / 2) ** 2))
    for y in range(middle.y - reach, middle.y + reach + 1):
        row_lat = radians(tile_centre(Tile(zoom, middle.x, y)).lat)
        northward, narrowing = sin((row_lat - lat) / 2) ** 2, cos(lat) * cos(row_lat)
        for x, eastward in columns:
            if _arc_m(northward + narrowing * eastward) <= radius_m:
                yield Tile(zoom, x, y)
