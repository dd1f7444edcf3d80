"""Reads the outlines of communes from a GeoJSON file, such as IGN's Admin Express or API Géo gives them.

Whatever is wrong with a file becomes one sentence that says what to do. What becomes of the outlines is not known here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon, get_parts, make_valid, union_all
from shapely.errors import ShapelyError
from shapely.geometry import shape

_INSEE_NAMES = ("insee", "code", "INSEE_COM", "insee_com", "code_insee")
_NAME_NAMES = ("name", "nom", "NOM", "NOM_COM", "nom_officiel")
_POLYGON_TYPES = ("Polygon", "MultiPolygon")

_FRANCE = ((-6.0, 41.0, 10.0, 52.0), (-64.0, 2.0, -51.0, 19.0), (44.0, -22.0, 56.0, -12.0))
"""West, south, east, north in degrees: metropolitan France; the Antilles and Guyane; Mayotte and La Réunion."""

_UNION_GRID_DEG = 1e-7
"""About a centimetre: neighbours whose shared border differs by rounding still join without a sliver between them."""


@dataclass(frozen=True, slots=True)
class CommuneOutline:
    """An outline in degrees (x = longitude); code and name are None where the file gives none."""

    insee: str | None
    name: str | None
    outline: MultiPolygon


def read_territory(path: Path) -> list[CommuneOutline]:
    """The commune outlines of the GeoJSON file `path`, in its order; invalid polygons are repaired.

    Several features with one code become one outline. Features without a polygon are passed over, as official files
    hold points (town halls) too. Raises OSError where the file cannot be read and ValueError, with what to do, where it
    is not GeoJSON, holds no polygon, or is not in degrees of longitude and latitude.
    """
    parts: dict[object, tuple[str | None, str | None, list[Polygon]]] = {}
    for number, feature in enumerate(_features(path), start=1):
        geometry = feature.get("geometry")
        if not isinstance(geometry, Mapping) or geometry.get("type") not in _POLYGON_TYPES:
            continue
        properties = feature.get("properties") or {}
        insee, name = _first_text(properties, _INSEE_NAMES), _first_text(properties, _NAME_NAMES)
        polygons = _polygons(path, number, geometry)
        if not polygons:
            continue
        parts.setdefault(insee or number, (insee, name, []))[2].extend(polygons)
    if not parts:
        raise ValueError(f"{path.name} holds no polygon: export the communes' outlines, not their central points")
    return [CommuneOutline(insee, name, _joined(polygons)) for insee, name, polygons in parts.values()]


def union_of(outlines: Sequence[MultiPolygon]) -> MultiPolygon:
    """The territory that `outlines` make together, in degrees; borders between neighbours vanish."""
    return _joined([polygon for outline in outlines for polygon in outline.geoms])


def _features(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8 text: export it as GeoJSON, not as a zip or a shapefile") from None
    except json.JSONDecodeError as problem:
        raise ValueError(
            f"{path.name} is not JSON (line {problem.lineno}: {problem.msg}): download or export it again as GeoJSON"
        ) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise ValueError(f"{path.name} is not a GeoJSON FeatureCollection: export the communes as one")
    return (feature for feature in features if isinstance(feature, dict))


def _polygons(path: Path, number: int, geometry: Mapping[str, Any]) -> list[Polygon]:
    try:
        drawn = shape(dict(geometry))
        repaired = drawn if drawn.is_valid else make_valid(drawn)
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError) as problem:
        raise ValueError(
            f"{path.name}, feature {number}: its coordinates are no polygon ({problem}): export it again"
        ) from None
    if drawn.is_empty:
        return []
    _check_degrees(path, number, drawn.bounds)
    # make_valid may leave lines where an outline folds onto itself; they hold no ground.
    return [part for part in get_parts(get_parts(repaired)) if isinstance(part, Polygon) and not part.is_empty]


def _check_degrees(path: Path, number: int, bounds: tuple[float, float, float, float]) -> None:
    west, south, east, north = bounds
    here = f"{path.name}, feature {number}"
    if max(map(abs, bounds)) > 180:
        raise ValueError(
            f"{here}: coordinates such as {west:.0f}, {south:.0f} look like metres (Lambert-93), not degrees: "
            "export the file again in WGS 84 (EPSG:4326)"
        )
    if _in_france(west, south, east, north):
        return
    if _in_france(south, west, north, east):
        raise ValueError(
            f"{here}: coordinates such as {west:.3f}, {south:.3f} look like latitude first: "
            "GeoJSON wants longitude first, export the file again that way"
        )
    raise ValueError(f"{here}: {west:.3f}, {south:.3f} (longitude, latitude) does not lie in France: check the export")


def _in_france(west: float, south: float, east: float, north: float) -> bool:
    return any(
        min_lon <= west <= east <= max_lon and min_lat <= south <= north <= max_lat
        for min_lon, min_lat, max_lon, max_lat in _FRANCE
    )


def _first_text(properties: Mapping[str, Any], names: Sequence[str]) -> str | None:
    return next((str(properties[name]) for name in names if properties.get(name)), None)


def _joined(polygons: Sequence[Polygon]) -> MultiPolygon:
    union = union_all(polygons, grid_size=_UNION_GRID_DEG)
    return MultiPolygon([part for part in get_parts(union) if isinstance(part, Polygon)])
