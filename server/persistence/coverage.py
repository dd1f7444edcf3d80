"""How far a territory has been walked, all players together."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from game_rules.fog import BLOCK_EDGE_CELLS, indices_in
from game_rules.geo import Tile
from game_rules.limits import FOG_BLOCK_ZOOM, HINT_TILE_ZOOM
from server.persistence.column_types import FogBits
from server.persistence.tables import FogBlockRow

_TILES_PER_BLOCK_EDGE = 1 << (HINT_TILE_ZOOM - FOG_BLOCK_ZOOM)
_CELLS_PER_TILE_EDGE = BLOCK_EDGE_CELLS // _TILES_PER_BLOCK_EDGE
CELLS_PER_TILE = _CELLS_PER_TILE_EDGE**2


def lifted_share_by_tile(session: Session) -> dict[Tile, float]:
    """Share (0 to 1) of the cells that anybody lifted, by tile of zoom 17.

    Tiles of 195 m, not cells: with few players the cells would draw somebody's way.
    """
    blocks = session.execute(
        select(FogBlockRow.x, FogBlockRow.y, func.bit_or(FogBlockRow.cells, type_=FogBits)).group_by(
            FogBlockRow.x, FogBlockRow.y
        )
    )
    lifted: Counter[Tile] = Counter()
    for x, y, cells in blocks:
        for index in indices_in(cells):
            row, column = divmod(index, BLOCK_EDGE_CELLS)
            tile_x = x * _TILES_PER_BLOCK_EDGE + column // _CELLS_PER_TILE_EDGE
            tile_y = y * _TILES_PER_BLOCK_EDGE + row // _CELLS_PER_TILE_EDGE
            lifted[Tile(HINT_TILE_ZOOM, tile_x, tile_y)] += 1
    return {tile: count / CELLS_PER_TILE for tile, count in lifted.items()}
