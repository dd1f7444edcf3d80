"""An offer as the player who found it is shown it."""

from dataclasses import dataclass
from datetime import date, timedelta

from game_rules.events.seats import NOT_REGISTERED, Registered
from game_rules.holidays import Holidays
from game_rules.offers.limits import POSTED_OFFER_MAX_DAYS
from game_rules.offers.offer import Offer


@dataclass(frozen=True, slots=True)
class FoundOffer:
    """A discovered offer that is still open, with the local days. `registered` is of an event with its seats."""

    offer: Offer
    discovered_on: date
    visited_on: date | None
    registered: Registered = NOT_REGISTERED


def closed_days(found: FoundOffer) -> list[date]:
    """Lists the public holidays on which its door is closed in its own hours, from its discovery on, in order.

    Up to its last day, or as far ahead as anybody may post. Of hours that nobody said, none.
    """
    offer = found.offer
    if offer.visiting_hours is None or offer.visiting_hours.on_holidays:
        return []
    furthest = found.discovered_on + timedelta(days=POSTED_OFFER_MAX_DAYS)
    last = min(offer.expires_on, furthest) if offer.expires_on else furthest
    return Holidays(offer.commune_insee).between(found.discovered_on, last)
