"""/organiser: for whoever runs the campaign. Opened by somebody who is organiser, or with the token that the server
prints when it starts.
"""

from hashlib import sha256
from hmac import compare_digest

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as AnyResponse

from game_rules.players import Role
from server.http.preview_map import preview_page
from server.http.session import visitor
from server.services.game import Game
from server.services.preview_campaign import preview_campaign

_COOKIE = "jokajobs_organiser"


def organiser_blueprint(game: Game, organiser_token: str, *, cookie_secure: bool) -> Blueprint:
    """The organiser's pages; not part of the API."""
    pages = Blueprint("organiser", __name__, url_prefix="/organiser")
    # The cookie holds a hash: whoever reads it cannot hand on the address that the server printed.
    expected = sha256(organiser_token.encode()).hexdigest()

    @pages.get("/preview")
    def preview() -> AnyResponse:
        token = request.args.get("token")
        if token is not None:
            if not compare_digest(token.encode(), organiser_token.encode()):
                raise Forbidden
            # Off the address bar at once, so that it stays out of the browser's history and of a proxy's log.
            answer = redirect(url_for("organiser.preview"))
            answer.set_cookie(_COOKIE, expected, httponly=True, samesite="Strict", secure=cookie_secure)
            return answer
        has_token = compare_digest(request.cookies.get(_COOKIE, "").encode(), expected.encode())
        if not has_token and not _is_organiser(game):
            raise Forbidden
        page = Response(preview_page(preview_campaign(game.open_unit, game.live.current)), mimetype="text/html")
        page.headers["Cache-Control"] = "no-store"
        return page

    return pages


def _is_organiser(game: Game) -> bool:
    me = visitor(game)
    return me is not None and Role.ORGANISER in me.player.roles
