"""/api/reports, /api/questions and /api/me/reports: calling an organiser in, and what came of it."""

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from server.http.plumbing.answers import Responses, empty_answer, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import player_context
from server.schemas.cases import MyReportOut, MyReportsOut, NewReportIn, QuestionIn
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.cases.ask_team import ask_team
from server.services.cases.report import Statement, my_reports, report

_TAG = Tag(name="reports", description="Calling an organiser in.")
_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.TOO_MANY_REQUESTS: Problem,
}


def reports_blueprint(app: AppContext, limits: RateLimits) -> ApiBlueprint:
    """Serves whoever reports."""
    api = ApiBlueprint("reports", __name__, url_prefix="/api", abp_tags=[_TAG])

    @api.post("/reports", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def report_something(body: NewReportIn) -> Response:
        """Report a conversation, meeting, offer, application, player or place that I have to do with.

        Organisers are told at once. It blocks nobody.
        """
        report(player_context(app), Statement(body.subject.to_subject(), body.reason, body.text))
        return empty_answer()

    @api.post("/questions", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def ask_the_team(body: QuestionIn) -> Response:
        """Write to the organisers. They are told at once, and their answer stands among my reports."""
        ask_team(player_context(app), body.id, body.text, limits.count_question)
        return empty_answer()

    @api.get("/me/reports", responses={HTTPStatus.OK: MyReportsOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_my_reports() -> Response:
        """My reports and questions to the team, and what came of each."""
        return json_answer(MyReportsOut(reports=[MyReportOut.of(one) for one in my_reports(player_context(app))]))

    return api
