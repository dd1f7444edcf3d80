"""Addresses to which a browser may ask us to send its pushes.

A browser hands us an address of its push service, and we call it. Whoever writes their own could have us call what only
our machine reaches: databases, routers, a cloud's metadata. So it must be https, on the usual port, to a name that can
be a public one. What the name resolves to is looked at when the connection is open, see
`server.adapters.push.web_push`: a name may lead elsewhere tomorrow. No list of known push services: a browser may bring
its own.
"""

from urllib.parse import urlsplit

from game_rules.notifications.limits import PUSH_ENDPOINT_MAX_CHARS
from game_rules.public_addresses import is_public_address
from game_rules.refusals import RefusalReason, Refused

_NOT_PUBLIC = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "test", "invalid", "arpa"}
)
"""Last labels that no public name has (RFC 6761, 6762, 8375, and ICANN's list of collisions)."""


def check_endpoint(endpoint: str, *, to_any_host: bool = False) -> None:
    """Raises Refused(push_endpoint_refused). With `to_any_host`, for development, http and this machine will do."""
    if not _is_acceptable(endpoint, to_any_host=to_any_host):
        raise Refused(RefusalReason.PUSH_ENDPOINT_REFUSED)


def _is_acceptable(endpoint: str, *, to_any_host: bool) -> bool:
    if len(endpoint) > PUSH_ENDPOINT_MAX_CHARS or not endpoint.isascii() or not endpoint.isprintable():
        return False
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").rstrip(".")
    if not host or parts.username is not None or parts.password is not None or " " in endpoint:
        return False
    if to_any_host:
        return parts.scheme in {"http", "https"}
    return parts.scheme == "https" and port in {None, 443} and _may_be_public(host)


def _may_be_public(host: str) -> bool:
    try:
        return is_public_address(host)
    except ValueError:
        labels = host.split(".")
        # A last label that begins with a digit is an address in one of its older spellings: 127.1, 127.0.0.0x1.
        return len(labels) > 1 and all(labels) and labels[-1] not in _NOT_PUBLIC and not labels[-1][0].isdigit()
