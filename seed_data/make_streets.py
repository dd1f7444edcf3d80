"""Makes streets.geojson: a schematic street map to walk on and to look at under the clouds. Not real streets.

`python -m seed_data.make_streets` rewrites the file from communes.csv and the hand-drawn landscape.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from math import cos, dist, hypot, pi, radians, sin
from pathlib import Path

from shapely import LineString, Polygon, get_parts, prepare, union_all
from shapely.geometry.base import BaseGeometry

from game_rules.geo import LatLon
from seed_data.communes import LENS_LIEVIN, CommunePoint, read_commune_points
from seed_data.deterministic import share
from seed_data.landscape import BLOBS, LINES
from seed_data.plane import ARTOIS, Metres
from seed_data.town import Line, Town

STREETS_FILE = Path(__file__).with_name("streets.geojson")
SOURCE = "schematic, generated; not real streets"

_DECIMALS = 5
"""About a metre: far finer than anything schematic, and half the bytes of what a survey would need."""

_ROAD_STEP_M = 200.0
_ROAD_BEND = 0.07
"""Sideways swing of a road between two towns, as a share of its length."""

_SHORTEST_STREET_M = 60.0
_BRIDGE_SHARE = 0.2
"""Share of the streets that cross a railway or a water where they meet one; the others end there."""

_STREET_TO_ROAD_M = 34.0
"""A piece of the grid that stays this near to a road through the town is left out: two lines side by side look like a
mistake. Streets that cross the road stay."""


def streets_geojson(communes: Sequence[CommunePoint]) -> str:
    """The text of streets.geojson: a FeatureCollection with one line per feature, areas first, then roads on top."""
    towns = [Town(commune.insee, ARTOIS.to_metres(commune.centre), commune.population) for commune in communes]
    home = {commune.insee for commune in communes if commune.agglomeration == LENS_LIEVIN}
    blobs = [(kind, name, _blob(name, middle, *shape)) for kind, name, middle, *shape in BLOBS]
    roads = list(_roads(towns, home))
    features = [
        *(_feature(kind, name, "Polygon", [_positions(outline)]) for kind, name, outline in blobs),
        *(_feature(kind, name, "LineString", _positions(_smooth(course))) for kind, name, course in _courses()),
        *(_feature("path", None, "LineString", _positions(path)) for path in _paths(towns, home, blobs, roads)),
        *(_feature("street", None, "LineString", _positions(street)) for street in _streets(towns, home, blobs, roads)),
        *(_feature("major", None, "LineString", _positions(road)) for road in roads),
    ]
    head = f'{{"type":"FeatureCollection","source":{json.dumps(SOURCE)},"features":[\n'
    return head + ",\n".join(features) + "\n]}\n"


def _roads(towns: Sequence[Town], home: set[str]) -> Iterator[Line]:
    """A road wherever no third town stands in the circle between two (a Gabriel graph)."""
    for a, b in combinations(towns, 2):
        if (a.key in home or b.key in home) and _nothing_between(a, b, towns):
            yield _bent(a.centre, b.centre, f"{a.key}/{b.key}")


def _nothing_between(a: Town, b: Town, towns: Sequence[Town]) -> bool:
    middle = ((a.centre[0] + b.centre[0]) / 2, (a.centre[1] + b.centre[1]) / 2)
    radius_m = dist(a.centre, b.centre) / 2
    return all(dist(middle, town.centre) >= radius_m for town in towns if town not in (a, b))


def _bent(start: Metres, end: Metres, key: str) -> Line:
    length_m = dist(start, end)
    swing_m = (2 * share("bend", key) - 1) * _ROAD_BEND * length_m
    count = max(3, round(length_m / _ROAD_STEP_M))
    across = (-(end[1] - start[1]) / length_m, (end[0] - start[0]) / length_m)
    points = []
    for index in range(count + 1):
        part = index / count
        aside = swing_m * sin(pi * part) + swing_m * 0.3 * sin(3 * pi * part)
        points.append(
            (
                start[0] + (end[0] - start[0]) * part + across[0] * aside,
                start[1] + (end[1] - start[1]) * part + across[1] * aside,
            )
        )
    return tuple(points)


def _streets(
    towns: Sequence[Town], home: set[str], blobs: Sequence[tuple[str, str, Line]], roads: Sequence[Line]
) -> Iterator[Line]:
    """The grids of the towns, none growing over a nearer town, a park, a slag heap or a water; few cross a railway."""
    grounds = union_all([Polygon(outline).buffer(25) for _, _, outline in blobs])
    barriers = union_all([LineString(_smooth(course)).buffer(22) for _, _, course in _courses()])
    without_bridge = union_all([grounds, barriers])
    beside_roads = union_all([LineString(road).buffer(_STREET_TO_ROAD_M) for road in roads])
    for shape in (grounds, without_bridge, beside_roads):
        prepare(shape)

    def is_off_roads(a: Metres, b: Metres) -> bool:
        return not beside_roads.covers(LineString([a, b]))

    for town in towns:
        if town.key in home:
            for index, street in enumerate(_grid(town, towns)):
                taken = grounds if share("bridge", town.key, index) < _BRIDGE_SHARE else without_bridge
                for run in _runs(street, is_off_roads):
                    yield from _pieces_outside(LineString(run), taken)


def _grid(town: Town, towns: Sequence[Town]) -> Iterator[Line]:
    rivals = [other for other in towns if other is not town and dist(other.centre, town.centre) < 8_000]

    def is_ours(a: Metres, b: Metres) -> bool:
        return _is_nearest(town, rivals, a) and _is_nearest(town, rivals, b)

    for street in town.streets():
        yield from _runs(street, is_ours)


def _runs(line: Line, keeps: Callable[[Metres, Metres], bool]) -> Iterator[Line]:
    """The longest stretches of `line` whose every piece, from one point to the next, `keeps` accepts."""
    run: list[Metres] = []
    for a, b in pairwise(line):
        if keeps(a, b):
            run = [*(run or [a]), b]
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _is_nearest(town: Town, rivals: Sequence[Town], spot: Metres) -> bool:
    # Distances count in town radii, so that the border between a large and a small town lies nearer to the small one.
    own = dist(spot, town.centre) / town.radius_m
    return all(own <= dist(spot, other.centre) / other.radius_m for other in rivals)


def _pieces_outside(line: LineString, taken: BaseGeometry) -> Iterator[Line]:
    rest = line.difference(taken) if line.intersects(taken) else line
    for piece in get_parts(rest):
        if isinstance(piece, LineString) and piece.length >= _SHORTEST_STREET_M:
            yield _points(piece)


def _paths(
    towns: Sequence[Town], home: set[str], blobs: Sequence[tuple[str, str, Line]], roads: Sequence[Line]
) -> Iterator[Line]:
    """Footpaths: around and up every slag heap, along the waters, and across the fields where no road goes."""
    for kind, _, outline in blobs:
        if kind == "slag_heap":
            ring = Polygon(outline)
            yield _points(ring.buffer(30, quad_segs=3).exterior.simplify(8))
            yield _bent(outline[0], (ring.centroid.x, ring.centroid.y), "summit")
    for kind, _, course in _courses():
        if kind == "water":
            yield _points(LineString(_smooth(course)).offset_curve(18))
    taken = union_all(
        [
            *(LineString(road).buffer(120) for road in roads),
            *(Polygon(_ground(town)) for town in towns),
            *(Polygon(outline).buffer(30) for kind, _, outline in blobs if kind != "green"),
        ]
    )
    for a, b in combinations([town for town in towns if town.key in home], 2):
        if dist(a.centre, b.centre) < 4_500 and not _nothing_between(a, b, towns):
            yield from _pieces_outside(LineString(_bent(a.centre, b.centre, f"path/{a.key}/{b.key}")), taken)


def _points(line: BaseGeometry) -> Line:
    return tuple((east, north) for east, north in line.coords)


def _ground(town: Town) -> Line:
    directions = [2 * pi * step / 24 for step in range(24)]
    return tuple(
        (town.centre[0] + town.edge_m(way) * 0.9 * cos(way), town.centre[1] + town.edge_m(way) * 0.9 * sin(way))
        for way in directions
    )


def _courses() -> Iterator[tuple[str, str, Line]]:
    for kind, name, course in LINES:
        yield kind, name, tuple(ARTOIS.to_metres(position) for position in course)


def _smooth(course: Line) -> Line:
    """`course` with its corners cut twice (Chaikin 1974): railways and canals have no corners."""
    for _ in range(2):
        cut = [course[0]]
        for a, b in pairwise(course):
            cut += [_between(a, b, 0.25), _between(a, b, 0.75)]
        course = (*cut, course[-1])
    return course


def _between(a: Metres, b: Metres, part: float) -> Metres:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _blob(name: str, middle: LatLon, half_length_m: float, half_width_m: float, direction_deg: float) -> Line:
    east, north = ARTOIS.to_metres(middle)
    turn_cos, turn_sin = cos(radians(direction_deg)), sin(radians(direction_deg))
    corners = 20 if hypot(half_length_m, half_width_m) < 700 else 36
    outline = []
    for corner in range(corners):
        angle = 2 * pi * corner / corners
        size = 0.9 + 0.2 * share("outline", name, corner)
        x, y = half_length_m * size * cos(angle), half_width_m * size * sin(angle)
        outline.append((east + x * turn_cos - y * turn_sin, north + x * turn_sin + y * turn_cos))
    return (*outline, outline[0])


def _positions(line: Iterable[Metres]) -> list[tuple[float, float]]:
    positions = [ARTOIS.to_position(east, north) for east, north in line]
    rounded = [(round(position.lon, _DECIMALS), round(position.lat, _DECIMALS)) for position in positions]
    # Where a street was cut less than a metre from its corner, rounding makes one point of the two.
    return [rounded[0], *(after for here, after in pairwise(rounded) if after != here)]


def _feature(kind: str, name: str | None, geometry_type: str, coordinates: Sequence[object]) -> str:
    properties = {"class": kind} if name is None else {"class": kind, "name": name}
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": geometry_type, "coordinates": coordinates},
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    STREETS_FILE.write_text(streets_geojson(read_commune_points().rows), encoding="utf-8")
