"""The place where an offer that is being written can be found, if it can."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.offers.drafts import AtDoor, AtHome, Fault, FaultCode, InCommune, OfferDraft, OfferIncomplete
from game_rules.offers.findable import HiddenReason, Location
from server.services.context import Unit
from server.services.territory.load_campaign import placement_area_of


@dataclass(frozen=True, slots=True)
class PlacementContext:
    """The running campaign as an offer has to fit into it.

    `first_day` is the first local day on which what is published now can be found: today, or when the next one begins.
    """

    zone: tzinfo
    first_day: date
    locate: Callable[[UUID, Location], LatLon | HiddenReason]

    def locator_of(self, offer_id: UUID) -> Callable[[Location], LatLon | HiddenReason]:
        return lambda where: self.locate(offer_id, where)


def placement_context(unit: Unit) -> PlacementContext:
    """Before a campaign begins nobody can say yet what lies in its territory: then every place will do."""
    campaign = unit.territory.running_campaign_at(unit.now)
    if campaign is None:
        today = unit.now.astimezone(UTC).date()
        first_day = max(today, unit.territory.next_start_after(unit.now) or today)
        return PlacementContext(UTC, first_day, lambda _offer_id, where: where.position or LatLon(0, 0))
    return PlacementContext(
        campaign.zone,
        unit.now.astimezone(campaign.zone).date(),
        placement_area_of(campaign, unit.territory.communes(), unit.territory.places()).locate,
    )


def resolve_place(unit: Unit, draft: OfferDraft, place: AtDoor | AtHome | InCommune | None) -> OfferDraft:
    """The draft at `place`, of which a home has become its commune. Raises OfferIncomplete where no commune is known.

    The commune of a door is looked up when it is written, see `commune_of`.
    """
    if isinstance(place, AtHome):
        insee = unit.posted_offers.commune_at(place.position)
        if insee is None:
            raise OfferIncomplete((Fault("place", FaultCode.PLACE_UNKNOWN),))
        place = InCommune(insee)
    if isinstance(place, InCommune) and not unit.posted_offers.has_commune(place.insee):
        raise OfferIncomplete((Fault("place", FaultCode.PLACE_UNKNOWN),))
    return replace(draft, place=place)


def commune_of(unit: Unit, draft: OfferDraft) -> str | None:
    """INSEE code of the commune of the draft's place, None where it is in none of ours."""
    match draft.place:
        case AtDoor(position):
            return unit.posted_offers.commune_at(position)
        case InCommune(insee):
            return insee
    return None
