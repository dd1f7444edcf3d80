"""/api/organiser/cases: reports and alerts, the evidence for each, and how they end."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from server.http.plumbing.answers import Responses, empty_answer, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.roles import IsOrganiser, WhoJudges, admit_organisers_only
from server.realtime.publisher import Publisher
from server.schemas.cases import CaseFileOut, CaseOut, CasesOut, MeasureIn, VerdictIn
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.cases.judge import close_case, list_cases, open_case_file
from server.services.cases.measures import lift_measure, take_measure

_PROBLEMS: Responses = {HTTPStatus.FORBIDDEN: Problem, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Problem}


class CasePath(BaseModel):
    """A case."""

    case_id: UUID = Field(description="As GET /api/organiser/cases tells it.")


class MeasurePath(BaseModel):
    """A measure."""

    measure_id: UUID = Field(description="As GET /api/organiser/cases/{case_id} tells it.")


def case_queue_blueprint(
    app: AppContext, publisher: Publisher, is_organiser: IsOrganiser, who_judges: WhoJudges
) -> ApiBlueprint:
    """All of it is for organisers only."""
    api = ApiBlueprint("case_queue", __name__, url_prefix="/api/organiser", abp_tags=[Tag(name="organiser")])

    admit_organisers_only(api, is_organiser)

    @api.get("/cases", responses={HTTPStatus.OK: CasesOut, HTTPStatus.FORBIDDEN: Problem})
    def read_cases() -> Response:
        """Cases that wait, and those closed of late. Names nobody."""
        return json_answer(CasesOut(cases=[CaseOut.of(one) for one in list_cases(app.context())]))

    @api.get("/cases/<uuid:case_id>", responses={HTTPStatus.OK: CaseFileOut, **_PROBLEMS})
    def read_case(path: CasePath) -> Response:
        """A case with its evidence. That I opened it is logged."""
        return json_answer(CaseFileOut.of(open_case_file(who_judges(), path.case_id)))

    @api.post("/cases/<uuid:case_id>/close", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def close(path: CasePath, body: VerdictIn) -> Response:
        """Close a case, with words for who reported and a note for other organisers."""
        close_case(who_judges(), path.case_id, body.to_verdict())
        return empty_answer()

    @api.post("/cases/<uuid:case_id>/measures", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def take(path: CasePath, body: MeasureIn) -> Response:
        """Take a measure against a player of the case, or take one of its organisation's offers down.

        The person reads the reason, and can appeal.
        """
        publisher.publish_each(take_measure(who_judges(), path.case_id, body.to_measure()))
        return empty_answer()

    @api.post("/measures/<uuid:measure_id>/lift", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def lift(path: MeasurePath) -> Response:
        """End a measure against a player, who is told."""
        lift_measure(who_judges(), path.measure_id)
        return empty_answer()

    return api
