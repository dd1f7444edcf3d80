"""Events, each as the socket event that tells it."""

from game_rules.applications.events import ApplicationChanged
from game_rules.play.found_offers import FoundOffer
from game_rules.play.outcomes import (
    FogLifted,
    HintGiven,
    JokersNearby,
    LevelReached,
    OfferDiscovered,
    OffersChanged,
    OfferVisited,
    PlayerChanged,
    PlayEvent,
    PointsAwarded,
)
from server.schemas.applications import ApplicationChangedOut, ApplicationOut
from server.schemas.base import Outgoing
from server.schemas.play import (
    FogLiftedOut,
    HintOut,
    JokerNearbyOut,
    JokerPlaceOut,
    LedgerEntryOut,
    LevelReachedOut,
    OfferDiscoveredOut,
    OfferOut,
    OffersChangedOut,
    OfferVisitedOut,
    PlayerChangedOut,
    PlayerOut,
    PointsAwardedOut,
    TotalsOut,
)


def message_of(event: PlayEvent) -> tuple[str, Outgoing]:  # noqa: PLR0911 - one for each event
    """The name and the payload of the socket event for `event`."""
    match event:
        case FogLifted(masks, version):
            return "fog_lifted", FogLiftedOut.of(masks, version)
        case OfferDiscovered(offer, discovered_on, version, registered):
            found = FoundOffer(offer, discovered_on, None, registered)
            return "offer_discovered", OfferDiscoveredOut(version=version, offer=OfferOut.of(found))
        case OfferVisited(offer_id, visited_on, version):
            return "offer_visited", OfferVisitedOut(version=version, offer_id=offer_id, visited_on=visited_on)
        case PointsAwarded(entries, totals, version):
            return "points_awarded", PointsAwardedOut(
                version=version, entries=[LedgerEntryOut.of(entry) for entry in entries], totals=TotalsOut.of(totals)
            )
        case LevelReached(level):
            return "level_reached", LevelReachedOut(level=level)
        case PlayerChanged(player, offers_under_clouds, version):
            return "player_changed", PlayerChangedOut(
                version=version, player=PlayerOut.of(player), offers_under_clouds=offers_under_clouds
            )
        case HintGiven(hint):
            return "hint", HintOut.of(hint)
        case JokersNearby(places):
            return "joker_nearby", JokerNearbyOut(places=[JokerPlaceOut.of(place) for place in places])
        case OffersChanged(changed, gone):
            return "offers_changed", OffersChangedOut(
                changed=[OfferOut.of(found) for found in changed], gone=list(gone)
            )
        case ApplicationChanged(view):
            return "application_changed", ApplicationChangedOut(application=ApplicationOut.of(view))
