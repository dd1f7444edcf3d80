"""The areas of communes: one for each, together one territory without holes, and the same as the committed file."""

import pytest
from shapely import Point, Polygon, box

from game_rules.geo import LatLon
from seed_data.communes import LENS_LIEVIN, CommunePoint, read_commune_points
from seed_data.make_areas import AREAS_FILE, REACH_M, contains, make_areas
from seed_data.plane import ARTOIS
from seed_data.territory import read_territory, union_of

COMMUNES = read_commune_points().rows


def test_every_commune_is_read_with_its_source() -> None:
    read = read_commune_points()
    assert read.problems == ()
    assert len(read.rows) == 124
    assert all("Etalab" in commune.source and "GeoNames" in commune.source for commune in read.rows)


def test_the_committed_areas_are_what_the_script_makes() -> None:
    made = make_areas(COMMUNES)
    committed = {area.insee or "": area.outline for area in read_territory(AREAS_FILE)}
    assert list(committed) == list(made)
    for insee, outline in committed.items():
        assert outline.normalize().equals_exact(made[insee].normalize(), tolerance=1e-6), insee


def test_the_campaign_is_one_polygon_without_holes() -> None:
    areas = make_areas(COMMUNES)
    territory = union_of([areas[commune.insee] for commune in COMMUNES if commune.agglomeration == LENS_LIEVIN])
    assert [len(polygon.interiors) for polygon in territory.geoms] == [0]
    assert territory.is_valid


def test_the_ground_of_the_recorded_walks_lies_in_the_campaign() -> None:
    areas = make_areas(COMMUNES)
    territory = union_of([areas[commune.insee] for commune in COMMUNES if commune.agglomeration == LENS_LIEVIN])
    # West, south, east, north of the two sample recordings once their first timed point stands at 50.4219, 2.7786.
    assert territory.covers(box(2.7629, 50.4059, 2.7946, 50.4324))


def test_a_central_point_lies_in_its_own_area_only() -> None:
    areas = make_areas(COMMUNES)
    for commune in COMMUNES:
        assert [insee for insee, area in areas.items() if contains(area, commune.centre)] == [commune.insee]


def test_areas_do_not_overlap() -> None:
    outlines = list(make_areas(COMMUNES).values())
    union_deg2 = union_of(outlines).area
    assert sum(outline.area for outline in outlines) == pytest.approx(union_deg2, rel=1e-5)


def test_an_area_reaches_no_farther_than_its_reach() -> None:
    for commune in COMMUNES:
        (polygon,) = make_areas([commune])[commune.insee].geoms
        centre = Point(ARTOIS.to_metres(commune.centre))
        outline = Polygon([ARTOIS.to_metres(LatLon(lat, lon)) for lon, lat in polygon.exterior.coords])
        assert centre.hausdorff_distance(outline) <= REACH_M + 1


def test_two_communes_at_one_point_are_refused() -> None:
    here = CommunePoint("62498", "Lens", LENS_LIEVIN, 1, LatLon(50.43, 2.83), "test")
    twin = CommunePoint("62510", "Liévin", LENS_LIEVIN, 1, LatLon(50.43, 2.83), "test")
    with pytest.raises(ValueError, match="same central point"):
        make_areas([here, twin])
