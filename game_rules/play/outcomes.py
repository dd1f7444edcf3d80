"""Outcomes, in the past tense: what services return and the publisher tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from game_rules.addressed_events import Event
from game_rules.applications.events import ApplicationChanged
from game_rules.events.seats import NOT_REGISTERED, Registered
from game_rules.offers.offer import Offer
from game_rules.people.players import Player
from game_rules.play.fog import FogBlock
from game_rules.play.found_offers import FoundOffer
from game_rules.play.hints import Hint
from game_rules.play.jokers_nearby import StaffedPlace
from game_rules.play.points import LedgerEntry


@dataclass(frozen=True, slots=True)
class Totals:
    """A player's standing, always summed from the ledger, the fog and the discoveries."""

    points: int
    level: int
    cells_lifted: int
    offers_discovered: int
    offers_visited: int


@dataclass(frozen=True, slots=True)
class FogLifted(Event):
    """Cells that were under clouds before: a bitmap per block, see `game_rules.play.fog`.

    `version`, here and below, is the player's once this is committed: a snapshot of it, or of a later one, has it.
    """

    masks: Mapping[FogBlock, int]
    version: int


@dataclass(frozen=True, slots=True)
class OfferDiscovered(Event):
    offer: Offer
    discovered_on: date
    version: int
    registered: Registered = NOT_REGISTERED


@dataclass(frozen=True, slots=True)
class OfferVisited(Event):
    offer_id: UUID
    visited_on: date
    version: int


@dataclass(frozen=True, slots=True)
class PointsAwarded(Event):
    """New ledger lines, or the growth of the day's line for cells; none where what was won is not paid. `totals` are
    those with it."""

    entries: tuple[LedgerEntry, ...]
    totals: Totals
    version: int


@dataclass(frozen=True, slots=True)
class LevelReached(Event):
    level: int


@dataclass(frozen=True, slots=True)
class PlayerChanged(Event):
    """The player wishes for something else, so that another number of offers fits under the clouds."""

    player: Player
    offers_under_clouds: int
    version: int


@dataclass(frozen=True, slots=True)
class HintGiven(Event):
    """`hint` is None when nothing undiscovered fits the wishes and is open now."""

    hint: Hint | None


@dataclass(frozen=True, slots=True)
class JokersNearby(Event):
    """All places around the player with a Joker now; it replaces what was told before."""

    places: tuple[StaffedPlace, ...]


@dataclass(frozen=True, slots=True)
class OffersChanged(Event):
    """Of the offers that the player has discovered: those that are back or not as they were, and those gone."""

    changed: tuple[FoundOffer, ...]
    gone: tuple[UUID, ...]


PlayEvent = (
    FogLifted
    | OfferDiscovered
    | OfferVisited
    | PointsAwarded
    | LevelReached
    | PlayerChanged
    | HintGiven
    | JokersNearby
    | OffersChanged
    | ApplicationChanged
)
