"""/healthz and /readyz, for whoever keeps the server running."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from game_rules.refusals import RefusalReason
from server.errors import Failure, problem
from server.http.plumbing.answers import json_answer, problem_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.schemas.health import CheckOut, HealthOut, NotReady, ReadyOut
from server.services.check_health import Health, HealthCheck


def health_blueprint(look: Callable[[], Health]) -> ApiBlueprint:
    """Liveness and readiness."""
    api = ApiBlueprint("health", __name__, abp_tags=[Tag(name="health")])

    @api.get("/healthz", responses={HTTPStatus.OK: HealthOut})
    def is_alive() -> Response:
        """The process answers."""
        return json_answer(HealthOut())

    @api.get("/readyz", responses={HTTPStatus.OK: ReadyOut, HTTPStatus.SERVICE_UNAVAILABLE: NotReady})
    def is_ready() -> Response:
        """The database answers and can write, and a campaign runs: players can be let in. Each check says how it is;
        with the others failing the server serves, and is `degraded`."""
        health = look()
        checks = [
            CheckOut(name=one.check.value, ok=one.is_ok, vital=one.is_vital, detail=one.detail)
            for one in health.findings
        ]
        if health.is_ready:
            return json_answer(
                ReadyOut(status="degraded" if health.failed else "ok", checks=checks, age_s=health.age_s)
            )
        is_campaign_missing = health.failed.isdisjoint({HealthCheck.DATABASE, HealthCheck.WRITES})
        why = problem(RefusalReason.NO_CAMPAIGN if is_campaign_missing else Failure.STORAGE_UNAVAILABLE)
        return problem_answer(NotReady(**why.model_dump(), checks=checks, age_s=health.age_s))

    return api
