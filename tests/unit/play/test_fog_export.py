"""The clouds in somebody's download are GeoJSON that any map draws in the right place."""

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, shape

from game_rules.play.fog import BLOCK_CELLS, FogBlock, FogCell, cells_lifted_at, mask_of, masks_by_block
from server.schemas.privacy.export import FogExport
from tests.support.factories import LENS

BLOCK = FogCell(8316 * 64, 5525 * 64).block


def test_a_walker_in_lens_is_in_lens_and_not_at_sea() -> None:
    cells = cells_lifted_at(LENS)
    export = FogExport.of(masks_by_block(cells))
    areas = [shape(feature["geometry"]) for feature in export.features]
    assert any(area.contains(Point(LENS.lon, LENS.lat)) for area in areas)
    for cell in cells:
        assert any(area.contains(Point(cell.centre.lon, cell.centre.lat)) for area in areas)
    assert sum(feature["properties"]["cells"] for feature in export.features) == len(cells)


def test_cells_beside_each_other_are_one_polygon_and_rows_are_not_joined() -> None:
    def runs(*indices: int) -> list[int]:
        mask = sum(mask_of(index) for index in indices)
        return [feature["properties"]["cells"] for feature in FogExport.of({BLOCK: mask}).features]

    assert runs(0, 1, 2) == [3]
    assert runs(0, 1, 3) == [2, 1]
    assert runs(62, 63, 64, 65) == [2, 2]
    assert runs(4095) == [1]
    assert FogExport.of({}).features == []


def test_a_polygon_runs_counterclockwise_and_is_closed() -> None:
    (feature,) = FogExport.of({BLOCK: mask_of(0)}).features
    polygon = shape(feature["geometry"])
    assert isinstance(polygon, Polygon)
    assert polygon.exterior.is_ccw
    assert polygon.is_valid


@given(st.integers(0, (1 << BLOCK_CELLS) - 1))
def test_every_cell_is_in_exactly_one_run(mask: int) -> None:
    export = FogExport.of({FogBlock(0, 0): mask})
    assert sum(feature["properties"]["cells"] for feature in export.features) == mask.bit_count()
