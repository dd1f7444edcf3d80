"""Zooms of the tiles that the game is played on."""

FOG_CELL_ZOOM = 20
"""A fog cell is a tile of this zoom: 24.3 m at Lens, about the width of a street with its houses."""

FOG_BLOCK_ZOOM = 14
"""A fog block is a tile of this zoom (1.56 km at Lens) and holds 64 x 64 cells: one database row of 512 bytes."""

HINT_TILE_ZOOM = 17
"""Hints aim at the centre of a tile of this zoom (195 m at Lens): many hints together tell no more than the tile."""
