"""Checks of who may do what, all in one place."""

import logging
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Flask, Response, g, request
from werkzeug.exceptions import Forbidden

from game_rules.cases.case import Organiser
from game_rules.people.players import Role
from server.http.plumbing.session import cookie_name, visitor
from server.services.accounts.organiser_sessions import OrganiserSessions
from server.services.app_context import AppContext
from server.services.context import Context
from server.services.organisations.membership import admit_adult

log = logging.getLogger(__name__)

ORGANISER_COOKIE = "jokajobs_organiser"

IsOrganiser = Callable[[], bool]
"""Whether the request at hand comes from an organiser."""

WhoJudges = Callable[[], Context]
"""The context of the organiser of the request at hand, who is logged with what they do."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def organiser_session(sessions: OrganiserSessions) -> str | None:
    """Returns the session that the request's cookie stands for, begun with the server's token; None without one.

    Looked up once for a request: after its COMMIT nothing is, see `log_what_token_sessions_do`.
    """
    if "organiser_session" not in g:
        g.organiser_session = sessions.session_of(request.cookies.get(cookie_name(ORGANISER_COOKIE), ""))
    found: str | None = g.organiser_session
    return found


def organiser_check(app: AppContext, sessions: OrganiserSessions) -> IsOrganiser:
    """An organiser is who has the role, or has come to /organiser with the token; that cookie is SameSite=Strict."""

    def is_organiser() -> bool:
        if organiser_session(sessions) is not None:
            return True
        signed_in = visitor(app)
        return (
            signed_in is not None
            and Role.ORGANISER in signed_in.player.roles
            and not signed_in.player.is_suspended(app.clock())
        )

    return is_organiser


def admit_organisers_only(api: Blueprint, is_organiser: IsOrganiser) -> None:
    """Answers Forbidden to everybody else on every operation of `api`."""

    @api.before_request
    def check() -> None:
        if not is_organiser():
            raise Forbidden


def admit_adults_only(api: Blueprint, app: AppContext) -> None:
    """Answers employer_must_be_adult to whoever is signed in and said that they are under 18, on every operation of
    `api`; who is not signed in is answered by the operation."""

    @api.before_request
    def check() -> None:
        signed_in = visitor(app)
        if signed_in is not None:
            admit_adult(app.context(signed_in))


def organiser_account(app: AppContext) -> UUID | None:
    """Returns the account of the organiser who asks; None for one who came in by the server's token alone."""
    found = visitor(app)
    return found.player.account_id if found and Role.ORGANISER in found.player.roles else None


def who_judges(app: AppContext, sessions: OrganiserSessions) -> WhoJudges:
    """Tells an organiser by their account, and by their session where they came with the token."""
    return lambda: replace(app.context(), organiser=Organiser(organiser_account(app), organiser_session(sessions)))


def log_what_token_sessions_do(app: Flask) -> None:
    """Logs each change that is made with the token: the session, the address and the answer; no name and no text."""

    @app.after_request
    def note(answer: Response) -> Response:
        if request.method not in _SAFE_METHODS and request.path.startswith("/api/organiser/"):
            begun = g.get("organiser_session")
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
