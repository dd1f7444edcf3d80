"""Requests that are refused before any resource sees them: sent by other sites, nested too deep, or holding a NUL."""

from collections.abc import Collection, Iterator
from typing import Any

import orjson
from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider

from server.errors import Failure, pointer_step, problem
from server.http.plumbing.answers import problem_answer
from server.schemas.problems import FieldProblem

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""RFC 9110, 9.2.1: they change nothing."""

_OWN_SITE = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site (W3C, Fetch Metadata): from a page of this origin, or from the person at the browser."""

JSON_MAX_DEPTH = 32
"""Lists and objects in each other. The deepest message of the API has 6; Python's own limit is 1,000 calls."""

_TAKES_FORMS = frozenset({"mailed_links.confirm"})
"""Endpoints whose pages work without a script: their body is what a browser makes of a form."""


class FastJson(DefaultJSONProvider):
    """Bodies are read by orjson, which has a limit of its own to how deep they are nested, and no recursion."""

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)


def refuse_requests(app: Flask, *, public_url: str | None, allowed_origins: Collection[str], https_only: bool) -> None:
    """Answers what no resource is to see with a problem."""
    app.json = FastJson(app)
    ours = frozenset(filter(None, (public_url, *allowed_origins)))

    def refuse_other_sites() -> Response | None:
        if request.method in _SAFE_METHODS or not _comes_from_elsewhere(ours, allowed_origins, https_only=https_only):
            return None
        return problem_answer(problem(Failure.CROSS_SITE_REQUEST))

    app.before_request(refuse_other_sites)
    app.before_request(_read_request)


def _comes_from_elsewhere(ours: Collection[str], allowed: Collection[str], *, https_only: bool) -> bool:
    """Tells whether another site's page sent the request. Programs that are no browser send neither header."""
    origin = request.headers.get("Origin")
    if origin in allowed:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OWN_SITE:
        return True
    if origin is None:
        return False
    here = {f"https://{request.host}"} if https_only else {f"https://{request.host}", f"http://{request.host}"}
    return origin.lower() not in {*ours, *(name.lower() for name in here)}


def _read_request() -> Response | None:
    """Answers a body that is too long, no JSON, or not said to be JSON as just that, and any NUL.

    flask-openapi3 reads bodies silently, and would tell of each that it is no "instance of GuestIn". A NUL is part of
    no text that anybody writes, and no text of PostgreSQL can hold one.
    """
    is_form = request.endpoint in _TAKES_FORMS and request.mimetype == "application/x-www-form-urlencoded"
    fields = [*request.args.items(multi=True), *(request.form.items(multi=True) if is_form else ())]
    pointers = [_step(name) for name, value in fields if "\0" in name + value]
    if "\0" in request.path:
        pointers.append("")
    has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if has_body and request.url_rule is not None and not is_form:
        body = request.get_json()
        for pointer, depth, value in _walk(body):
            if depth > JSON_MAX_DEPTH:
                return problem_answer(problem(Failure.BAD_REQUEST))
            if isinstance(value, str) and "\0" in value:
                pointers.append(pointer)
    if not pointers:
        return None
    return problem_answer(
        problem(Failure.VALIDATION_FAILED, errors=[_nul_at(pointer) for pointer in dict.fromkeys(pointers)])
    )


def _step(name: str) -> str:
    return pointer_step(name.replace("\0", "\ufffd"))


def _nul_at(pointer: str) -> FieldProblem:
    return FieldProblem(pointer=pointer, code="nul_character", detail="No text holds the character U+0000.")


def _walk(body: Any) -> Iterator[tuple[str, int, Any]]:
    """Yields each value, and each name, with its JSON pointer and its depth. Without recursion, whatever came."""
    waiting: list[tuple[str, int, Any]] = [("", 0, body)]
    while waiting:
        pointer, depth, value = waiting.pop()
        yield pointer, depth, value
        if depth > JSON_MAX_DEPTH:
            continue
        if isinstance(value, dict):
            for name, inner in value.items():
                inside = f"{pointer}{_step(name)}"
                yield inside, depth + 1, name
                waiting.append((inside, depth + 1, inner))
        elif isinstance(value, list):
            waiting.extend((f"{pointer}/{place}", depth + 1, inner) for place, inner in enumerate(value))
