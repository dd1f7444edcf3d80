"""/organiser: for whoever runs the campaign. Opened by somebody who is organiser, or with the token that the server
prints when it starts.
"""

from hmac import compare_digest

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as AnyResponse

from server.http.preview_map import preview_page
from server.http.roles import ORGANISER_COOKIE, IsOrganiser, organiser_cookie_value
from server.services.game import Game
from server.services.preview_campaign import preview_campaign


def organiser_blueprint(
    game: Game, organiser_token: str, is_organiser: IsOrganiser, *, cookie_secure: bool
) -> Blueprint:
    """The organiser's pages; not part of the API."""
    pages = Blueprint("organiser", __name__, url_prefix="/organiser")

    @pages.get("/preview")
    def preview() -> AnyResponse:
        token = request.args.get("token")
        if token is not None:
            if not compare_digest(token.encode(), organiser_token.encode()):
                raise Forbidden
            # Off the address bar at once, so that it stays out of the browser's history and of a proxy's log.
            answer = redirect(url_for("organiser.preview"))
            answer.set_cookie(
                ORGANISER_COOKIE,
                organiser_cookie_value(organiser_token),
                httponly=True,
                samesite="Strict",
                secure=cookie_secure,
            )
            return answer
        if not is_organiser():
            raise Forbidden
        page = Response(preview_page(preview_campaign(game.open_unit, game.live.current)), mimetype="text/html")
        page.headers["Cache-Control"] = "no-store"
        return page

    return pages
