"""The parts that organisers' pages share: how one is answered, and who may see it."""

from flask import Response, render_template, request
from werkzeug.exceptions import Forbidden

from server.http.plumbing.roles import IsOrganiser
from server.http.plumbing.security_headers import CONTENT_POLICY, ORGANISER_POLICY


def organiser_page(html: str) -> Response:
    """Answers with a page that no cache keeps and that loads nothing of others."""
    answer = kept_nowhere(html, "text/html")
    answer.headers[CONTENT_POLICY] = ORGANISER_POLICY
    return answer


def kept_nowhere(content: str | bytes, mimetype: str) -> Response:
    """Answers with what no cache keeps."""
    answer = Response(content, mimetype=mimetype)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def turned_away(is_organiser: IsOrganiser) -> Response | None:
    """Returns None for an organiser, and a page that asks again for whoever follows a link out of a mail on the web.

    There the organiser's cookie, SameSite=Strict, stays at home; from a page of ours it comes. Raises Forbidden for
    everybody else.
    """
    if is_organiser():
        return None
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return organiser_page(render_template("from_outside.html"))
    raise Forbidden
