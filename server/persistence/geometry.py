"""Positions and areas on their way into and out of the database; [lon, lat] order exists here and in the schemas."""

from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape, to_shape
from shapely import MultiPolygon, Point

from game_rules.geo import LatLon
from server.persistence.tables.base import WGS84


def point_of(position: LatLon) -> WKBElement:
    return from_shape(Point(position.lon, position.lat), srid=WGS84)


def latlon_of(point: WKBElement) -> LatLon:
    shape = to_shape(point)
    assert isinstance(shape, Point)  # noqa: S101 - the column's type says so; this tells mypy
    return LatLon(shape.y, shape.x)


def area_of(area: MultiPolygon) -> WKBElement:
    return from_shape(area, srid=WGS84)


def multipolygon_of(area: WKBElement) -> MultiPolygon:
    shape = to_shape(area)
    assert isinstance(shape, MultiPolygon)  # noqa: S101 - the column's type says so; this tells mypy
    return shape
