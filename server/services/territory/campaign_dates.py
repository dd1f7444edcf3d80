"""The days of campaigns, for players who come before, between or after them."""

from game_rules.territory.territory import CampaignDates
from server.services.context import Context


def read_campaign_dates(context: Context) -> CampaignDates:
    """Reads them from the database, without any territory."""
    with context.unit() as unit:
        return unit.territory.campaign_dates(context.now)
