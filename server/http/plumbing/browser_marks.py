"""Two cookies that name nobody: they say which browser asked for a code, and which one answered "under 15"."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from secrets import token_urlsafe

from flask import Response, after_this_request, request

from game_rules.people.limits import SIGN_IN_CODE_MARK_MINUTES, TOO_YOUNG_HOURS
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.http.plumbing.session import cookie_name
from server.schemas.protocol import CODE_COOKIE, TOO_YOUNG_COOKIE

_MARK_BYTES = 32
_MARK = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
"""As `token_urlsafe` writes so many bytes."""
_IS_TOO_YOUNG = "1"


def code_mark() -> str | None:
    """Returns the token that this browser was given when it asked for a code; None where it has none of ours."""
    token = request.cookies.get(cookie_name(CODE_COOKIE), "")
    return token if _MARK.fullmatch(token) else None


def new_code_mark() -> str:
    """Returns a token for a browser that has none."""
    return token_urlsafe(_MARK_BYTES)


def set_code_mark(answer: Response, token: str, *, secure: bool) -> None:
    """Has the browser keep `token` for an hour from now."""
    _set(answer, CODE_COOKIE, token, timedelta(minutes=SIGN_IN_CODE_MARK_MINUTES), secure=secure)


def standing_age(told: AgeBand) -> AgeBand:
    """Returns `told`, or under 15 where this browser has answered that within the last hours."""
    is_too_young = request.cookies.get(cookie_name(TOO_YOUNG_COOKIE)) == _IS_TOO_YOUNG
    return AgeBand.UNDER_15 if is_too_young else told


@contextmanager
def keeping_too_young(told: AgeBand | None, *, secure: bool) -> Iterator[None]:
    """Has the browser keep that it was refused as too young for what it `told` now. The server keeps nothing.

    A refusal for what it told earlier does not count anew, so that it ends.
    """

    def keep(answer: Response) -> Response:
        _set(answer, TOO_YOUNG_COOKIE, _IS_TOO_YOUNG, timedelta(hours=TOO_YOUNG_HOURS), secure=secure)
        return answer

    try:
        yield
    except Refused as refused:
        if refused.reason is RefusalReason.TOO_YOUNG and told is AgeBand.UNDER_15:
            after_this_request(keep)
        raise


def _set(answer: Response, name: str, value: str, lifetime: timedelta, *, secure: bool) -> None:
    """HttpOnly, so that no script reads it; SameSite=Strict, since only our own pages need it."""
    answer.set_cookie(cookie_name(name), value, max_age=lifetime, httponly=True, samesite="Strict", secure=secure)
