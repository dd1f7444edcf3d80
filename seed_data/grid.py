"""Positions of demo offers: small streets of shops on a grid of 800 m inside Lens and Liévin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from shapely import MultiPolygon

from game_rules.geo import LatLon
from seed_data.communes import CommunePoint
from seed_data.deterministic import pick, share
from seed_data.make_areas import contains
from seed_data.plane import Metres, Plane

DEMO_WALK_START = LatLon(50.4219, 2.7786)
"""Where the recorded demo walk is moved to: in the middle of Liévin. One node of the grid stands here."""

SPACING_M = 800.0
"""Ten minutes on foot from one street of shops to the next."""

STREET_LENGTH_M = 120.0
HOUSE_TO_MIDDLE_M = 7.0
"""Half the width of a street: doors stand on both sides of it."""

CENTRE_RADIUS_M = 900.0
"""Within this distance of a commune's central point, streets of shops are full."""

FULL_STREET = 8
QUIET_STREET = 6
"""Doors of a street of shops. The two communes hold two dozen nodes, so fewer would not make 150 offers."""

PLAYED_COMMUNES = ("62498", "62510")
"""Lens and Liévin."""

_STEPS_FROM_START = 12
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Door:
    """A spot for one offer. `key` names its node (columns east, rows north of the start) and its place there."""

    key: str
    position: LatLon
    commune_insee: str


def doors(communes: Sequence[CommunePoint], areas: Mapping[str, MultiPolygon]) -> Iterator[Door]:
    """Every door of the grid, row by row from the south-west.

    A street begins at its node and runs 120 m along the grid: north from odd rows, south from even ones, so that rows
    face each other in pairs and a walk between two nodes passes both streets. A street that would leave Lens and
    Liévin is left out.
    """
    plane = Plane(DEMO_WALK_START)
    centres = [plane.to_metres(commune.centre) for commune in communes]
    steps = range(-_STEPS_FROM_START, _STEPS_FROM_START + 1)
    for row in steps:
        for column in steps:
            node = (column * SPACING_M, row * SPACING_M)
            near_centre = any(hypot(node[0] - east, node[1] - north) <= CENTRE_RADIUS_M for east, north in centres)
            key = f"{abs(column)}{'e' if column >= 0 else 'w'}{abs(row)}{'n' if row >= 0 else 's'}"
            count = FULL_STREET if near_centre else QUIET_STREET + pick(2, "doors", key)
            street = [plane.to_position(*spot) for spot in _street(node, key, count, 1 if row % 2 else -1)]
            street = [LatLon(round(spot.lat, _DECIMALS), round(spot.lon, _DECIMALS)) for spot in street]
            insees = [_commune_of(spot, areas) for spot in street]
            for index, (spot, insee) in enumerate(zip(street, insees, strict=True)):
                if insee is not None and None not in insees:
                    yield Door(f"{key}-{index + 1}", spot, insee)


def _street(node: Metres, key: str, count: int, towards_north: int) -> Iterator[Metres]:
    step = STREET_LENGTH_M / count
    for index in range(count):
        along = step * (index + 0.5 + 0.5 * share("along", key, index))
        side = HOUSE_TO_MIDDLE_M if index % 2 else -HOUSE_TO_MIDDLE_M
        yield node[0] + side, node[1] + towards_north * along


def _commune_of(position: LatLon, areas: Mapping[str, MultiPolygon]) -> str | None:
    return next((insee for insee in PLAYED_COMMUNES if contains(areas[insee], position)), None)
