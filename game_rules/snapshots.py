"""A player's game at one moment: what a client shows when it (re)connects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from game_rules.events import Totals
from game_rules.fog import FogBlock
from game_rules.jokers_nearby import StaffedPlace
from game_rules.offers import Offer
from game_rules.players import Player


@dataclass(frozen=True, slots=True)
class FoundOffer:
    """A discovered offer that is still open, with the local days."""

    offer: Offer
    discovered_on: date
    visited_on: date | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a client shows. `offers_under_clouds` counts what fits the wishes in the whole territory."""

    player: Player
    totals: Totals
    fog: Mapping[FogBlock, int]
    offers: tuple[FoundOffer, ...]
    offers_under_clouds: int
    jokers_nearby: tuple[StaffedPlace, ...] = ()
