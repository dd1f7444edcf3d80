"""/openapi: the description of the HTTP API, for programs and as a page that is read without a script."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from server.http.plumbing.api_document import DescribedApi
from server.http.plumbing.security_headers import CONTENT_POLICY, PAGE_POLICY


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked. `sends` and `answers` name schemas; `answers` has one pair for each status."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[str, ...]
    sends: str | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ApiField:
    """One property of a schema; `type` is in words."""

    name: str
    type: str
    is_required: bool
    description: str


def api_pages_blueprint(app: DescribedApi) -> Blueprint:
    """The document, and the page made from it; not part of the API."""
    pages = Blueprint("openapi", __name__, url_prefix="/openapi")

    @pages.get("/openapi.json")
    def read_document() -> Response:
        return jsonify(app.api_doc)

    @pages.get("")
    def read_page() -> Response:
        document = app.api_doc
        schemas = document["components"]["schemas"]
        answer = Response(
            render_template(
                "openapi.html",
                title=document["info"]["title"],
                version=document["info"]["version"],
                operations_of=_by_tag(document),
                fields_of={name: list(_fields(schemas[name])) for name in sorted(schemas)},
                schemas=schemas,
            ),
            mimetype="text/html",
        )
        answer.headers[CONTENT_POLICY] = PAGE_POLICY
        return answer

    return pages


def _by_tag(document: dict[str, Any]) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            tag = next(iter(operation.get("tags", [])), "")
            found.setdefault(tag, []).append(_operation(method, path, operation))
    return dict(sorted(found.items()))


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    body = operation.get("requestBody", {}).get("content", {})
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=tuple(f"{one['name']} ({one['in']})" for one in operation.get("parameters", ())),
        sends=next((_words(media["schema"]) for media in body.values()), None),
        answers=tuple(
            (status, next((_words(media["schema"]) for media in response.get("content", {}).values()), ""))
            for status, response in sorted(operation["responses"].items())
        ),
    )


def _fields(schema: dict[str, Any]) -> Iterator[ApiField]:
    required = schema.get("required", ())
    for name, inner in schema.get("properties", {}).items():
        yield ApiField(name, _words(inner), name in required, inner.get("description", ""))


def _words(schema: dict[str, Any]) -> str:
    """Returns a schema's name, or what its JSON is."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(_words(one) for one in schema[several])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_words(schema.get('items', {}))}"
    kind = schema.get("format") or schema.get("type") or schema.get("const", "anything")
    return str(kind)
