"""/healthz and /readyz, for whoever keeps the server running."""

from http import HTTPStatus

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from game_rules.refusals import RefusalReason, Refused
from server.http.answers import json_answer
from server.schemas.http import HealthOut
from server.schemas.problems import Problem
from server.services.check_health import check_storage
from server.services.game import Game


def health_blueprint(game: Game) -> APIBlueprint:
    """Liveness and readiness."""
    api = APIBlueprint("health", __name__, abp_tags=[Tag(name="health")])

    @api.get("/healthz", responses={HTTPStatus.OK: HealthOut})
    def is_alive() -> Response:
        """The process answers."""
        return json_answer(HealthOut())

    @api.get("/readyz", responses={HTTPStatus.OK: HealthOut, HTTPStatus.SERVICE_UNAVAILABLE: Problem})
    def is_ready() -> Response:
        """The database answers and a campaign runs: players can be let in."""
        check_storage(game.open_unit)
        if game.live.current is None:
            raise Refused(RefusalReason.NO_CAMPAIGN)
        return json_answer(HealthOut())

    return api
