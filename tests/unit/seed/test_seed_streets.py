"""The schematic street map: what the script makes, small enough for a phone, and plainly no real map."""

import gzip
import json
from itertools import pairwise
from typing import Any

import pytest
from shapely.geometry import shape

from seed_data.communes import LENS_LIEVIN, read_commune_points
from seed_data.make_streets import SOURCE, STREETS_FILE, streets_geojson

CLASSES = {"major", "street", "path", "rail", "water", "green", "slag_heap"}


@pytest.fixture(scope="module")
def street_map() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(STREETS_FILE.read_text(encoding="utf-8"))
    return document


def test_the_committed_streets_are_what_the_script_makes(street_map: dict[str, Any]) -> None:
    made = json.loads(streets_geojson(read_commune_points().rows))
    assert made["source"] == street_map["source"]
    assert len(made["features"]) == len(street_map["features"])
    for new, old in zip(made["features"], street_map["features"], strict=True):
        assert new["properties"] == old["properties"]
        # One unit of the fifth decimal: another machine's sine may round the other way.
        assert shape(new["geometry"]).equals_exact(shape(old["geometry"]), tolerance=1.5e-5)


def test_the_map_says_that_its_streets_are_not_real(street_map: dict[str, Any]) -> None:
    assert street_map["source"] == SOURCE == "schematic, generated; not real streets"


def test_the_map_is_small_enough_for_a_phone() -> None:
    raw = STREETS_FILE.read_bytes()
    assert len(raw) <= 900_000
    assert len(gzip.compress(raw)) <= 150_000


def test_every_feature_is_a_valid_line_or_polygon_of_a_known_class(street_map: dict[str, Any]) -> None:
    assert {feature["properties"]["class"] for feature in street_map["features"]} == CLASSES
    for feature in street_map["features"]:
        drawn = shape(feature["geometry"])
        assert drawn.geom_type in {"LineString", "Polygon"}
        assert drawn.is_valid
        assert not drawn.is_empty


def test_the_map_covers_the_agglomeration_and_little_more(street_map: dict[str, Any]) -> None:
    bounds = [shape(feature["geometry"]).bounds for feature in street_map["features"]]
    assert min(west for west, _, _, _ in bounds) > 2.55
    assert max(east for _, _, east, _ in bounds) < 3.0
    assert min(south for _, south, _, _ in bounds) > 50.34
    assert max(north for _, _, _, north in bounds) < 50.54


def test_roads_join_all_communes_of_the_agglomeration(street_map: dict[str, Any]) -> None:
    roads = [feature for feature in street_map["features"] if feature["properties"]["class"] == "major"]
    ends = [(tuple(road["geometry"]["coordinates"][0]), tuple(road["geometry"]["coordinates"][-1])) for road in roads]
    centres = {
        (round(commune.centre.lon, 5), round(commune.centre.lat, 5))
        for commune in read_commune_points().rows
        if commune.agglomeration == LENS_LIEVIN
    }
    reached = {min(centres)}
    while grown := {end for pair in ends for end in pair if reached & set(pair)} - reached:
        reached |= grown
    assert centres <= reached


def test_streets_of_a_grid_cross_at_shared_corners(street_map: dict[str, Any]) -> None:
    streets = [feature for feature in street_map["features"] if feature["properties"]["class"] == "street"]
    corners = [tuple(corner) for street in streets for corner in street["geometry"]["coordinates"]]
    assert len(set(corners)) < 0.75 * len(corners)
    assert all(a != b for street in streets for a, b in pairwise(street["geometry"]["coordinates"]))
