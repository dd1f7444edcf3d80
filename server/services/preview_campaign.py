"""What an organiser sees of the campaign: its territory, its offers, and how far it has been walked."""

from collections.abc import Mapping
from dataclasses import dataclass

from game_rules.geo import Tile
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.ports import OpenUnit


@dataclass(frozen=True, slots=True)
class CampaignPreview:
    """`lifted_share` is by tile of zoom 17, from 0 to 1, all players together."""

    world: World
    lifted_share: Mapping[Tile, float]


def preview_campaign(open_unit: OpenUnit, world: World | None) -> CampaignPreview:
    """The preview of the running campaign. Raises Refused(no_campaign)."""
    if world is None:
        raise Refused(RefusalReason.NO_CAMPAIGN)
    with open_unit() as unit:
        return CampaignPreview(world, unit.achievements.lifted_share_by_tile())
