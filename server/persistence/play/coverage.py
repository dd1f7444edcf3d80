"""The share of a territory that all players together have walked."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from game_rules.geo import Tile
from game_rules.play.fog import lifted_in_squares
from game_rules.tiles import FOG_BLOCK_ZOOM, FOG_CELL_ZOOM, HINT_TILE_ZOOM
from server.persistence.column_types import FogBits
from server.persistence.tables.play import FogBlockRow

_TILES_PER_BLOCK_EDGE = 1 << (HINT_TILE_ZOOM - FOG_BLOCK_ZOOM)
CELLS_PER_TILE = (1 << (FOG_CELL_ZOOM - HINT_TILE_ZOOM)) ** 2


def lifted_share_by_tile(session: Session) -> dict[Tile, float]:
    """Share (0 to 1) of the cells that anybody lifted, by tile of zoom 17; tiles without one are left out.

    Tiles of 195 m, not cells: with few players the cells would draw somebody's way.
    """
    blocks = session.execute(
        select(FogBlockRow.x, FogBlockRow.y, func.bit_or(FogBlockRow.cells, type_=FogBits)).group_by(
            FogBlockRow.x, FogBlockRow.y
        )
    )
    shares: dict[Tile, float] = {}
    for x, y, cells in blocks:
        for (column, row), count in lifted_in_squares(cells, _TILES_PER_BLOCK_EDGE).items():
            tile = Tile(HINT_TILE_ZOOM, x * _TILES_PER_BLOCK_EDGE + column, y * _TILES_PER_BLOCK_EDGE + row)
            shares[tile] = count / CELLS_PER_TILE
    return shares
