"""Clouds: which cells lift, and the order of their bits."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.geo import LatLon, Tile, destination, distance_m, tile_at, tile_centre
from game_rules.limits import Limits
from game_rules.play.fog import (
    BLOCK_BYTES,
    BLOCK_CELLS,
    BLOCK_EDGE_CELLS,
    FogBlock,
    FogCell,
    cells_lifted_at,
    indices_in,
    lifted_in_squares,
    mask_of,
    masks_by_block,
)
from tests.support.factories import LENS, place

positions_at_lens = st.builds(
    LatLon, st.floats(min_value=50.3, max_value=50.6), st.floats(min_value=2.6, max_value=3.1)
)
indices = st.integers(0, BLOCK_CELLS - 1)
masks = st.sets(indices, max_size=60).map(lambda cells: sum(mask_of(index) for index in cells))


def postgresql_bits(mask: int) -> str:
    """The bitmap as PostgreSQL shows a bit(4096): bit 0 is the leftmost."""
    return f"{mask:0{BLOCK_CELLS}b}"


def test_a_block_is_64_cells_wide_and_512_bytes_long() -> None:
    assert (BLOCK_EDGE_CELLS, BLOCK_CELLS, BLOCK_BYTES) == (64, 4096, 512)


def test_a_cell_lies_in_the_block_of_its_zoom_14_tile() -> None:
    cell, block = tile_at(LENS, 20), tile_at(LENS, 14)
    assert FogCell(cell.x, cell.y).block == FogBlock(block.x, block.y) == FogBlock(8320, 5526)
    assert FogCell(cell.x, cell.y).centre == tile_centre(cell)


def test_cells_are_numbered_row_by_row_from_the_north_west() -> None:
    north_west = FogCell(8320 * 64, 5526 * 64)
    assert north_west.index == 0
    assert FogCell(north_west.x + 1, north_west.y).index == 1
    assert FogCell(north_west.x + 63, north_west.y).index == 63
    assert FogCell(north_west.x, north_west.y + 1).index == 64
    assert FogCell(north_west.x + 63, north_west.y + 63).index == 4095
    assert FogCell(north_west.x + 64, north_west.y).block == FogBlock(8321, 5526)
    assert FogCell(north_west.x, north_west.y - 1).block == FogBlock(8320, 5525)
    assert north_west.centre.lat > FogCell(north_west.x, north_west.y + 1).centre.lat
    assert north_west.centre.lon < FogCell(north_west.x + 1, north_west.y).centre.lon


def test_cell_0_is_the_most_significant_bit_and_reads_first_in_postgresql() -> None:
    assert mask_of(0) == 1 << 4095
    assert postgresql_bits(mask_of(0)) == "1" + "0" * 4095
    assert mask_of(0).to_bytes(BLOCK_BYTES, "big")[0] == 0x80
    assert mask_of(4095) == 1


@given(indices)
def test_a_cells_bit_stands_at_its_number_from_the_left(index: int) -> None:
    assert postgresql_bits(mask_of(index)).index("1") == index
    assert mask_of(index).to_bytes(BLOCK_BYTES, "big")[index // 8] == 0x80 >> index % 8


@pytest.mark.parametrize("index", [-1, 4096])
def test_a_block_has_no_cell_beyond_its_4096(index: int) -> None:
    with pytest.raises(ValueError, match="0 to 4095"):
        mask_of(index)


@given(st.sets(indices, max_size=60))
def test_the_numbers_in_a_bitmap_are_those_put_in_ascending(cells: set[int]) -> None:
    assert list(indices_in(sum(mask_of(index) for index in cells))) == sorted(cells)


def test_an_empty_bitmap_has_no_cells_and_a_full_one_all() -> None:
    assert list(indices_in(0)) == []
    assert list(indices_in((1 << BLOCK_CELLS) - 1)) == list(range(BLOCK_CELLS))


@given(st.sets(st.builds(FogCell, st.integers(532_400, 532_700), st.integers(353_500, 353_800)), max_size=40))
def test_bitmaps_by_block_hold_exactly_the_cells_given(cells: set[FogCell]) -> None:
    found = {
        FogCell(block.x * 64 + index % 64, block.y * 64 + index // 64)
        for block, mask in masks_by_block(cells).items()
        for index in indices_in(mask)
    }
    assert found == cells
    assert all(masks_by_block(cells).values())


def test_a_cloud_lifts_up_to_50_m_from_its_centre_and_no_further() -> None:
    cell = FogCell(532536, 353665)
    for direction_deg in range(0, 360, 15):
        assert cell in cells_lifted_at(destination(cell.centre, direction_deg, 49.999))
        assert cell not in cells_lifted_at(destination(cell.centre, direction_deg, 50.001))


def test_a_cloud_exactly_at_the_reveal_radius_lifts() -> None:
    cell, here = FogCell(532536, 353665), place(metres_north=10)
    exactly_m = distance_m(here, cell.centre)
    assert cell in cells_lifted_at(here, Limits(reveal_radius_m=exactly_m))
    assert cell not in cells_lifted_at(here, Limits(reveal_radius_m=exactly_m - 1e-6))


@given(positions_at_lens)
def test_a_fix_lifts_the_cells_that_a_wider_search_finds(position: LatLon) -> None:
    middle = tile_at(position, 20)
    around = [(middle.x + column, middle.y + row) for column in range(-5, 6) for row in range(-5, 6)]
    within = {FogCell(x, y) for x, y in around if distance_m(position, tile_centre(Tile(20, x, y))) <= 50}
    assert cells_lifted_at(position) == within
    assert FogCell(middle.x, middle.y) in within
    assert 11 <= len(within) <= 14


@given(masks, masks)
def test_a_lifted_cell_stays_lifted(before: int, newly: int) -> None:
    after = before | newly
    assert after & before == before
    assert set(indices_in(after)) == set(indices_in(before)) | set(indices_in(newly))
    assert after | newly == after


@given(st.lists(positions_at_lens, max_size=6), st.lists(positions_at_lens, max_size=6))
def test_walking_on_never_brings_a_cloud_back(first: list[LatLon], then: list[LatLon]) -> None:
    before = masks_by_block(cell for position in first for cell in cells_lifted_at(position))
    after = masks_by_block(cell for position in [*first, *then] for cell in cells_lifted_at(position))
    assert all(after[block] & mask == mask for block, mask in before.items())


@given(masks, st.sampled_from([1, 8, 64]))
def test_cells_are_counted_by_square(mask: int, squares_per_edge: int) -> None:
    edge = BLOCK_EDGE_CELLS // squares_per_edge
    one_by_one = Counter(
        (index % BLOCK_EDGE_CELLS // edge, index // BLOCK_EDGE_CELLS // edge) for index in indices_in(mask)
    )
    assert lifted_in_squares(mask, squares_per_edge) == one_by_one


def test_squares_are_numbered_by_column_and_row_from_the_north_west() -> None:
    south_of_the_corner = mask_of(8 * BLOCK_EDGE_CELLS)
    assert lifted_in_squares(south_of_the_corner, 8) == {(0, 1): 1}
