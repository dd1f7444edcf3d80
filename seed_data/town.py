"""The street grid of one schematic town: slightly irregular blocks, turned its own way, as large as its population.

Works on the flat map in metres and knows nothing of files or of the other towns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, sin, sqrt

from seed_data.deterministic import share
from seed_data.plane import Metres

INHABITANTS_PER_KM2 = 2_600
"""Of the built-up ground: brick terraces with gardens. Lens then reaches 2 km from its centre (a choice for looks)."""

_BLOCK_MIN_M, _BLOCK_MAX_M = 105.0, 145.0
_CORNER_SHIFT_M = 13.0
"""How far a street corner stands from a perfect grid: enough to look grown, too little to cross the next street."""

_MISSING_SHARE = 0.13
"""Share of the street pieces that were never built: T-junctions and longer blocks."""

Line = tuple[Metres, ...]
_Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Town:
    """A town named `key` (its INSEE code) around `centre`."""

    key: str
    centre: Metres
    population: int

    @property
    def radius_m(self) -> float:
        """Radius of the disc that its inhabitants would fill."""
        return sqrt(self.population / INHABITANTS_PER_KM2 / pi) * 1000

    @property
    def heading(self) -> float:
        """Direction of its first family of streets, in radians."""
        return share("heading", self.key) * pi / 2

    def edge_m(self, direction: float) -> float:
        """Distance from the centre to the edge of the town in `direction` (radians): a lobed disc."""
        lobes = sum(
            (0.16 / wave) * sin(wave * direction + 2 * pi * share("lobe", self.key, wave)) for wave in range(1, 5)
        )
        return self.radius_m * (1 + lobes)

    def streets(self) -> Iterator[Line]:
        """Its streets as lines of corners; lines that cross share a corner."""
        block_m = _BLOCK_MIN_M + (_BLOCK_MAX_M - _BLOCK_MIN_M) * share("block", self.key)
        reach = ceil(self.radius_m * 1.4 / block_m)
        steps = range(-reach, reach + 1)
        for across in steps:
            yield from self._pieces([(along, across) for along in steps], block_m)
            yield from self._pieces([(across, along) for along in steps], block_m)

    def _pieces(self, corners: list[_Corner], block_m: float) -> Iterator[Line]:
        line: list[Metres] = []
        for here, after in pairwise(corners):
            a, b = self._corner(here, block_m), self._corner(after, block_m)
            if self._holds(a) and self._holds(b) and share("piece", self.key, *here, *after) >= _MISSING_SHARE:
                line = [*(line or [a]), b]
            elif line:
                yield tuple(line)
                line = []
        if line:
            yield tuple(line)

    def _corner(self, corner: _Corner, block_m: float) -> Metres:
        shift_x = (2 * share("x", self.key, *corner) - 1) * _CORNER_SHIFT_M
        shift_y = (2 * share("y", self.key, *corner) - 1) * _CORNER_SHIFT_M
        # Every other family of streets is closer together, as gardens lie back to back behind brick terraces.
        x, y = corner[0] * block_m + shift_x, corner[1] * block_m * 0.85 + shift_y
        turn_cos, turn_sin = cos(self.heading), sin(self.heading)
        return self.centre[0] + x * turn_cos - y * turn_sin, self.centre[1] + x * turn_sin + y * turn_cos

    def _holds(self, spot: Metres) -> bool:
        east, north = spot[0] - self.centre[0], spot[1] - self.centre[1]
        return hypot(east, north) <= self.edge_m(atan2(north, east))
