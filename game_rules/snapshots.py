"""A player's game at one moment: what a client shows when it (re)connects."""

from collections.abc import Mapping
from dataclasses import dataclass

from game_rules.events import Totals
from game_rules.fog import FogBlock
from game_rules.found_offers import FoundOffer
from game_rules.jokers_nearby import StaffedPlace
from game_rules.players import Player


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a client shows. `offers_under_clouds` counts what fits the wishes in the whole territory."""

    player: Player
    totals: Totals
    fog: Mapping[FogBlock, int]
    offers: tuple[FoundOffer, ...]
    offers_under_clouds: int
    jokers_nearby: tuple[StaffedPlace, ...] = ()
