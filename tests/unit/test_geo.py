"""Positions, distances, directions and tiles, against values known from elsewhere."""

from math import atan, degrees, inf, nan, nextafter, pi, sinh

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.geo import (
    EARTH_RADIUS_M,
    MERCATOR_MAX_LAT,
    CompassSector,
    LatLon,
    Tile,
    bearing_deg,
    compass_sector,
    destination,
    distance_m,
    tile_at,
    tile_centre,
    tile_size_m,
    tiles_within,
)
from tests.support.factories import LENS, place

NASHVILLE = LatLon(36.12, -86.67)
LOS_ANGELES = LatLon(33.94, -118.40)
SHIBUYA = LatLon(35.6590699, 139.7006793)

latitudes = st.floats(min_value=-85, max_value=85)
longitudes = st.floats(min_value=-179.9, max_value=179.9)
positions = st.builds(LatLon, latitudes, longitudes)
positions_at_lens = st.builds(
    LatLon, st.floats(min_value=50.3, max_value=50.6), st.floats(min_value=2.6, max_value=3.1)
)


@pytest.mark.parametrize("lat", [nextafter(-90, -91), nextafter(90, 91), nan, inf, -inf])
def test_a_latitude_beyond_the_poles_is_refused(lat: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        LatLon(lat, 2.8)


@pytest.mark.parametrize("lon", [nextafter(-180, -181), nextafter(180, 181), nan, inf, -inf])
def test_a_longitude_beyond_the_date_line_is_refused(lon: float) -> None:
    with pytest.raises(ValueError, match="longitude"):
        LatLon(50.4, lon)


@pytest.mark.parametrize(("lat", "lon"), [(90, 180), (-90, -180), (0, 0)])
def test_the_poles_and_the_date_line_are_places(lat: float, lon: float) -> None:
    assert LatLon(lat, lon) == LatLon(lat, lon)


def test_swapping_latitude_and_longitude_is_caught_where_the_globe_allows_it() -> None:
    with pytest.raises(ValueError, match="latitude"):
        LatLon(SHIBUYA.lon, SHIBUYA.lat)


def test_the_distance_between_two_airports_is_the_published_one() -> None:
    # BNA to LAX is Rosetta Code's example for the haversine formula, there with a radius of 6,372.8 km.
    published_m = 2_887_259.95060711 * EARTH_RADIUS_M / 6_372_800
    assert distance_m(NASHVILLE, LOS_ANGELES) == pytest.approx(published_m, rel=1e-9)


def test_a_degree_of_latitude_is_111_km_everywhere_and_one_of_longitude_shrinks() -> None:
    degree_m = 111_195.08
    assert distance_m(LatLon(0, 0), LatLon(1, 0)) == pytest.approx(degree_m, abs=0.01)
    assert distance_m(LatLon(50, 3), LatLon(51, 3)) == pytest.approx(degree_m, abs=0.01)
    assert distance_m(LatLon(0, 0), LatLon(0, 1)) == pytest.approx(degree_m, abs=0.01)
    assert distance_m(LatLon(60, 0), LatLon(60, 0.01)) == pytest.approx(degree_m / 200, rel=1e-6)


def test_the_distance_to_the_other_side_of_the_globe_is_half_its_girth() -> None:
    assert distance_m(LatLon(12.5, -70), LatLon(-12.5, 110)) == pytest.approx(20_015_114.4, abs=1)


def test_a_step_across_the_date_line_is_short() -> None:
    assert distance_m(LatLon(0, 179.9999), LatLon(0, -179.9999)) == pytest.approx(22.24, abs=0.01)


@given(positions, positions)
def test_a_way_is_as_long_back_as_forth(a: LatLon, b: LatLon) -> None:
    assert distance_m(a, b) == distance_m(b, a)
    assert distance_m(a, a) == 0


@pytest.mark.parametrize(
    ("metres_north", "metres_east", "bearing"), [(100, 0, 0), (0, 100, 90), (-100, 0, 180), (0, -100, 270)]
)
def test_bearings_run_clockwise_from_north(metres_north: float, metres_east: float, bearing: float) -> None:
    target = place(metres_north=metres_north, metres_east=metres_east)
    assert abs((bearing_deg(LENS, target) - bearing + 180) % 360 - 180) < 0.001


def test_the_bearing_from_baghdad_to_osaka_is_the_published_one() -> None:
    # "60 degrees" in Chris Veness' example of initial and final bearings; the great circle ends at 120.
    assert bearing_deg(LatLon(35, 45), LatLon(35, 135)) == pytest.approx(60, abs=0.2)
    assert (bearing_deg(LatLon(35, 135), LatLon(35, 45)) + 180) % 360 == pytest.approx(120, abs=0.2)


def test_a_place_has_no_direction_to_itself_but_the_answer_is_still_one() -> None:
    assert bearing_deg(LENS, LENS) == 0
    assert compass_sector(LENS, LENS) is CompassSector.NORTH


def test_a_hair_west_of_north_is_still_below_360_degrees() -> None:
    assert bearing_deg(LatLon(50, 0), LatLon(51, -1e-17)) == 0
    assert compass_sector(LatLon(50, 0), LatLon(51, -1e-17)) is CompassSector.NORTH


@given(positions, positions)
def test_a_bearing_lies_between_0_and_360_degrees(a: LatLon, b: LatLon) -> None:
    assert 0 <= bearing_deg(a, b) < 360


def test_a_destination_is_the_published_one() -> None:
    # Chris Veness' example: 53°19'14"N 001°43'47"W, 096°01'18", 124.8 km leads to 53°11'18"N 000°08'00"E.
    start = LatLon(53 + 19 / 60 + 14 / 3600, -(1 + 43 / 60 + 47 / 3600))
    end = destination(start, 96 + 1 / 60 + 18 / 3600, 124_800)
    assert end.lat == pytest.approx(53 + 11 / 60 + 18 / 3600, abs=0.5 / 3600)
    assert end.lon == pytest.approx(8 / 60, abs=0.5 / 3600)


@given(positions_at_lens, st.floats(min_value=0, max_value=359.9), st.floats(min_value=1, max_value=50_000))
def test_a_destination_lies_where_it_was_asked_for(origin: LatLon, direction_deg: float, length_m: float) -> None:
    target = destination(origin, direction_deg, length_m)
    assert distance_m(origin, target) == pytest.approx(length_m, rel=1e-6, abs=1e-6)
    assert abs((bearing_deg(origin, target) - direction_deg + 180) % 360 - 180) < 0.001


def test_a_destination_across_the_date_line_has_a_longitude_of_the_other_side() -> None:
    assert destination(LatLon(0, 179.9999), 90, 22.24).lon == pytest.approx(-179.9999, abs=1e-6)
    assert destination(LatLon(0, -179.9999), 270, 22.24).lon == pytest.approx(179.9999, abs=1e-6)


SECTORS_CLOCKWISE = [
    CompassSector.NORTH,
    CompassSector.NORTH_EAST,
    CompassSector.EAST,
    CompassSector.SOUTH_EAST,
    CompassSector.SOUTH,
    CompassSector.SOUTH_WEST,
    CompassSector.WEST,
    CompassSector.NORTH_WEST,
]


@pytest.mark.parametrize("number", range(8))
def test_a_sector_reaches_22_and_a_half_degrees_to_both_sides(number: int) -> None:
    middle = 45 * number
    assert compass_sector(LENS, destination(LENS, middle, 500)) is SECTORS_CLOCKWISE[number]
    assert compass_sector(LENS, destination(LENS, middle - 22.4999, 500)) is SECTORS_CLOCKWISE[number]
    assert compass_sector(LENS, destination(LENS, middle + 22.4999, 500)) is SECTORS_CLOCKWISE[number]
    assert compass_sector(LENS, destination(LENS, middle + 22.5001, 500)) is SECTORS_CLOCKWISE[(number + 1) % 8]


def test_the_sectors_east_and_north_are_not_mixed_up() -> None:
    assert compass_sector(LatLon(50.4, 2.8), LatLon(50.4, 2.9)) is CompassSector.EAST
    assert compass_sector(LatLon(50.4, 2.8), LatLon(50.5, 2.8)) is CompassSector.NORTH


@pytest.mark.parametrize(
    ("position", "tile"),
    [
        (SHIBUYA, Tile(18, 232798, 103246)),  # OpenStreetMap wiki, "Slippy map tilenames": Hachiko's statue
        (LatLon(40.1222, 20.6852), Tile(9, 285, 193)),  # the first example in mercantile's manual
        (LatLon(0, 0), Tile(1, 1, 1)),
        (LatLon(50.4291, 2.8319), Tile(0, 0, 0)),
    ],
)
def test_tiles_have_openstreetmaps_numbers(position: LatLon, tile: Tile) -> None:
    assert tile_at(position, tile.zoom) == tile


def test_a_tile_swapped_in_latitude_and_longitude_is_another_one() -> None:
    assert tile_at(LENS, 14) != tile_at(LatLon(LENS.lon, LENS.lat), 14)


def test_the_square_of_the_map_ends_where_it_is_as_high_as_wide() -> None:
    assert pytest.approx(degrees(atan(sinh(pi))), abs=1e-12) == MERCATOR_MAX_LAT


def test_the_corners_of_the_world_are_in_its_corner_tiles() -> None:
    assert tile_at(LatLon(90, -180), 20) == Tile(20, 0, 0)
    assert tile_at(LatLon(-90, 180), 20) == Tile(20, 2**20 - 1, 2**20 - 1)
    assert tile_at(LatLon(MERCATOR_MAX_LAT, 0), 3).y == 0
    assert tile_at(LatLon(-MERCATOR_MAX_LAT, 0), 3).y == 7


def test_the_middle_of_a_quarter_of_the_world_is_known() -> None:
    # atan(sinh(pi / 2)) is 66.5132604431 degrees; EPSG 3857's square ends at 85.0511287798.
    assert tile_centre(Tile(1, 0, 0)).lat == pytest.approx(66.5132604431, abs=1e-9)
    assert tile_centre(Tile(1, 0, 0)).lon == -90
    assert tile_centre(Tile(0, 0, 0)) == LatLon(0, 0)


def test_the_edges_of_a_tile_belong_to_the_tile_south_and_east_of_them() -> None:
    assert tile_at(LatLon(0, 0), 8) == Tile(8, 128, 128)
    assert tile_at(LatLon(nextafter(1e-9, 1), nextafter(0, -1) - 1e-9), 8) == Tile(8, 127, 127)


@given(st.integers(0, 20), st.data())
def test_the_centre_of_a_tile_lies_in_it(zoom: int, data: st.DataObject) -> None:
    numbers = st.integers(0, 2**zoom - 1)
    tile = Tile(zoom, data.draw(numbers), data.draw(numbers))
    assert tile_at(tile_centre(tile), zoom) == tile


@given(positions, st.integers(0, 19))
def test_a_tile_lies_in_its_parent(position: LatLon, zoom: int) -> None:
    child, parent = tile_at(position, zoom + 1), tile_at(position, zoom)
    assert (child.x // 2, child.y // 2) == (parent.x, parent.y)


@given(positions_at_lens, st.sampled_from([14, 17, 20]))
def test_a_place_is_no_further_from_its_tiles_centre_than_half_a_diagonal(position: LatLon, zoom: int) -> None:
    half_diagonal_m = tile_size_m(zoom, position.lat) * 2**0.5 / 2
    assert distance_m(position, tile_centre(tile_at(position, zoom))) <= half_diagonal_m * 1.001


@pytest.mark.parametrize(("zoom", "size_m"), [(20, 24.3), (17, 194.6), (14, 1557)])
def test_tiles_at_lens_have_the_sizes_that_the_design_counts_with(zoom: int, size_m: float) -> None:
    assert tile_size_m(zoom, LENS.lat) == pytest.approx(size_m, rel=0.002)
    tile = tile_at(LENS, zoom)
    neighbour = tile_centre(Tile(zoom, tile.x + 1, tile.y))
    assert distance_m(tile_centre(tile), neighbour) == pytest.approx(size_m, rel=0.002)


@given(positions_at_lens, st.floats(min_value=0, max_value=150))
def test_tiles_within_a_radius_are_those_whose_centre_is_no_further(position: LatLon, radius_m: float) -> None:
    middle = tile_at(position, 20)
    around = [Tile(20, middle.x + column, middle.y + row) for column in range(-9, 10) for row in range(-9, 10)]
    near = [tile for tile in around if distance_m(position, tile_centre(tile)) <= radius_m]
    assert sorted(tiles_within(position, radius_m, 20)) == sorted(near)


@given(positions_at_lens, st.integers(-3, 3), st.integers(-3, 3))
def test_a_tile_whose_centre_is_exactly_at_the_radius_is_within_it(position: LatLon, column: int, row: int) -> None:
    middle = tile_at(position, 20)
    tile = Tile(20, middle.x + column, middle.y + row)
    exactly_m = distance_m(position, tile_centre(tile))
    assert tile in tiles_within(position, exactly_m, 20)
    assert tile not in tiles_within(position, nextafter(exactly_m, 0), 20)
