"""Warmer, colder: what a player is told of offers still under the clouds.

A hint depends on an offer only through its zoom-17 tile. Which tile is nearest is decided by the tiles' centres too:
choosing by the offers' own places would let somebody find them out by asking from many sides.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from game_rules.geo import CompassSector, LatLon, Tile, compass_sector, distance_m, tile_centre
from game_rules.limits import DEFAULT_LIMITS, Limits


class HintBand(StrEnum):
    """Bands of the distance to the nearest fitting tile."""

    BURNING = "burning"
    HOT = "hot"
    WARM = "warm"
    COOL = "cool"
    COLD = "cold"


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint as it is told: a band and a direction, never a coordinate or a distance."""

    band: HintBand
    compass_sector: CompassSector


@dataclass(frozen=True, slots=True)
class SentHint:
    """The last hint that a player got, None for "nothing left here", and when."""

    hint: Hint | None
    sent_at: datetime


def band_at(distance: float, limits: Limits = DEFAULT_LIMITS) -> HintBand:
    """The band of a distance in metres; each band includes its upper end."""
    ends = (
        (limits.hint_burning_m, HintBand.BURNING),
        (limits.hint_hot_m, HintBand.HOT),
        (limits.hint_warm_m, HintBand.WARM),
        (limits.hint_cool_m, HintBand.COOL),
    )
    return next((band for end, band in ends if distance <= end), HintBand.COLD)


def hint_towards(
    position: LatLon, tiles: Iterable[Tile], limits: Limits = DEFAULT_LIMITS, *, silent: Collection[Tile] = ()
) -> Hint | None:
    """The hint at `position` given the tiles that hold undiscovered, fitting, open offers; None without any.

    Those among them that are `silent` hold only offers of employers who do not answer. They stand back behind others as
    if they were further away; band and sector are the true ones of the tile that is chosen.
    """

    def weight_of(tile: Tile) -> tuple[float, Tile]:
        detour_m = limits.hint_silent_detour_m if tile in silent else 0.0
        return distance_m(position, tile_centre(tile)) + detour_m, tile

    nearest = min(tiles, key=weight_of, default=None)
    if nearest is None:
        return None
    centre = tile_centre(nearest)
    return Hint(band_at(distance_m(position, centre), limits), compass_sector(position, centre))


def is_worth_sending(hint: Hint | None, last: SentHint | None, now: datetime, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether to send `hint` now: at once when its band changed, else when it changed and 15 s have passed."""
    if last is None:
        return True
    if hint == last.hint:
        return False
    if hint is None or last.hint is None or hint.band is not last.hint.band:
        return True
    return (now - last.sent_at).total_seconds() >= limits.hint_interval_s
