"""Offers at one address: all of them are found, and together they win what one wins.

Otherwise the house with the most listings would be worth the most, and a walk to six employers no more than one to a
town hall.
"""

from collections.abc import Iterable
from datetime import date

from game_rules.geo import distance_m
from game_rules.offers.offer import Offer
from game_rules.play.limits import ONE_ADDRESS_M

Dated = tuple[Offer, date]
"""An offer, and the local day on which it was found, or its door visited."""

MaybeDated = tuple[Offer, date | None]


def are_at_one_address(one: Offer, other: Offer) -> bool:
    """Tells whether both are behind one door, as far as their positions say."""
    return distance_m(one.position, other.position) <= ONE_ADDRESS_M


def first_at_each_address(new: Iterable[Dated], before: Iterable[MaybeDated] = ()) -> list[Dated]:
    """Returns those of `new`, in order, at whose address nothing else was that day, neither `before` nor among them."""
    counted: list[MaybeDated] = list(before)
    first = []
    for offer, day in new:
        if not any(on == day and are_at_one_address(offer, other) for other, on in counted):
            first.append((offer, day))
        counted.append((offer, day))
    return first
