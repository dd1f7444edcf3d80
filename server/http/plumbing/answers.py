"""Answers of the resources: payloads as JSON, refusals and failures as application/problem+json."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

from game_rules.refusals import RefusalReason, Refused
from server.errors import Failure, ProblemCode, TooManyRequests, problem, problem_of_refusal, problem_of_validation
from server.schemas.problems import Problem
from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)

Responses = dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None]
"""Answers that an operation may give, by status, for the API's document."""

_CODE_OF_STATUS: Mapping[int, ProblemCode] = {
    400: Failure.BAD_REQUEST,
    403: RefusalReason.FORBIDDEN,
    404: Failure.NOT_FOUND,
    405: Failure.METHOD_NOT_ALLOWED,
    413: Failure.PAYLOAD_TOO_LARGE,
    415: Failure.UNSUPPORTED_MEDIA_TYPE,
}


def json_answer(payload: BaseModel, status: int = 200) -> Response:
    """`payload` as JSON that no cache keeps."""
    answer = Response(payload.model_dump_json(), status=status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def empty_answer() -> Response:
    """Says that it is done, with nothing to read; no cache keeps it."""
    answer = Response(status=HTTPStatus.NO_CONTENT)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def problem_answer(answer: Problem) -> Response:
    """A problem as RFC 9457 asks for it."""
    response = Response(
        orjson.dumps(answer.model_dump(mode="json")), status=answer.status, mimetype="application/problem+json"
    )
    response.headers["Cache-Control"] = "no-store"
    if answer.retry_after_s is not None:
        response.headers["Retry-After"] = str(round(answer.retry_after_s))
    return response


def answer_validation_error(error: ValidationError) -> Response:
    return problem_answer(problem_of_validation(error))


def answer_problems(app: Flask) -> None:
    """Makes every failure of `app` a problem, the framework's own ones too."""
    app.register_error_handler(Refused, lambda refused: problem_answer(problem_of_refusal(refused)))
    app.register_error_handler(TooManyRequests, _too_many_requests)
    app.register_error_handler(StorageUnavailable, _storage_unavailable)
    app.register_error_handler(HTTPException, _http_exception)
    app.register_error_handler(Exception, _internal_error)


def _storage_unavailable(_error: Exception) -> Response:
    return problem_answer(problem(Failure.STORAGE_UNAVAILABLE))


def _too_many_requests(error: Exception) -> Response:
    assert isinstance(error, TooManyRequests)  # noqa: S101 - Flask calls it for nothing else
    return problem_answer(problem(Failure.TOO_MANY_REQUESTS, retry_after_s=error.retry_after_s))


def _http_exception(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    if error.code is not None and error.code < 400:
        return Response(status=error.code, headers=dict(error.get_headers()))
    answer = problem_answer(problem(_CODE_OF_STATUS.get(error.code or 500, Failure.BAD_REQUEST)))
    allowed: Any = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _internal_error(_error: Exception) -> Response:
    log.exception("%s %s could not be answered", request.method, request.url_rule or "an unknown address")
    return problem_answer(problem(Failure.INTERNAL_ERROR))
