"""The OpenAPI document as the API really answers."""

from http import HTTPStatus
from typing import Any

from flask import Response
from flask_openapi3 import OpenAPI

from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.operation_ids import OPERATION_IDS
from server.http.web import methods_of_address
from server.schemas.applications import AnswerProblem
from server.schemas.health import NotReady
from server.schemas.problems import Problem

_PROBLEM_REF = f"#/components/schemas/{Problem.__name__}"
_PROBLEMS_WITH_MORE = frozenset(f"#/components/schemas/{one.__name__}" for one in (NotReady, AnswerProblem))
"""Problems that tell more than others."""


def _problems(*statuses: HTTPStatus) -> dict[str, Any]:
    schema = {"schema": {"$ref": _PROBLEM_REF}}
    return {
        str(status.value): {"description": status.phrase, "content": {"application/json": schema}}
        for status in statuses
    }


_ANYWHERE = _problems(HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)
"""What every address may answer: 503 while the database is away."""

_TO_A_CHANGE = _problems(HTTPStatus.FORBIDDEN)
"""What an address that changes something may answer to a request of another site's."""

_TO_A_BODY = _problems(HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
"""What an address that takes a body may answer to one that it cannot read."""


class DescribedApi(OpenAPI):
    """flask-openapi3, save that failures are documented as application/problem+json with one problem each, and that
    nothing is described before somebody asks.

    The framework says application/json, and a list for validation errors.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._apis: list[ApiBlueprint] = []

    def register_api(self, api: ApiBlueprint) -> None:  # type: ignore[override]  # others would never be described
        self._apis.append(api)
        self.register_blueprint(api)

    def make_default_options_response(self) -> Response:
        """Answers OPTIONS. Flask would tell of GET everywhere: the client's files are looked for at every address."""
        answer = Response()
        answer.allow.update(methods_of_address())
        return answer

    def generate_spec_json(self) -> None:
        for api in self._apis:
            self._describe(api)
        super().generate_spec_json()  # type: ignore[no-untyped-call]
        for address, path in self.spec_json["paths"].items():
            for method, operation in path.items():
                operation["operationId"] = OPERATION_IDS[method.upper(), address]
                if method != "get":
                    operation["responses"] |= _TO_A_CHANGE
                general = _ANYWHERE | (_TO_A_BODY if "requestBody" in operation else {})
                # What an address says of itself holds: /readyz tells more with its 503.
                operation["responses"] = general | operation["responses"]
                for response in operation["responses"].values():
                    _correct(response)

    def _describe(self, api: ApiBlueprint) -> None:
        api.describe()
        self.tags += [tag for tag in api.tags if tag.name not in {known.name for known in self.tags}]
        self.components_schemas |= api.components_schemas
        for path, item in api.paths.items():
            # Another one may do something else at the same address.
            here = {name: getattr(item, name) for name in item.model_fields_set}
            self.paths[path] = self.paths[path].model_copy(update=here) if path in self.paths else item


def _correct(response: dict[str, Any]) -> None:
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    if _PROBLEM_REF in {schema.get("$ref"), schema.get("items", {}).get("$ref")}:
        response["content"] = {"application/problem+json": {"schema": {"$ref": _PROBLEM_REF}}}
    elif schema.get("$ref") in _PROBLEMS_WITH_MORE:
        response["content"] = {"application/problem+json": {"schema": schema}}
