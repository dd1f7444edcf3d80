"""Brings the running campaign with its communes, offers and places from the database into memory."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from shapely import intersects_xy, prepare

from game_rules.applications.answering import answering_of
from game_rules.geo import LatLon
from game_rules.offers.findable import PlacementArea, findable_offers
from game_rules.offers.offer import Offer
from game_rules.territory.territory import Campaign, Commune, Place, next_day_begins
from server.live.campaign import CampaignSnapshot
from server.services.context import Context, Unit
from server.services.links import shared_secret
from server.services.territory.reassign_found import reassign_all_found

log = logging.getLogger(__name__)

_CARRIERS_KEY = "carriers"


def load_campaign(context: Context) -> bool:
    """Replaces the campaign in memory by what the database holds now; False when no campaign runs."""
    key = shared_secret(context.open_unit, _CARRIERS_KEY)
    with context.unit() as unit:
        running = unit.territory.running_campaign_at(context.now)
        look_again_at = next_day_begins(context.now, unit.territory.zones())
        campaign = _snapshot_of(unit, running, key) if running else None
    if campaign is not None:
        # Whoever found an offer keeps it when another listing comes to stand for it, and finds it no second time.
        reassign_all_found(context, campaign.canonical_by_duplicate)
    context.live.campaign.replace(campaign)
    context.live.campaign.look_again_at = look_again_at
    return campaign is not None


def _snapshot_of(unit: Unit, campaign: Campaign, key: bytes) -> CampaignSnapshot:
    communes, places = unit.territory.communes(), unit.territory.places()
    # A walk of up to a day ago may still be brought home: it found what was there to find on that day.
    since = (unit.now.astimezone(campaign.zone) - timedelta(days=1)).date()
    found = findable_offers(unit.offers.current(since), placement_area_of(campaign, communes, places, key), since)
    offers = list(_with_answering(unit, found.offers))
    return CampaignSnapshot(campaign, communes, offers, places, found.canonical_by_duplicate)


def _with_answering(unit: Unit, offers: Iterable[Offer]) -> Iterator[Offer]:
    """The offers with what is known of how their organisations answer; most came by a feed, and nobody reads them
    here."""
    readers = unit.applications.organisations_with_readers()
    waits = unit.applications.waits_by_organisation(
        unit.now - timedelta(days=unit.limits.application_reminder_after_days)
    )
    for offer in offers:
        if offer.organisation.id not in readers:
            yield offer
            continue
        said = answering_of(waits.get(offer.organisation.id, ()), unit.limits)
        yield replace(offer, takes_applications=True, answers_within_days=said.within_days, is_silent=said.is_silent)


def placement_area_of(
    campaign: Campaign, communes: Sequence[Commune], places: Sequence[Place], key: bytes = b""
) -> PlacementArea:
    """Returns the ground where the campaign's offers can be found.

    Without the `key` an offer that names only its commune is at another one of its places: enough to count them.
    """
    prepare(campaign.territory)

    def in_territory(position: LatLon) -> bool:
        return bool(intersects_xy(campaign.territory, position.lon, position.lat))

    return PlacementArea(places, communes_inside(campaign, communes), in_territory, key=key)


def communes_inside(campaign: Campaign, communes: Sequence[Commune]) -> set[str]:
    """INSEE codes of the communes of the territory: their centre lies in it."""
    prepare(campaign.territory)
    return {
        commune.insee
        for commune in communes
        if intersects_xy(campaign.territory, commune.centre.lon, commune.centre.lat)
    }
