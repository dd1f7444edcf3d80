"""Who may do what, asked in one place."""

from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest

from flask import request

from game_rules.players import Role
from server.http.session import cookie_name, visitor
from server.services.game import Game

ORGANISER_COOKIE = "jokajobs_organiser"

IsOrganiser = Callable[[], bool]
"""Whether the request at hand comes from an organiser."""


def organiser_cookie_value(organiser_token: str) -> str:
    """A hash: whoever reads the cookie cannot hand on the address that the server printed."""
    return sha256(organiser_token.encode()).hexdigest()


def organiser_check(game: Game, organiser_token: str) -> IsOrganiser:
    """An organiser is who has the role, or has opened /organiser with the token; that cookie is SameSite=Strict."""
    expected = organiser_cookie_value(organiser_token)

    def is_organiser() -> bool:
        if compare_digest(request.cookies.get(cookie_name(ORGANISER_COOKIE), "").encode(), expected.encode()):
            return True
        signed_in = visitor(game)
        return signed_in is not None and Role.ORGANISER in signed_in.player.roles

    return is_organiser
