"""Who asks: the session cookie, read and set."""

from datetime import timedelta

from flask import Response, request

from game_rules.limits import SESSION_LIFETIME_DAYS
from game_rules.players import Player
from game_rules.refusals import RefusalReason, Refused
from server.schemas.protocol import SESSION_COOKIE
from server.services.game import Game
from server.services.sessions import player_of_token


def current_player(game: Game) -> Player:
    """The player whose cookie came with the request. Raises Refused(not_signed_in) for nobody."""
    player = player_of_token(game.open_unit, request.cookies.get(SESSION_COOKIE), game.clock())
    if player is None:
        raise Refused(RefusalReason.NOT_SIGNED_IN)
    return player


def set_session_cookie(answer: Response, token: str, *, secure: bool) -> None:
    """HttpOnly, so that no script reads it; SameSite=Lax, so that other sites' forms do not carry it."""
    answer.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=timedelta(days=SESSION_LIFETIME_DAYS),
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
