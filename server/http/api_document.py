"""The OpenAPI document as the API really answers."""

from typing import Any

from flask_openapi3 import OpenAPI

from server.schemas.problems import Problem

_PROBLEM_REF = f"#/components/schemas/{Problem.__name__}"


_ANYWHERE = {
    status: {"description": description, "content": {"application/json": {"schema": {"$ref": _PROBLEM_REF}}}}
    for status, description in (("404", "Not Found"), ("500", "Internal Server Error"))
}
"""What every address may answer."""


class DescribedApi(OpenAPI):
    """flask-openapi3, save that failures are documented as application/problem+json with one problem each.

    The framework says application/json, and a list for validation errors.
    """

    def generate_spec_json(self) -> None:
        super().generate_spec_json()  # type: ignore[no-untyped-call]
        for path in self.spec_json["paths"].values():
            for operation in path.values():
                operation["responses"] |= _ANYWHERE
                for response in operation["responses"].values():
                    _correct(response)


def _correct(response: dict[str, Any]) -> None:
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    if _PROBLEM_REF in {schema.get("$ref"), schema.get("items", {}).get("$ref")}:
        response["content"] = {"application/problem+json": {"schema": {"$ref": _PROBLEM_REF}}}
