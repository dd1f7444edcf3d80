"""A player's game at one moment: what a client shows when it (re)connects."""

from collections.abc import Mapping
from dataclasses import dataclass

from game_rules.people.players import Player
from game_rules.play.fog import FogBlock
from game_rules.play.found_offers import FoundOffer
from game_rules.play.jokers_nearby import StaffedPlace
from game_rules.play.outcomes import Totals


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a client shows. `offers_under_clouds` counts what fits the wishes in the whole territory.

    All that happened to the player up to their `version` is in it, and nothing that happened later.
    """

    version: int
    player: Player
    totals: Totals
    fog: Mapping[FogBlock, int]
    offers: tuple[FoundOffer, ...]
    offers_under_clouds: int
    jokers_nearby: tuple[StaffedPlace, ...] = ()
