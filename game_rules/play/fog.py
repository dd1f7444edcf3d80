"""Clouds: which cells a fix lifts, and how 64 x 64 of them are kept together in one block.

A block's cells are one integer of 4,096 bits. Cell (column, row) inside its block, from the north-west corner, is
number row * 64 + column, and number 0 is the most significant bit: as bytes (big-endian) and as PostgreSQL's
bit(4096) it reads from left to right.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from game_rules.geo import LatLon, Tile, tile_centre, tiles_within
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.tiles import FOG_BLOCK_ZOOM, FOG_CELL_ZOOM

BLOCK_EDGE_CELLS = 1 << (FOG_CELL_ZOOM - FOG_BLOCK_ZOOM)
BLOCK_CELLS = BLOCK_EDGE_CELLS**2
BLOCK_BYTES = BLOCK_CELLS // 8


@dataclass(frozen=True, slots=True, order=True)
class FogCell:
    """A cell by its tile column and row at zoom 20."""

    x: int
    y: int

    @property
    def centre(self) -> LatLon:
        return tile_centre(Tile(FOG_CELL_ZOOM, self.x, self.y))

    @property
    def block(self) -> "FogBlock":
        return FogBlock(self.x // BLOCK_EDGE_CELLS, self.y // BLOCK_EDGE_CELLS)

    @property
    def index(self) -> int:
        """Number of the cell inside its block, 0..4095."""
        return self.y % BLOCK_EDGE_CELLS * BLOCK_EDGE_CELLS + self.x % BLOCK_EDGE_CELLS


@dataclass(frozen=True, slots=True, order=True)
class FogBlock:
    """A block by its tile column and row at zoom 14."""

    x: int
    y: int


def cells_lifted_at(position: LatLon, limits: Limits = DEFAULT_LIMITS) -> frozenset[FogCell]:
    """The cells whose centre lies within the reveal radius of `position`: 11 to 14 of them at Lens."""
    return frozenset(FogCell(tile.x, tile.y) for tile in tiles_within(position, limits.reveal_radius_m, FOG_CELL_ZOOM))


def mask_of(index: int) -> int:
    """The block bitmap with only cell number `index` set. Raises ValueError outside 0..4095."""
    if not 0 <= index < BLOCK_CELLS:
        raise ValueError(f"a block has the cells 0 to {BLOCK_CELLS - 1}, not {index}")
    return 1 << (BLOCK_CELLS - 1 - index)


def masks_by_block(cells: Iterable[FogCell]) -> dict[FogBlock, int]:
    """The bitmap of each block that `cells` touch."""
    masks: dict[FogBlock, int] = {}
    for cell in cells:
        masks[cell.block] = masks.get(cell.block, 0) | mask_of(cell.index)
    return masks


def indices_in(mask: int) -> Iterator[int]:
    """The numbers of the cells set in a block bitmap, ascending."""
    while mask:
        length = mask.bit_length()
        yield BLOCK_CELLS - length
        mask ^= 1 << (length - 1)


def lifted_in_squares(mask: int, squares_per_edge: int) -> dict[tuple[int, int], int]:
    """Numbers of cells set in each square of a block that has `squares_per_edge` of them a side, by (column, row).

    Squares without one are left out. `squares_per_edge` divides 64.
    """
    counts = {square: (mask & cells).bit_count() for square, cells in _square_masks(squares_per_edge).items()}
    return {square: count for square, count in counts.items() if count}


@cache
def _square_masks(squares_per_edge: int) -> dict[tuple[int, int], int]:
    edge = BLOCK_EDGE_CELLS // squares_per_edge
    masks: dict[tuple[int, int], int] = {}
    for index in range(BLOCK_CELLS):
        row, column = divmod(index, BLOCK_EDGE_CELLS)
        square = column // edge, row // edge
        masks[square] = masks.get(square, 0) | mask_of(index)
    return masks
