"""Stores communes, campaigns, places, organisations and offers; what has the same key is replaced.

Each call is one transaction: all of it is kept, or nothing.
"""

from collections.abc import Callable, Sequence

from game_rules.offers.offer import Offer
from game_rules.organisations.organisation import Organisation
from game_rules.territory.territory import Campaign, Commune, Place
from server.persistence.unit_of_work import UnitOfWork
from server.persistence.world import StoreReport
from server.services.ports import OpenUnit

__all__ = [
    "StoreReport",
    "store_campaign",
    "store_communes",
    "store_offers",
    "store_organisations",
    "store_places",
]


def _store(open_unit: OpenUnit, write: Callable[[UnitOfWork], StoreReport]) -> StoreReport:
    with open_unit() as unit:
        report = write(unit)
        unit.commit()
    return report


def store_communes(open_unit: OpenUnit, communes: Sequence[Commune]) -> StoreReport:
    """Keyed by INSEE code."""
    return _store(open_unit, lambda unit: unit.world.store_communes(communes))


def store_campaign(open_unit: OpenUnit, campaign: Campaign) -> StoreReport:
    """Keyed by id."""
    return _store(open_unit, lambda unit: unit.world.store_campaign(campaign))


def store_places(open_unit: OpenUnit, places: Sequence[Place]) -> StoreReport:
    """Keyed by id."""
    return _store(open_unit, lambda unit: unit.world.store_places(places))


def store_organisations(open_unit: OpenUnit, organisations: Sequence[Organisation]) -> StoreReport:
    """Keyed by id."""
    return _store(open_unit, lambda unit: unit.world.store_organisations(organisations))


def store_offers(open_unit: OpenUnit, offers: Sequence[Offer]) -> StoreReport:
    """Keyed by id; their organisations and communes must have been stored."""
    return _store(open_unit, lambda unit: unit.world.store_offers(offers))
