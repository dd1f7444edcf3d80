"""/api/me/measures: decisions against somebody, as they read them, and their appeal."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from game_rules.cases.measure import OwnMeasure
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.session import player_context
from server.schemas.cases import AppealIn, AppealOut, FullDayOut, MeasureOut, MeasuresOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.cases.appeal import appeal, my_measures
from server.services.play.full_days import FullDay, appeal_full_day, my_full_days

_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
}


class OwnMeasurePath(BaseModel):
    """A decision against me."""

    measure_id: UUID = Field(description="As GET /api/me/measures tells it.")


def measures_blueprint(app: AppContext) -> ApiBlueprint:
    """Serves whoever something was decided against, also somebody who is suspended."""
    api = ApiBlueprint("measures", __name__, url_prefix="/api/me/measures", abp_tags=[Tag(name="reports")])

    def answer(measures: list[OwnMeasure], full_days: list[FullDay]) -> Response:
        days = [
            FullDayOut(
                id=one.id,
                day=one.day,
                parts=sorted(one.parts),
                appeal=AppealOut.of(one.appeal) if one.appeal else None,
            )
            for one in full_days
        ]
        return json_answer(MeasuresOut(measures=[MeasureOut.of(one) for one in measures], full_days=days))

    @api.get("", responses={HTTPStatus.OK: MeasuresOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_my_measures() -> Response:
        """Decisions against me, or against an organisation of mine, and why; and days on which a budget was used up."""
        context = player_context(app)
        return answer(my_measures(context), my_full_days(context))

    @api.post("/<uuid:measure_id>/appeal", responses={HTTPStatus.OK: MeasuresOut, **_PROBLEMS})
    def appeal_against(path: OwnMeasurePath, body: AppealIn) -> Response:
        """Ask organisers to look at a decision again, or at a full day of mine, by its id."""
        context = player_context(app)
        # What is not changed is read before: nothing fails after the COMMIT.
        full_days = my_full_days(context)
        if any(one.id == path.measure_id for one in full_days):
            measures = my_measures(context)
            return answer(measures, appeal_full_day(context, path.measure_id, body.text))
        return answer(appeal(context, path.measure_id, body.text), full_days)

    return api
