"""The running campaign as the rules ask for it: polygon, communes, offers and staffed places, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from shapely import Point, STRtree, intersects_xy, prepare

from game_rules.geo import LatLon
from game_rules.jokers.availability import StaffedHours
from game_rules.offers.offer import Offer
from game_rules.offers.public import PublicOffer, is_republished, newest_first, public_offer
from game_rules.territory.territory import Campaign, Commune, Place
from server.live.offer_index import OfferIndex


class CampaignSnapshot:
    """Never changed once built, so any number of greenlets may read it."""

    def __init__(
        self,
        campaign: Campaign,
        communes: Sequence[Commune],
        offers: Sequence[Offer],
        places: Sequence[Place] = (),
        canonical_by_duplicate: Mapping[UUID, UUID] = MappingProxyType({}),
    ) -> None:
        """`canonical_by_duplicate` has, for a listing that is not among `offers`, the id of the one that is instead."""
        self.record = campaign
        self.communes = tuple(communes)
        self.offers = OfferIndex(offers)
        self.canonical_by_duplicate = canonical_by_duplicate
        staffed = {place.id: place for place in places if place.staffed_hours is not None}
        self.staffed_places: Mapping[UUID, Place] = MappingProxyType(staffed)
        self.staffed_hours: StaffedHours = MappingProxyType(
            {place.id: hours for place in staffed.values() if (hours := place.open_hours) is not None}
        )
        self._territory = campaign.territory
        prepare(self._territory)
        self._commune_tree = STRtree([commune.area for commune in communes])

    @cached_property
    def public_offers(self) -> tuple[PublicOffer, ...]:
        """Returns the offers that everybody may read, the newest first; made when first asked for."""
        mine = (offer for offer in self.offers.by_id.values() if is_republished(offer))
        return tuple(sorted(map(public_offer, mine), key=newest_first))

    @property
    def zone(self) -> tzinfo:
        return self.record.zone

    def in_territory(self, position: LatLon) -> bool:
        """Tells whether the position lies in the campaign's polygon or on its edge."""
        return bool(intersects_xy(self._territory, position.lon, position.lat))

    def commune_at(self, position: LatLon) -> str | None:
        """INSEE code of the commune there: on a border the lower code, so that it is always the same one."""
        hits = self._commune_tree.query(Point(position.lon, position.lat), predicate="intersects")
        return min((self.communes[index].insee for index in hits), default=None)


class LiveCampaign:
    """Holds the current snapshot of the campaign, which is swapped as a whole when the database has a newer one."""

    def __init__(self) -> None:
        self._current: CampaignSnapshot | None = None
        self.look_again_at: datetime | None = None
        """The next moment at which a day begins somewhere, and a campaign may begin or end; None without campaigns."""

    @property
    def current(self) -> CampaignSnapshot | None:
        """The one that was loaded last; None where none ran then."""
        return self._current

    def at(self, now: datetime) -> CampaignSnapshot | None:
        """The same while it runs: it ends with its last day, also for a server that has not looked since."""
        return self._current if self._current is not None and self._current.record.runs_at(now) else None

    def replace(self, campaign: CampaignSnapshot | None) -> None:
        self._current = campaign
