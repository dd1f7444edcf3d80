"""Official commune outlines: what is read, what is repaired, and the sentence for each file that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from seed_data.territory import CommuneOutline, read_territory, union_of

LENS = [[[2.80, 50.42], [2.84, 50.42], [2.84, 50.45], [2.80, 50.45], [2.80, 50.42]]]
LIEVIN = [[[2.76, 50.42], [2.80, 50.42], [2.80, 50.45], [2.76, 50.45], [2.76, 50.42]]]


def feature(coordinates: Any, geometry_type: str = "Polygon", **properties: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": geometry_type, "coordinates": coordinates},
    }


def read(folder: Path, *features: Any) -> list[CommuneOutline]:
    path = folder / "communes.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return read_territory(path)


@pytest.mark.parametrize(
    ("code_name", "name_name"),
    [("code", "nom"), ("INSEE_COM", "NOM"), ("insee", "name"), ("code_insee", "nom_officiel")],
)
def test_codes_and_names_are_found_under_the_names_that_sources_use(
    tmp_path: Path, code_name: str, name_name: str
) -> None:
    (outline,) = read(tmp_path, feature(LENS, **{code_name: "62498", name_name: "Lens"}))
    assert (outline.insee, outline.name) == ("62498", "Lens")
    assert outline.outline.covers(Point(2.82, 50.43))


def test_a_feature_without_code_or_name_is_an_outline_all_the_same(tmp_path: Path) -> None:
    outlines = read(tmp_path, feature(LENS), {**feature(LIEVIN), "properties": None})
    assert [(outline.insee, outline.name) for outline in outlines] == [(None, None), (None, None)]


def test_features_of_one_commune_become_one_outline(tmp_path: Path) -> None:
    (outline,) = read(tmp_path, feature(LENS, code="62498"), feature([LIEVIN], "MultiPolygon", code="62498"))
    assert outline.outline.covers(Point(2.82, 50.43))
    assert outline.outline.covers(Point(2.77, 50.43))


def test_points_among_the_outlines_are_passed_over(tmp_path: Path) -> None:
    town_hall = feature([2.82, 50.43], "Point", code="62498")
    assert len(read(tmp_path, town_hall, feature(LENS, code="62498"), {"type": "Feature", "geometry": None})) == 1


def test_an_outline_that_crosses_itself_is_repaired(tmp_path: Path) -> None:
    bow_tie = [[[2.80, 50.42], [2.84, 50.45], [2.84, 50.42], [2.80, 50.45], [2.80, 50.42]]]
    (outline,) = read(tmp_path, feature(bow_tie, code="62498"))
    assert outline.outline.is_valid
    assert len(outline.outline.geoms) == 2


def test_neighbours_join_without_a_sliver_between_them(tmp_path: Path) -> None:
    shifted = [[[lon + 2e-8, lat] for lon, lat in LENS[0]]]
    outlines = read(tmp_path, feature(shifted, code="62498"), feature(LIEVIN, code="62510"))
    union = union_of([outline.outline for outline in outlines])
    assert len(union.geoms) == 1


@pytest.mark.parametrize(
    ("coordinates", "sentence"),
    [
        (
            [[[x, y] for x, y in ((685000, 7036000), (689000, 7036000), (689000, 7040000), (685000, 7036000))]],
            r"look like metres \(Lambert-93\), not degrees: export the file again in WGS 84 \(EPSG:4326\)",
        ),
        ([[[lat, lon] for lon, lat in LENS[0]]], "look like latitude first: GeoJSON wants longitude first"),
        ([[[lon + 90, lat] for lon, lat in LENS[0]]], "does not lie in France: check the export"),
        ([[[2.8, 50.4], [2.9, 50.4]]], "its coordinates are no polygon .*: export it again"),
        ([[["a", "b"]]], "its coordinates are no polygon .*: export it again"),
        (7, "its coordinates are no polygon .*: export it again"),
    ],
)
def test_coordinates_that_cannot_be_used_say_which_feature_and_what_to_do(
    tmp_path: Path, coordinates: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=f"communes.geojson, feature 2: .*{sentence}"):
        read(tmp_path, feature(LENS), feature(coordinates))


def test_an_overseas_commune_lies_in_france(tmp_path: Path) -> None:
    saint_denis = [[[55.4, -20.9], [55.5, -20.9], [55.5, -20.8], [55.4, -20.9]]]
    assert len(read(tmp_path, feature(saint_denis, code="97411"))) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"type": "FeatureCollection", "features": [', "is not JSON .line 1: .*: download or export it again"),
        (b"PK\x03\x04\xff\xfe", "is not UTF-8 text: export it as GeoJSON, not as a zip or a shapefile"),
        (b"[]", "is not a GeoJSON FeatureCollection: export the communes as one"),
        (b'{"type": "Topology"}', "is not a GeoJSON FeatureCollection: export the communes as one"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no polygon: export the communes' outlines"),
        (
            b'{"type": "FeatureCollection", "features": [{"geometry": {"type": "Polygon", "coordinates": []}}, 3]}',
            "holds no polygon: export the communes' outlines",
        ),
    ],
)
def test_a_file_that_is_no_territory_says_what_to_do(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "communes.geojson"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"communes.geojson {sentence}"):
        read_territory(path)
