"""/organiser: for whoever runs the campaign. Opened by somebody who is organiser, or with the server's token."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as AnyResponse

from game_rules.organisations.organisation import OrganisationState
from game_rules.people.limits import ORGANISER_SESSION_HOURS
from game_rules.people.players import Language
from game_rules.text_limits import REASON_MAX_CHARS
from server.http.organiser.organiser_page import kept_nowhere, organiser_page, turned_away
from server.http.organiser.preview_map import CampaignMaps
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.request_language import language_of_request
from server.http.plumbing.roles import ORGANISER_COOKIE, IsOrganiser
from server.http.plumbing.session import cookie_name
from server.services.accounts.organiser_sessions import OrganiserSessions
from server.services.app_context import AppContext
from server.services.offers.views import list_submitted
from server.services.organisations.vet import list_organisations
from server.texts.public import details


def organiser_blueprint(
    app: AppContext, sessions: OrganiserSessions, is_organiser: IsOrganiser, limits: RateLimits, *, cookie_secure: bool
) -> Blueprint:
    """The organiser's pages; not part of the API."""
    pages = Blueprint("organiser", __name__, url_prefix="/organiser")
    maps = CampaignMaps(app)

    @pages.get("")
    def door() -> Response:
        """Serves the page for the token: the printed address has it behind #, which no browser sends to anybody."""
        return organiser_page(render_template("organiser_door.html", language=language_of_request()))

    @pages.post("/session")
    def begin_session() -> Response:
        body = request.get_json(silent=True)
        token = body.get("token") if isinstance(body, dict) else None
        cookie = sessions.begin(token) if isinstance(token, str) else None
        if cookie is None:
            limits.count_wrong_organiser_token()
            raise Forbidden
        answer = Response(status=HTTPStatus.NO_CONTENT)
        answer.headers["Cache-Control"] = "no-store"
        answer.set_cookie(
            cookie_name(ORGANISER_COOKIE),
            cookie,
            max_age=timedelta(hours=ORGANISER_SESSION_HOURS),
            httponly=True,
            samesite="Strict",
            secure=cookie_secure,
        )
        return answer

    @pages.get("/preview")
    def preview() -> Response:
        if not is_organiser():
            raise Forbidden
        return organiser_page(render_template("preview.html", preview=maps.current().preview))

    @pages.get("/preview.js")
    def preview_script() -> Response:
        """The outlines, drawn by folium; names and offers are in the data."""
        if not is_organiser():
            raise Forbidden
        return kept_nowhere(maps.current().script, "text/javascript")

    @pages.get("/preview.json")
    def preview_data() -> Response:
        if not is_organiser():
            raise Forbidden
        return kept_nowhere(maps.current().data, "application/json")

    @pages.get("/structures")
    def structures() -> AnyResponse:
        """Shows what waits for an organiser. Deciding goes to /api/organiser, as JSON."""
        refused = turned_away(is_organiser)
        if refused is not None:
            return refused
        name = request.args.get("name", "").strip()
        found = list_organisations(app.context(), name=name or None)
        return organiser_page(
            render_template(
                "structures.html",
                details=details,
                name=name,
                waiting=[one for one in found if one.organisation.state is OrganisationState.PENDING],
                offers=list_submitted(app.context(), Language.FRENCH),
                others=[one for one in found if one.organisation.state is not OrganisationState.PENDING],
                reason_max_chars=REASON_MAX_CHARS,
            )
        )

    return pages
