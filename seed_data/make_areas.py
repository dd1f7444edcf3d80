"""Makes areas.geojson: for each commune, the area nearest to its central point. Not an official outline.

`python -m seed_data.make_areas` rewrites the file from communes.csv.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from shapely import MultiPoint, MultiPolygon, Point, Polygon, get_parts, union_all, voronoi_polygons
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from game_rules.geo import LatLon
from seed_data.communes import CommunePoint, read_commune_points
from seed_data.plane import ARTOIS

AREAS_FILE = Path(__file__).with_name("areas.geojson")
SOURCE = "area nearest to the central point, not an official outline"

REACH_M = 3_500.0
"""How far an area reaches from its central point where no neighbour stops it. From 3,000 m on, the areas of the
agglomeration of Lens - Liévin join without a hole; far more would claim fields of communes that are not listed."""

_DECIMALS = 6
"""About 0.1 m. Neighbours share their corners before rounding, so they still share them after it."""


def make_areas(communes: Sequence[CommunePoint]) -> Mapping[str, MultiPolygon]:
    """The area of each of `communes` by its INSEE code, in degrees (x = longitude).

    A Voronoi diagram on the flat map, cut where every central point is more than `REACH_M` away. Raises ValueError
    for two communes at one point.
    """
    centres = MultiPoint([ARTOIS.to_metres(commune.centre) for commune in communes])
    if len({(point.x, point.y) for point in centres.geoms}) < len(communes):
        raise ValueError("two communes have the same central point: correct one of them in communes.csv")
    # One common disc union, not one disc per cell: neighbours are then cut at the very same points of their border.
    reach = union_all([point.buffer(REACH_M, quad_segs=8) for point in centres.geoms])
    cells = voronoi_polygons(centres, extend_to=reach, ordered=True)
    return {
        commune.insee: _in_degrees(cell.intersection(reach), around=centre)
        for commune, cell, centre in zip(communes, get_parts(cells), centres.geoms, strict=True)
    }


def _in_degrees(cell: BaseGeometry, *, around: Point) -> MultiPolygon:
    # Discs drawn as polygons may leave crumbs of a cell behind a neighbour's; the commune's part holds its point.
    polygons = [part for part in get_parts(cell.normalize()) if isinstance(part, Polygon)]
    part = next(polygon for polygon in polygons if polygon.covers(around))
    corners = [ARTOIS.to_position(east, north) for east, north in part.exterior.coords]
    return MultiPolygon([Polygon([(round(at.lon, _DECIMALS), round(at.lat, _DECIMALS)) for at in corners])])


def areas_geojson(communes: Sequence[CommunePoint]) -> str:
    """The text of areas.geojson: a FeatureCollection with one line per commune."""
    areas = make_areas(communes)
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"insee": commune.insee, "name": commune.name, "source": SOURCE},
                "geometry": mapping(areas[commune.insee]),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for commune in communes
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def contains(area: MultiPolygon, position: LatLon) -> bool:
    """Tells whether `position` lies in `area` (degrees, x = longitude) or on its border."""
    return bool(area.covers(Point(position.lon, position.lat)))


if __name__ == "__main__":
    AREAS_FILE.write_text(areas_geojson(read_commune_points().rows), encoding="utf-8")
