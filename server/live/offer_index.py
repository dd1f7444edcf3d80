"""Offers by place: a grid of slippy-map tiles, so that a fix looks at a handful of offers, not at all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import ceil
from types import MappingProxyType
from uuid import UUID

from game_rules.geo import LatLon, Tile, tile_at, tile_size_m
from game_rules.offers.offer import Offer
from game_rules.people.wishes import Wishes
from game_rules.tiles import HINT_TILE_ZOOM

_COLUMNS = 1 << HINT_TILE_ZOOM


@dataclass(frozen=True, slots=True)
class HintTiles:
    """The tiles to which hints may lead. `silent` are those of `all` in which nobody answers applications."""

    all: tuple[Tile, ...]
    silent: frozenset[Tile]


class OfferIndex:
    """Never changed once built, so any number of greenlets may read it."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        by_tile: defaultdict[Tile, list[Offer]] = defaultdict(list)
        for offer in offers:
            by_tile[offer.hint_tile].append(offer)
        self._by_tile = dict(by_tile)
        self.by_id: Mapping[UUID, Offer] = MappingProxyType(
            {offer.id: offer for tile in self._by_tile.values() for offer in tile}
        )

    def near(self, position: LatLon, radius_m: float) -> Iterator[Offer]:
        """All offers within `radius_m` metres, and some more around them."""
        middle = tile_at(position, HINT_TILE_ZOOM)
        reach = ceil(radius_m / tile_size_m(HINT_TILE_ZOOM, position.lat))
        for x in range(middle.x - reach, middle.x + reach + 1):
            for y in range(middle.y - reach, middle.y + reach + 1):
                # East of the last column lies the first: Fiji, for one, is on both sides of the date line.
                yield from self._by_tile.get(Tile(HINT_TILE_ZOOM, x % _COLUMNS, y), ())

    def tiles_to_hint_at(self, wishes: Wishes, discovered: Collection[UUID], now: datetime, zone: tzinfo) -> HintTiles:
        """The tiles that hold an undiscovered, current offer that fits and may be visited now.

        One with such an offer of somebody who answers is not silent, whoever else is there.
        """
        silent_by_tile: dict[Tile, bool] = {}
        for tile, offers in self._by_tile.items():
            for offer in _under_clouds(offers, wishes, discovered, now, zone):
                if offer.is_open_at(now, zone):
                    silent_by_tile[tile] = offer.is_silent
                    if not offer.is_silent:
                        break
        return HintTiles(tuple(silent_by_tile), frozenset(tile for tile, silent in silent_by_tile.items() if silent))

    def count_under_clouds(self, wishes: Wishes, discovered: Collection[UUID], now: datetime, zone: tzinfo) -> int:
        """Counts the undiscovered, current offers that fit the wishes, open now or not."""
        return sum(1 for _ in _under_clouds(self.by_id.values(), wishes, discovered, now, zone))


def _under_clouds(
    offers: Iterable[Offer], wishes: Wishes, discovered: Collection[UUID], now: datetime, zone: tzinfo
) -> Iterator[Offer]:
    today = now.astimezone(zone).date()
    return (
        offer for offer in offers if offer.id not in discovered and offer.is_current_on(today) and wishes.fit(offer)
    )
