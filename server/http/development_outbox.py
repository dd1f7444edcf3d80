"""/dev/outbox: the mails that a machine without an SMTP server keeps, for whoever sits at that machine."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from server.development import OUTBOX_PATH, is_loopback
from server.http.plumbing.roles import IsOrganiser
from server.http.plumbing.security_headers import CONTENT_POLICY, PAGE_POLICY
from server.services.app_context import AppContext
from server.services.notifications.read_outbox import newest_mails

_FORWARDED = (
    *("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"),
    *("CF-Connecting-IP", "True-Client-IP"),
)
"""Headers that proxies add."""


def development_outbox_blueprint(app: AppContext, is_organiser: IsOrganiser) -> Blueprint:
    """Register it only where `is_for_development`: mails hold codes that open accounts.

    A proxy that forwards bytes looks like this machine; so the organiser's session is asked for, too.
    """
    pages = Blueprint("development", __name__)

    @pages.get(OUTBOX_PATH)
    def read_outbox() -> Response:
        if not _comes_from_this_machine() or not is_organiser():
            raise NotFound
        page = Response(render_template("outbox.html", mails=newest_mails(app.context())))
        page.headers["Cache-Control"] = "no-store"
        page.headers[CONTENT_POLICY] = PAGE_POLICY
        return page

    return pages


def _comes_from_this_machine() -> bool:
    """Tells whether sender and addressee are this machine, with nobody in between.

    A proxy here would make everybody a local sender, and a foreign name that resolves to 127.0.0.1 would let a web page
    read along.
    """
    if any(name in request.headers for name in _FORWARDED):
        return False
    return is_loopback(request.remote_addr or "") and is_loopback(urlsplit(f"//{request.host}").hostname or "")
