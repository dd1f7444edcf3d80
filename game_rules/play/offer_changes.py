"""Differences between the offers that could be found a moment ago and those that can be found now."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from game_rules.offers.offer import Offer


@dataclass(frozen=True, slots=True)
class OffersDiffer:
    """`changed` are new, back, or not as they were; `gone` can be found no more."""

    changed: frozenset[UUID]
    gone: frozenset[UUID]

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


def compare_offers(before: Mapping[UUID, Offer], after: Mapping[UUID, Offer]) -> OffersDiffer:
    """Returns what has to be told to somebody who knows some of the offers `before`."""
    return OffersDiffer(
        changed=frozenset(offer_id for offer_id, offer in after.items() if before.get(offer_id) != offer),
        gone=frozenset(before.keys() - after.keys()),
    )
