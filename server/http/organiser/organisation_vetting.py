"""/api/organiser/organisations: what an organiser decides about those who post offers."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from game_rules.organisations.limits import ORGANISATION_NAME_MAX_CHARS
from game_rules.organisations.organisation import OrganisationAction, OrganisationState
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.roles import IsOrganiser, admit_organisers_only, organiser_account
from server.schemas.organisations.organisation import (
    OrganisationDecisionIn,
    VettedOrganisationOut,
    VettedOrganisationsOut,
)
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.offers.decide_on_organisation import decide_on_organisation
from server.services.organisations.vet import list_organisations

_DECIDED: Responses = {
    HTTPStatus.OK: VettedOrganisationOut,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.CONFLICT: Problem,
}


class VettedPath(BaseModel):
    """An organisation."""

    organisation_id: UUID = Field(description="As GET /api/organiser/organisations tells it.")


class VettedQuery(BaseModel):
    """Which to list."""

    state: OrganisationState | None = Field(default=None, description="Only those in this state.")
    name: str | None = Field(
        default=None,
        min_length=2,
        max_length=ORGANISATION_NAME_MAX_CHARS,
        description="Only those whose name holds this, and among them those that a feed brought.",
    )


def organisation_vetting_blueprint(app: AppContext, is_organiser: IsOrganiser) -> ApiBlueprint:
    """All of it is for organisers only."""
    tags = [Tag(name="organiser")]
    api = ApiBlueprint("organisation_vetting", __name__, url_prefix="/api/organiser/organisations", abp_tags=tags)

    admit_organisers_only(api, is_organiser)

    def decide(organisation_id: UUID, action: OrganisationAction, reason: str | None) -> Response:
        vetted = decide_on_organisation(
            app.context(), organisation_id, action, reason=reason, account_id=organiser_account(app)
        )
        return json_answer(VettedOrganisationOut.of(vetted))

    @api.get("", responses={HTTPStatus.OK: VettedOrganisationsOut, HTTPStatus.FORBIDDEN: Problem})
    def read_vetted_organisations(query: VettedQuery) -> Response:
        """Organisations that people registered or that were decided on, the newest first; 200 at most."""
        states = None if query.state is None else [query.state]
        found = list_organisations(app.context(), states=states, name=query.name)
        return json_answer(VettedOrganisationsOut(organisations=[VettedOrganisationOut.of(one) for one in found]))

    @api.post("/<uuid:organisation_id>/verify", responses=_DECIDED)
    def verify(path: VettedPath, body: OrganisationDecisionIn) -> Response:
        """Let the public see its offers."""
        return decide(path.organisation_id, OrganisationAction.VERIFY, body.reason)

    @api.post("/<uuid:organisation_id>/decline", responses=_DECIDED)
    def decline_organisation(path: VettedPath, body: OrganisationDecisionIn) -> Response:
        """Say no, with a reason; its members may correct it and ask again."""
        return decide(path.organisation_id, OrganisationAction.DECLINE, body.reason)

    @api.post("/<uuid:organisation_id>/suspend", responses=_DECIDED)
    def suspend_organisation(path: VettedPath, body: OrganisationDecisionIn) -> Response:
        """Hide all its offers at once, with a reason."""
        return decide(path.organisation_id, OrganisationAction.SUSPEND, body.reason)

    @api.post("/<uuid:organisation_id>/reinstate", responses=_DECIDED)
    def reinstate(path: VettedPath, body: OrganisationDecisionIn) -> Response:
        """End a suspension: what was published shows again."""
        return decide(path.organisation_id, OrganisationAction.REINSTATE, body.reason)

    return api
