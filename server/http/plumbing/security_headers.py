"""The headers that every answer carries: what a browser may load and run, who may frame it, what others are told.

They are added outside of Flask, so that no answer is without them: errors, redirects and the sockets' polling neither.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_POLICY = "Content-Security-Policy"


def _policy(*more: str, form_action: str = "'none'") -> str:
    # The last three do not fall back to default-src, or are wanted where a browser knows them alone.
    closed = (f"form-action {form_action}", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'")
    return "; ".join(("default-src 'none'", *more, *closed))


_LOOKS = ("style-src 'self'", "font-src 'self'", "img-src 'self'")

DATA_POLICY = _policy()
"""For what is no page. An answer that says nothing else gets it."""

PAGE_POLICY = _policy(*_LOOKS)
"""For pages that are only read."""

FORM_POLICY = _policy(*_LOOKS, form_action="'self'")
"""For pages that ask for one answer."""

ORGANISER_POLICY = _policy(*_LOOKS, "script-src 'self'", "connect-src 'self'", form_action="'self'")
"""For the organiser's pages."""


def client_policy(map_style_url: str | None, public_url: str | None) -> str:
    """Returns the policy of the web client's files; a worker has the one that its script came with.

    A map style from elsewhere has its host admitted: for the style and its tiles, and for its pictures.
    """
    map_origin = _origin(map_style_url)
    # Safari before 15.4 does not count sockets in with 'self'.
    socket_origin = _origin(public_url).replace("http", "ws", 1)
    return _policy(
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        # MapLibre's style sheet draws the signs on its buttons so.
        " ".join(filter(None, ("img-src 'self' data:", map_origin))),
        " ".join(filter(None, ("connect-src 'self'", socket_origin, map_origin))),
        "worker-src 'self'",
        "manifest-src 'self'",
    )


def _origin(url: str | None) -> str:
    """Returns scheme and host of an absolute address; nothing for none, and for one on this server."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


_ALWAYS: tuple[tuple[str, str], ...] = (
    (CONTENT_POLICY, DATA_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)

_PARTS = ("text/css", "text/javascript", "application/javascript", "font/", "image/png")
"""Types of what pages are made of. No browser runs it as a page of its own: its page's policy holds. A worker's script
is told one where it is served."""

_OF_DATA: tuple[tuple[str, str], ...] = (
    (CONTENT_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
)

_OF_PARTS: tuple[tuple[str, str], ...] = (("X-Content-Type-Options", "nosniff"),)

_OF_DOCUMENTS: tuple[tuple[str, str], ...] = (
    # Within the site the address may be told: without it a browser sends the forms of mailed links as from nowhere.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        # First what the web client asks for: the compass, the screen that stays on, passkeys.
        "accelerometer=(self), geolocation=(self), gyroscope=(self), magnetometer=(self), screen-wake-lock=(self), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self), "
        "autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), "
        "fullscreen=(), gamepad=(), hid=(), idle-detection=(), local-fonts=(), microphone=(), midi=(), payment=(), "
        "picture-in-picture=(), serial=(), storage-access=(), sync-xhr=(), usb=(), xr-spatial-tracking=()",
    ),
)

_A_YEAR_S = 365 * 24 * 3600
_STRICT_TRANSPORT = ("Strict-Transport-Security", f"max-age={_A_YEAR_S}")
"""RFC 6797. Not for subdomains: they may be somebody else's."""

_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Names of this machine: a browser that is told so would refuse every other program on it without HTTPS."""


class SecurityHeaders:
    """A WSGI application that adds to `app`'s answers each header that they do not have."""

    def __init__(self, app: "WSGIApplication", *, https_only: bool) -> None:
        self._app = app
        self._https_only = https_only

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        stays_on_https = self._https_only and not _is_local(environ.get("HTTP_HOST", ""))
        everywhere = (*_ALWAYS, _STRICT_TRANSPORT) if stays_on_https else _ALWAYS

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            present = {name.lower(): value for name, value in headers}
            # On a phone's plan: a first visit loads some seventy parts, and a kilobyte with each is a tenth of it.
            is_part = present.get("content-type", "").startswith(_PARTS)
            is_data = "json" in present.get("content-type", "")
            wanted = (
                _OF_PARTS if is_part else _OF_DATA if is_data and not stays_on_https else (*everywhere, *_OF_DOCUMENTS)
            )
            missing = [(name, value) for name, value in wanted if name.lower() not in present]
            return start_response(status, [*headers, *missing], *error)

        return self._app(environ, start)


def _is_local(host: str) -> bool:
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name.lower() in _LOCAL_NAMES
