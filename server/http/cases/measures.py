"""/api/me/measures: decisions against somebody, as they read them, and their appeal."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from game_rules.cases.measure import OwnMeasure
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.session import player_context
from server.schemas.cases import AppealIn, MeasureOut, MeasuresOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.cases.appeal import appeal, my_measures

_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
}


class OwnMeasurePath(BaseModel):
    """A decision against me."""

    measure_id: UUID = Field(description="As GET /api/me/measures tells it.")


def measures_blueprint(app: AppContext) -> APIBlueprint:
    """Serves whoever something was decided against, also somebody who is suspended."""
    api = APIBlueprint("measures", __name__, url_prefix="/api/me/measures", abp_tags=[Tag(name="reports")])

    def answer(measures: list[OwnMeasure]) -> Response:
        return json_answer(MeasuresOut(measures=[MeasureOut.of(one) for one in measures]))

    @api.get("", responses={HTTPStatus.OK: MeasuresOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_my_measures() -> Response:
        """Decisions against me, or against an organisation of mine, and why."""
        return answer(my_measures(player_context(app)))

    @api.post("/<uuid:measure_id>/appeal", responses={HTTPStatus.OK: MeasuresOut, **_PROBLEMS})
    def appeal_against(path: OwnMeasurePath, body: AppealIn) -> Response:
        """Ask organisers to look at a decision again."""
        return answer(appeal(player_context(app), path.measure_id, body.text))

    return api
