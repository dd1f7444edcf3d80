"""Stores communes, campaigns, places, organisations and offers; what has the same key is replaced.

Each call is one transaction: all of it is kept, or nothing.
"""

from collections.abc import Callable, Sequence

from game_rules.offers.offer import Offer
from game_rules.organisations.organisation import Organisation
from game_rules.territory.territory import Campaign, Commune, Place
from server.persistence.territory import StoreReport
from server.persistence.unit_of_work import UnitOfWork
from server.services.context import Context

__all__ = [
    "StoreReport",
    "store_campaign",
    "store_communes",
    "store_offers",
    "store_organisations",
    "store_places",
]


def _store(context: Context, write: Callable[[UnitOfWork], StoreReport]) -> StoreReport:
    with context.unit() as unit:
        report = write(unit)
        unit.commit()
    return report


def store_communes(context: Context, communes: Sequence[Commune]) -> StoreReport:
    """Keyed by INSEE code."""
    return _store(context, lambda unit: unit.territory.store_communes(communes))


def store_campaign(context: Context, campaign: Campaign) -> StoreReport:
    """Keyed by id."""
    return _store(context, lambda unit: unit.territory.store_campaign(campaign))


def store_places(context: Context, places: Sequence[Place]) -> StoreReport:
    """Keyed by id."""
    return _store(context, lambda unit: unit.territory.store_places(places))


def store_organisations(context: Context, organisations: Sequence[Organisation]) -> StoreReport:
    """Keyed by id."""
    return _store(context, lambda unit: unit.territory.store_organisations(organisations))


def store_offers(context: Context, offers: Sequence[Offer]) -> StoreReport:
    """Keyed by id; their organisations and communes must have been stored."""
    return _store(context, lambda unit: unit.territory.store_offers(offers))
