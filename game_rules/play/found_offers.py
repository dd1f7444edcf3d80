"""An offer as the player who found it is shown it."""

from dataclasses import dataclass
from datetime import date

from game_rules.events.seats import NOT_REGISTERED, Registered
from game_rules.offers.offer import Offer


@dataclass(frozen=True, slots=True)
class FoundOffer:
    """A discovered offer that is still open, with the local days. `registered` is of an event with its seats."""

    offer: Offer
    discovered_on: date
    visited_on: date | None
    registered: Registered = NOT_REGISTERED
