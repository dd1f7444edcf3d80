"""/api/employer: the organisations that somebody answers for, and with whom."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag

from server.http.plumbing.answers import Responses, empty_answer, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import OrganisationPath
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.roles import admit_adults_only
from server.http.plumbing.session import account_context
from server.schemas.organisations.organisation import (
    AcceptInvitationIn,
    EmployerOrganisationOut,
    EmployerOut,
    InvitationIn,
    MemberChangeIn,
    OrganisationDetailsOut,
    OrganisationIn,
)
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.offers.leave_organisation import remove_member
from server.services.organisations.membership import own_organisations, own_team
from server.services.organisations.register import OrganisationWords, edit_organisation, register_organisation
from server.services.organisations.team import accept_invitation, invite, set_owner, withdraw_invitation

_REFUSED: Responses = {HTTPStatus.UNAUTHORIZED: Problem, HTTPStatus.FORBIDDEN: Problem}
_PROBLEMS: Responses = {**_REFUSED, HTTPStatus.CONFLICT: Problem}
_DETAILS: Responses = {HTTPStatus.OK: OrganisationDetailsOut, **_PROBLEMS}
_TAG = Tag(name="employer", description="For whoever answers for an organisation; a guest needs an account first.")


class InvitationPath(OrganisationPath):
    """An invitation."""

    invitation_id: UUID


class MemberPath(OrganisationPath):
    """Somebody who answers for an organisation."""

    account_id: UUID


def organisations_blueprint(app: AppContext, limits: RateLimits) -> ApiBlueprint:
    """The resources of organisations, for their own people."""
    api = ApiBlueprint("organisations", __name__, url_prefix="/api/employer", abp_tags=[_TAG])
    admit_adults_only(api, app)

    @api.get("", responses={HTTPStatus.OK: EmployerOut, **_REFUSED})
    def read_organisations() -> Response:
        """The organisations that I answer for."""
        found = own_organisations(account_context(app))
        return json_answer(EmployerOut(organisations=[EmployerOrganisationOut.of(one) for one in found]))

    @api.post(
        "/organisations",
        responses={
            HTTPStatus.CREATED: EmployerOrganisationOut,
            **_PROBLEMS,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def register(body: OrganisationIn) -> Response:
        """Register an organisation; an organiser looks at it before anything of it is public."""
        context, words = account_context(app), _words(body)
        limits.count_organisation()
        own = register_organisation(context, words)
        return json_answer(EmployerOrganisationOut.of(own), HTTPStatus.CREATED)

    @api.put("/organisations/<uuid:organisation_id>", responses={HTTPStatus.OK: EmployerOrganisationOut, **_PROBLEMS})
    def correct(path: OrganisationPath, body: OrganisationIn) -> Response:
        """Correct what an organiser has not verified yet; what was declined waits again."""
        own = edit_organisation(account_context(app), path.organisation_id, _words(body))
        return json_answer(EmployerOrganisationOut.of(own))

    @api.get("/organisations/<uuid:organisation_id>", responses={HTTPStatus.OK: OrganisationDetailsOut, **_REFUSED})
    def read_organisation(path: OrganisationPath) -> Response:
        """One of my organisations, with everybody who answers for it."""
        team = own_team(account_context(app), path.organisation_id)
        return json_answer(OrganisationDetailsOut.of_team(team))

    @api.post(
        "/organisations/<uuid:organisation_id>/invitations",
        responses={
            HTTPStatus.CREATED: OrganisationDetailsOut,
            **_PROBLEMS,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def invite_somebody(path: OrganisationPath, body: InvitationIn) -> Response:
        """Mail an invitation; an older one to the address no longer works. For owners."""
        limits.count_invitation(body.email)
        team = invite(account_context(app), path.organisation_id, body.email)
        return json_answer(OrganisationDetailsOut.of_team(team), HTTPStatus.CREATED)

    @api.delete("/organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>", responses=_DETAILS)
    def withdraw_invitation_of_ours(path: InvitationPath) -> Response:
        """Make an invitation useless. For owners."""
        team = withdraw_invitation(account_context(app), path.organisation_id, path.invitation_id)
        return json_answer(OrganisationDetailsOut.of_team(team))

    @api.post("/invitations/accept", responses=_DETAILS)
    def accept(body: AcceptInvitationIn) -> Response:
        """Become a member, with the token of a mailed invitation; it works once."""
        context = account_context(app)
        team = accept_invitation(context, body.token)
        return json_answer(OrganisationDetailsOut.of_team(team))

    @api.put("/organisations/<uuid:organisation_id>/members/<uuid:account_id>", responses=_DETAILS)
    def change_a_member(path: MemberPath, body: MemberChangeIn) -> Response:
        """Make a member an owner, or an owner a member like the others. For owners."""
        team = set_owner(account_context(app), path.organisation_id, path.account_id, is_owner=body.is_owner)
        return json_answer(OrganisationDetailsOut.of_team(team))

    @api.delete(
        "/organisations/<uuid:organisation_id>/members/<uuid:account_id>",
        responses={**_DETAILS, HTTPStatus.NO_CONTENT: None},
    )
    def remove_one_member(path: MemberPath) -> Response:
        """Remove a member, as an owner; or leave, which is answered with nothing.

        When the last one leaves, its offers are withdrawn: nobody would answer.
        """
        team = remove_member(account_context(app), path.organisation_id, path.account_id)
        if team is not None:
            return json_answer(OrganisationDetailsOut.of_team(team))
        return empty_answer()

    return api


def _words(body: OrganisationIn) -> OrganisationWords:
    return OrganisationWords(*body.checked())
