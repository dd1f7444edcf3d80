"""Help for an employer who writes an offer: words to change, occupations, addresses. Nothing of it is kept."""

from game_rules.geo import LatLon
from game_rules.offers.addresses import FoundAddress
from game_rules.offers.limits import ADDRESSES_SUGGESTED
from game_rules.people.players import Language
from game_rules.wording.check import Finding, OfferWords, check_wording
from server.services.context import Context
from server.services.ports import Geocoder, GeocoderAway


def findings_in(context: Context, words: OfferWords, language: Language) -> list[Finding]:
    """Finds what to change in `words`, explained in `language`."""
    return check_wording(words, context.today, language)


def find_addresses(context: Context, geocoder: Geocoder | None, query: str) -> list[FoundAddress] | None:
    """The best for what is typed, near the territory first; None while no address service answers."""
    if geocoder is None:
        return None
    try:
        return geocoder.search(query, _centre_of(context), ADDRESSES_SUGGESTED)
    except GeocoderAway:
        return None


def _centre_of(context: Context) -> LatLon | None:
    if context.campaign is None:
        return None
    centre = context.campaign.record.territory.centroid
    return LatLon(lat=centre.y, lon=centre.x)
