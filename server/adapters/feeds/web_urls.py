"""Addresses of the web, as feeds and settings give them."""

from urllib.parse import urlsplit, urlunsplit

from game_rules.text_limits import URL_MAX_CHARS
from game_rules.web_addresses import web_address


def web_url(text: str | None) -> str | None:
    """`text` where it is an address of the web that people may be sent to, see `web_address`."""
    return web_address(text.strip()) if text is not None and len(text.strip()) <= URL_MAX_CHARS else None


def without_password(url: str) -> str:
    """The address without a user and a password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
