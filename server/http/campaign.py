"""/api/campaign and /api/communes: what is played, and where."""

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.communes import folded_name
from server.http.plumbing.answers import json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.schemas.http import CampaignDatesOut, CampaignOut, CommuneOut, CommunesOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.territory.campaign_dates import read_campaign_dates


def campaign_blueprint(app: AppContext) -> ApiBlueprint:
    """The running campaign; open to everybody."""
    api = ApiBlueprint("campaign", __name__, url_prefix="/api", abp_tags=[Tag(name="campaign")])

    @api.get("/campaign", responses={HTTPStatus.OK: CampaignOut, HTTPStatus.SERVICE_UNAVAILABLE: Problem})
    def read_campaign() -> Response:
        """The running campaign with its territory."""
        campaign = app.campaign
        if campaign is None:
            raise Refused(RefusalReason.NO_CAMPAIGN)
        return json_answer(CampaignOut.of(campaign.record))

    @api.get("/campaign-dates", responses={HTTPStatus.OK: CampaignDatesOut})
    def read_dates() -> Response:
        """The days of the running campaign, of the last one and of the next one."""
        return json_answer(CampaignDatesOut.of(read_campaign_dates(app.context())))

    @api.get("/communes", responses={HTTPStatus.OK: CommunesOut, HTTPStatus.SERVICE_UNAVAILABLE: Problem})
    def read_communes() -> Response:
        """The communes in the campaign's territory: offers that name no door stand somewhere in one of them."""
        campaign = app.campaign
        if campaign is None:
            raise Refused(RefusalReason.NO_CAMPAIGN)
        inside = [commune for commune in campaign.communes if campaign.in_territory(commune.centre)]
        inside.sort(key=lambda commune: folded_name(commune.name))
        return json_answer(CommunesOut(communes=[CommuneOut(insee=one.insee, name=one.name) for one in inside]))

    return api
