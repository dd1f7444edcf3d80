"""The session cookie, which tells who asks: read and set."""

from datetime import timedelta

from flask import Response, current_app, g, request

from game_rules.people.limits import SESSION_LIFETIME_DAYS
from game_rules.people.players import Player
from game_rules.refusals import RefusalReason, Refused
from server.http.plumbing.device_label import device_label
from server.schemas.protocol import SESSION_COOKIE, host_cookie
from server.services.accounts.sessions import signed_in_by
from server.services.app_context import AppContext
from server.services.context import Context, SignedIn

_OPEN_TO_SUSPENDED = frozenset(
    {
        *("/api/me", "/api/me/export", "/api/me/reports", "/api/me/measures", "/api/me/consent", "/api/sign-out"),
        *("/api/me/measures/<uuid:measure_id>/appeal", "/api/me/sessions", "/api/me/sessions/<uuid:session_id>"),
        *("/api/me/notifications", "/api/me/notifications/read", "/api/me/push-subscriptions"),
    }
)
"""Whoever is shut out reads why, appeals, takes their data along, and leaves."""


def cookie_name(name: str) -> str:
    """Returns what the cookie `name` is called on this server: behind HTTPS only this host can set or see it."""
    return host_cookie(name) if current_app.config["SESSION_COOKIE_SECURE"] else name


def visitor(app: AppContext) -> SignedIn | None:
    """Returns who is signed in with the request's cookie, None for nobody. Looked up once for a request."""
    if "visitor" not in g:
        g.visitor = signed_in_by(app.context(), request.cookies.get(cookie_name(SESSION_COOKIE)))
    found: SignedIn | None = g.visitor
    return found


def changed_player(app: AppContext) -> Player:
    """The player whose cookie came with the request, as this request has changed them."""
    g.pop("visitor", None)
    return current_player(app)


def current(app: AppContext) -> SignedIn:
    """The same. Raises Refused(not_signed_in) for nobody, Refused(account_suspended) for somebody who is shut out."""
    found = visitor(app)
    if found is None:
        raise Refused(RefusalReason.NOT_SIGNED_IN)
    rule = request.url_rule.rule if request.url_rule else ""
    if found.player.is_suspended(app.clock()) and rule not in _OPEN_TO_SUSPENDED:
        raise Refused(RefusalReason.ACCOUNT_SUSPENDED)
    return found


def current_player(app: AppContext) -> Player:
    """The player whose cookie came with the request. Raises Refused(not_signed_in) for nobody."""
    return current(app).player


def current_account(app: AppContext) -> Player:
    """The same for what only somebody with an e-mail address may do. Raises Refused(account_needed) for a guest."""
    player = current_player(app)
    if player.is_guest:
        raise Refused(RefusalReason.ACCOUNT_NEEDED)
    return player


def visitor_context(app: AppContext) -> Context:
    """The context of whoever asks, signed in or not."""
    return app.context(visitor(app), device_label=device_label(request.headers.get("User-Agent", "")))


def player_context(app: AppContext) -> Context:
    """The context of who is signed in with the request's cookie. Raises Refused(not_signed_in) for nobody."""
    current(app)
    return visitor_context(app)


def account_context(app: AppContext) -> Context:
    """The same for what only somebody with an e-mail address may do. Raises Refused(account_needed) for a guest."""
    current_account(app)
    return visitor_context(app)


def set_session_cookie(answer: Response, token: str, *, secure: bool) -> None:
    """HttpOnly, so that no script reads it; SameSite=Lax, so that other sites' forms do not carry it."""
    answer.set_cookie(
        cookie_name(SESSION_COOKIE),
        token,
        max_age=timedelta(days=SESSION_LIFETIME_DAYS),
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def clear_session_cookie(answer: Response, *, secure: bool) -> None:
    """Has the browser forget its session."""
    answer.delete_cookie(cookie_name(SESSION_COOKIE), httponly=True, samesite="Lax", secure=secure)
