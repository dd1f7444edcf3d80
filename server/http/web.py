"""The web client and what it is given to draw with: files, built beforehand."""

import gzip
import os
from hashlib import sha256
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_file, send_from_directory
from flask.globals import request_ctx
from flask_openapi3 import Tag
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join

from server.errors import Failure, problem, problem_code
from server.http.plumbing.answers import json_answer, problem_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.security_headers import CONTENT_POLICY, PAGE_POLICY
from server.schemas.http import ClientSettingsOut
from server.services.app_context import AppContext

SCHEMATIC_MAP_URL = "/api/schematic-map.geojson"
PMTILES_URL = "/map/territory.pmtiles"
EMPLOYERS_PATH = "/recruter"
"""Where employers come in; the client shows them another side of the same page."""

_A_YEAR_S = 365 * 24 * 3600
_AN_HOUR_S = 3600
_ANY_FILE = "pages.asset"
"""The endpoint that matches whatever no other does."""


def client_api_blueprint(
    *,
    schematic_map: Path,
    dist: Path,
    demo_walk: Path,
    pmtiles_file: Path | None,
    map_style_url: str | None,
    passkey_origin: str | None,
) -> ApiBlueprint:
    """Serves what the web client asks for before anybody plays."""
    map_bytes = schematic_map.read_bytes()
    map_tag = sha256(map_bytes).hexdigest()[:16]
    packed_maps = {"gzip": gzip.compress(map_bytes, mtime=0)}
    # The client's build packs it, too, by a quarter smaller: named after what it was made from.
    smaller = dist / "map" / f"{map_tag}.geojson.br"
    if smaller.is_file():
        packed_maps = {"br": smaller.read_bytes(), **packed_maps}
    api = ApiBlueprint("client", __name__, url_prefix="/api", abp_tags=[Tag(name="client")])

    @api.get("/client-settings", responses={HTTPStatus.OK: ClientSettingsOut})
    def read_client_settings() -> Response:
        """Which base map to draw, and where passkeys work; null is "not set up here"."""
        return json_answer(
            ClientSettingsOut(
                pmtiles_url=PMTILES_URL if pmtiles_file else None,
                style_url=map_style_url,
                schematic_url=SCHEMATIC_MAP_URL,
                passkey_origin=passkey_origin,
            )
        )

    @api.get("/schematic-map.geojson", doc_ui=False)
    def read_schematic_map() -> Response:
        accepted = set(request.accept_encodings.values())
        encoding = next((name for name in packed_maps if name in accepted), None)
        if encoding is None:
            return send_file(schematic_map, mimetype="application/geo+json", max_age=_AN_HOUR_S)
        answer = Response(packed_maps[encoding], mimetype="application/geo+json")
        answer.headers["Content-Encoding"] = encoding
        answer.headers["Cache-Control"] = f"public, max-age={_AN_HOUR_S}"
        answer.vary.add("Accept-Encoding")
        answer.set_etag(f"{map_tag}-{encoding}")
        answer.make_conditional(request)
        return answer

    @api.get("/demo-walk.gpx", doc_ui=False)
    def read_demo_walk() -> Response:
        return send_file(demo_walk, mimetype="application/gpx+xml", max_age=_AN_HOUR_S, conditional=True)

    return api


def pages_blueprint(app: AppContext, *, dist: Path, pmtiles_file: Path | None, client_policy: str) -> Blueprint:
    """The web client's files, or a page that says what runs while it is not built."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    @pages.get(EMPLOYERS_PATH)
    def index() -> Response:
        if _is_file(dist, "index.html"):
            return _client_file("index.html")
        campaign = app.campaign
        return _page(render_template("index.html", campaign=campaign.record if campaign else None))

    @pages.get("/<path:name>", provide_automatic_options=False)
    def asset(name: str) -> Response:
        if _is_file(dist, name):
            return _client_file(name)
        others = methods_of_address()
        if others:
            raise MethodNotAllowed(valid_methods=sorted(others))
        raise NotFound

    def _client_file(name: str) -> Response:
        answer = _file(dist, name)
        if _runs_on_its_own(name):
            answer.headers[CONTENT_POLICY] = client_policy
        return answer

    @pages.get("/problems/<code>")
    def explain_problem(code: str) -> Response:
        try:
            known = problem(problem_code(code))
        except ValueError:
            raise NotFound from None
        return _page(render_template("problem.html", problem=known))

    @pages.app_errorhandler(MethodNotAllowed)
    def say_what_it_does(_error: MethodNotAllowed) -> Response:
        """The client's files are looked for at every address: where there is none, it is the address that is wrong."""
        allowed = methods_of_address()
        if _is_file(dist, request.path.lstrip("/")):
            allowed |= {"GET", "HEAD"}
        if not allowed:
            return problem_answer(problem(Failure.NOT_FOUND))
        answer = problem_answer(problem(Failure.METHOD_NOT_ALLOWED))
        answer.headers["Allow"] = ", ".join(sorted(allowed))
        return answer

    if pmtiles_file is not None:

        @pages.get(PMTILES_URL)
        def pmtiles() -> Response:
            # conditional=True answers the byte ranges in which PMTiles is read.
            return send_file(pmtiles_file, mimetype="application/vnd.pmtiles", conditional=True, max_age=_AN_HOUR_S)

    return pages


def methods_of_address() -> set[str]:
    """Returns what the address of the request at hand is asked with; nothing where at most a file could be."""
    adapter = request_ctx.url_adapter
    assert adapter is not None  # noqa: S101 - there is one wherever a request is answered
    methods = set()
    for method in adapter.allowed_methods():
        try:
            endpoint, _ = adapter.match(method=method)
        except HTTPException:
            continue
        if endpoint != _ANY_FILE:
            methods.add(method)
    return methods


def _page(html: str) -> Response:
    answer = Response(html, mimetype="text/html")
    answer.headers[CONTENT_POLICY] = PAGE_POLICY
    return answer


_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
"""Smallest first: what the client's build laid beside each file."""


def _is_file(folder: Path, name: str) -> bool:
    """Looks inside of `folder` only, whatever `name` is. A name that no file can have is none (os.path.isfile)."""
    inside = safe_join(str(folder), name)
    return inside is not None and os.path.isfile(inside)  # noqa: PTH113 - Path.is_file raises for long names


def _file(folder: Path, name: str) -> Response:
    accepted = request.accept_encodings
    for encoding, ending in _ENCODINGS:
        # Asked by name: a browser that accepts "*" may still mean only what it names.
        if encoding in accepted.values() and _is_file(folder, f"{name}{ending}"):
            answer = send_from_directory(folder, f"{name}{ending}", mimetype=guess_type(name)[0], conditional=True)
            answer.headers["Content-Encoding"] = encoding
            break
    else:
        answer = send_from_directory(folder, name, conditional=True)
    answer.vary.add("Accept-Encoding")
    if name.startswith("assets/"):
        # Their names change with their content: nobody asks again for one, and of a small one headers are half.
        answer.headers["Cache-Control"] = f"public, max-age={_A_YEAR_S}, immutable"
        for unneeded in ("Content-Disposition", "Last-Modified", "ETag", "Accept-Ranges"):
            answer.headers.pop(unneeded, None)
    else:
        answer.headers["Cache-Control"] = "no-cache"
    return answer


def _runs_on_its_own(name: str) -> bool:
    """Tells whether the file is a page, or the script of a worker, which takes no policy from a page."""
    return not name.startswith("assets/") or "worker" in name
