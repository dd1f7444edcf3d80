"""Addresses of the web that come from outside: which of them people may be sent to."""

import unicodedata
from urllib.parse import urlsplit

from game_rules.texts import NOT_OF_A_LINE

_IN_HOSTS = frozenset(".-_:")
_NEVER = frozenset(' \t<>"\\')
"""Characters that stand in no address as they are (RFC 3986, 2). Browsers read a backslash as a slash, others as a
letter: https://evil.example\\@good.example/ leads to evil.example, and would be told as good.example."""


def web_address(text: str | None) -> str | None:
    """`text` where it is an http or https address that says to everybody which host it leads to; None for any other.

    None is also what has a user name: in https://good.example@evil.example/ that is what people read.
    """
    if text is None or NOT_OF_A_LINE.search(text) or _NEVER & set(text):
        return None
    try:
        parts = urlsplit(text)
        has_user, host, _ = "@" in parts.netloc, parts.hostname or "", parts.port
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and not has_user
    return text if is_web and host and all(map(_may_be_in_a_host, host)) else None


def _may_be_in_a_host(char: str) -> bool:
    """Letters, marks and digits of every script. Browsers leave out soft hyphens and the like."""
    return char in _IN_HOSTS or unicodedata.category(char)[0] in "LMN"
