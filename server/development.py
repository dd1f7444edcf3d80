"""Servers that somebody tries on their own machine: they show the mails that they keep."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from server.settings import Settings

OUTBOX_PATH = "/dev/outbox"


def is_for_development(settings: Settings) -> bool:
    """Tells whether this server is one for trying: without a mail server, without a proxy, on this machine only."""
    if settings.smtp_url is not None or settings.cookie_secure or settings.trusted_proxies:
        return False
    reached_at = urlsplit(settings.public_url or "").hostname or "localhost"
    return is_loopback(settings.host) and is_loopback(reached_at)


def is_loopback(host: str) -> bool:
    """Tells whether `host`, a name or an address, is this machine for itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
