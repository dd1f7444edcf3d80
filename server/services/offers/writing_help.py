"""Help for an employer who writes an offer: words to change, occupations, addresses. Nothing of it is kept."""

from datetime import UTC, datetime, tzinfo

from game_rules.geo import LatLon
from game_rules.offers.addresses import FoundAddress
from game_rules.people.players import Language
from game_rules.wording.check import Finding, OfferWords, check_wording
from server.live.world import World
from server.services.ports import Geocoder, GeocoderAway


def zone_of(world: World | None) -> tzinfo:
    """The campaign's local time; UTC while none runs."""
    return world.zone if world else UTC


def findings_in(words: OfferWords, world: World | None, now: datetime, language: Language) -> list[Finding]:
    """Finds what to change in `words`, explained in `language`."""
    return check_wording(words, now.astimezone(zone_of(world)).date(), language)


def find_addresses(geocoder: Geocoder | None, world: World | None, query: str, most: int) -> list[FoundAddress] | None:
    """The best `most` for what is typed, near the territory first; None while no address service answers."""
    if geocoder is None:
        return None
    try:
        return geocoder.search(query, _centre_of(world), most)
    except GeocoderAway:
        return None


def _centre_of(world: World | None) -> LatLon | None:
    if world is None:
        return None
    centre = world.campaign.territory.centroid
    return LatLon(lat=centre.y, lon=centre.x)
