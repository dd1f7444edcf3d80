"""A small world for tests: a square campaign around Lens, cut into two communes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from shapely import MultiPolygon, box

from game_rules.geo import LatLon
from game_rules.offers.offer import Offer
from game_rules.territory.territory import Campaign, Commune
from server.services.ports import OpenUnit
from server.services.territory.store_territory import store_campaign, store_communes, store_offers, store_organisations
from tests.support.contexts import context_at
from tests.support.factories import LENS

HALF_EDGE_DEG = 0.05
WEST_INSEE, EAST_INSEE = "62498", "62771"


def _rectangle(west: float, east: float) -> MultiPolygon:
    return MultiPolygon([box(west, LENS.lat - HALF_EDGE_DEG, east, LENS.lat + HALF_EDGE_DEG)])


PARIS = ZoneInfo("Europe/Paris")


def campaign(zone: ZoneInfo = PARIS) -> Campaign:
    return Campaign(
        id=UUID("0190b6a0-0000-7000-8000-000000000001"),
        slug="test",
        name="Campagne d’essai",
        zone=zone,
        starts_on=date(2026, 1, 1),
        ends_on=None,
        territory=_rectangle(LENS.lon - HALF_EDGE_DEG, LENS.lon + HALF_EDGE_DEG),
        territory_source="made for tests",
    )


def communes() -> list[Commune]:
    """The border runs 500 m east of LENS."""
    border = LENS.lon + 0.00705
    areas = {
        WEST_INSEE: _rectangle(LENS.lon - HALF_EDGE_DEG, border),
        EAST_INSEE: _rectangle(border, LENS.lon + HALF_EDGE_DEG),
    }
    names = {WEST_INSEE: "Lens", EAST_INSEE: "Sallaumines"}
    return [
        Commune(
            insee=insee,
            name=names[insee],
            population=30_000,
            centre=LatLon(LENS.lat, area.centroid.x),
            area=area,
            source="made for tests",
        )
        for insee, area in areas.items()
    ]


def store_territory(open_unit: OpenUnit, offers: Sequence[Offer], zone: ZoneInfo = PARIS) -> None:
    """Keeps the campaign, its communes and `offers` with their organisations."""
    store_communes(context_at(open_unit), communes())
    store_campaign(context_at(open_unit), campaign(zone))
    store_organisations(
        context_at(open_unit), list({offer.organisation.id: offer.organisation for offer in offers}.values())
    )
    store_offers(context_at(open_unit), offers)
