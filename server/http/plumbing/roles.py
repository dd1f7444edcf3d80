"""Checks of who may do what, all in one place."""

import logging
from collections.abc import Callable

from flask import Flask, Response, request

from game_rules.people.players import Role
from server.http.plumbing.session import cookie_name, visitor
from server.services.accounts.organiser_sessions import OrganiserSessions
from server.services.game import Game

log = logging.getLogger(__name__)

ORGANISER_COOKIE = "jokajobs_organiser"

IsOrganiser = Callable[[], bool]
"""Whether the request at hand comes from an organiser."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def organiser_session(sessions: OrganiserSessions) -> str | None:
    """Returns the session that the request's cookie stands for, begun with the server's token; None without one."""
    return sessions.session_of(request.cookies.get(cookie_name(ORGANISER_COOKIE), ""))


def organiser_check(game: Game, sessions: OrganiserSessions) -> IsOrganiser:
    """An organiser is who has the role, or has come to /organiser with the token; that cookie is SameSite=Strict."""

    def is_organiser() -> bool:
        if organiser_session(sessions) is not None:
            return True
        signed_in = visitor(game)
        return signed_in is not None and Role.ORGANISER in signed_in.player.roles

    return is_organiser


def log_what_token_sessions_do(app: Flask, sessions: OrganiserSessions) -> None:
    """Logs each change that is made with the token: the session, the address and the answer; no name and no text."""

    @app.after_request
    def note(answer: Response) -> Response:
        if request.method not in _SAFE_METHODS and request.path.startswith("/api/organiser/"):
            begun = organiser_session(sessions)
            if begun is not None and request.url_rule is not None:
                log.info(
                    "organiser session %s: %s %s %s: %d",
                    begun,
                    request.method,
                    request.url_rule.rule,
                    ",".join(str(value) for value in (request.view_args or {}).values()),
                    answer.status_code,
                )
        return answer
