"""/api/employer/…/applications: who is interested in an offer, and what its organisation answers."""

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from game_rules.applications.views import AnswerOvertaken
from server.errors import problem_of_refusal
from server.http.plumbing.answers import Responses, json_answer, problem_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import ApplicationPath, OfferPath
from server.http.plumbing.roles import admit_adults_only
from server.http.plumbing.session import current_player, player_context
from server.realtime.publisher import Publisher
from server.schemas.applications import (
    AnswerIn,
    AnswerProblem,
    EmployerApplicationOut,
    EmployerApplicationsOut,
    StandingAnswerOut,
    UndoHireIn,
)
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.applications.answer import answer_application, see_application
from server.services.applications.hire import undo_hire
from server.services.applications.views import ApplicationMoved, applications_for_offer

_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.NOT_FOUND: Problem,
}


def employer_applications_blueprint(app: AppContext, publisher: Publisher) -> ApiBlueprint:
    """For members of the organisation, while it is verified. To everybody else nothing is there."""
    api = ApiBlueprint(
        "employer_applications", __name__, url_prefix="/api/employer", abp_tags=[Tag(name="applications")]
    )
    admit_adults_only(api, app)

    def told(done: ApplicationMoved) -> Response:
        publisher.publish_each(done.events)
        return json_answer(EmployerApplicationOut.of(done.view))

    @api.get("/offers/<uuid:offer_id>/applications", responses={HTTPStatus.OK: EmployerApplicationsOut, **_PROBLEMS})
    def read_applications_for_offer(path: OfferPath) -> Response:
        """The applications for our offer. Reading the list tells nobody that they were read: say so with `seen`."""
        found = applications_for_offer(player_context(app), path.offer_id)
        return json_answer(EmployerApplicationsOut(applications=[EmployerApplicationOut.of(one) for one in found]))

    @api.post(
        "/applications/<uuid:application_id>/seen", responses={HTTPStatus.OK: EmployerApplicationOut, **_PROBLEMS}
    )
    def note_seen(path: ApplicationPath) -> Response:
        """Say that it was read. The player is shown that."""
        return told(see_application(player_context(app), path.application_id))

    @api.post(
        "/applications/<uuid:application_id>/answer",
        responses={HTTPStatus.OK: EmployerApplicationOut, **_PROBLEMS, HTTPStatus.CONFLICT: AnswerProblem},
    )
    def send_answer(path: ApplicationPath, body: AnswerIn) -> Response:
        """Answer; the player is told at once, that they are hired ten minutes later. The same answer sent again changes
        nothing; after another one the answer that stands comes back."""
        account_id = current_player(app).account_id
        try:
            done = answer_application(app.context(), account_id, path.application_id, body.version, body.to_answer())
        except AnswerOvertaken as overtaken:
            return standing_of(overtaken)
        return told(done)

    @api.post(
        "/applications/<uuid:application_id>/undo-hire",
        responses={HTTPStatus.OK: EmployerApplicationOut, **_PROBLEMS, HTTPStatus.CONFLICT: AnswerProblem},
    )
    def take_hire_back(path: ApplicationPath, body: UndoHireIn) -> Response:
        """Undo that somebody is hired, before they are told. `not_allowed_now` once they are."""
        try:
            done = undo_hire(player_context(app), path.application_id, body.version)
        except AnswerOvertaken as overtaken:
            return standing_of(overtaken)
        return told(done)

    def standing_of(overtaken: AnswerOvertaken) -> Response:
        problem = problem_of_refusal(overtaken).model_dump()
        return problem_answer(AnswerProblem(**problem, standing=StandingAnswerOut.of(overtaken.view)))

    return api
