"""Who may do what, asked in one place: whoever brings real roles changes only what these functions look at."""

from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest

from flask import request

ORGANISER_COOKIE = "jokajobs_organiser"

IsOrganiser = Callable[[], bool]
"""Whether the request at hand comes from an organiser."""


def organiser_cookie_value(organiser_token: str) -> str:
    """A hash: whoever reads the cookie cannot hand on the address that the server printed."""
    return sha256(organiser_token.encode()).hexdigest()


def organiser_check(organiser_token: str) -> IsOrganiser:
    """An organiser is whoever has opened /organiser with the token; their cookie is SameSite=Strict."""
    expected = organiser_cookie_value(organiser_token)

    def is_organiser() -> bool:
        return compare_digest(request.cookies.get(ORGANISER_COOKIE, "").encode(), expected.encode())

    return is_organiser
