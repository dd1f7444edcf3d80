"""The organiser's view of the campaign: its territory, its offers, and how far it has been walked."""

from collections.abc import Mapping
from dataclasses import dataclass

from game_rules.geo import Tile
from game_rules.offers.offer import Offer
from game_rules.territory.territory import Campaign, Commune
from server.services.context import Context


@dataclass(frozen=True, slots=True)
class CampaignPreview:
    """`communes` lie in the territory. `lifted_share` is by tile of zoom 17, from 0 to 1, all players together."""

    campaign: Campaign
    communes: tuple[Commune, ...]
    offers: tuple[Offer, ...]
    lifted_share: Mapping[Tile, float]

    @property
    def demo_offers(self) -> int:
        """Number of offers of invented organisations."""
        return sum(offer.organisation.is_demo for offer in self.offers)


def preview_campaign(context: Context) -> CampaignPreview:
    """Reads the preview of the running campaign. Raises Refused(no_campaign)."""
    campaign = context.running
    territory = campaign.record.territory
    communes = tuple(one for one in campaign.communes if territory.contains(one.area.representative_point()))
    with context.unit() as unit:
        lifted_share = unit.achievements.lifted_share_by_tile()
    return CampaignPreview(campaign.record, communes, tuple(campaign.offers.by_id.values()), lifted_share)
