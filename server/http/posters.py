"""Posters: printed by an offer's organisation, scanned by whoever stands before them."""

from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from flask import Blueprint, Response, redirect
from flask_openapi3 import Tag
from gevent.threadpool import ThreadPool
from werkzeug.wrappers import Response as AnyResponse

from game_rules.refusals import Refused
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import OfferPath
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import account_context, current_player, player_context
from server.http.public.public_pages import page_answer, stylesheet_url
from server.realtime.publisher import Publisher
from server.schemas.offers.posters import PosterScanIn, PosterScanOut
from server.schemas.play import OfferOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.play.scan_poster import scan_poster
from server.services.ports import PosterPrinter
from server.services.public.posters import check_poster, poster_of, restore_poster, revoke_poster

_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
}
_PDF, _PNG = "application/pdf", "image/png"


def _file_of(media_type: str) -> Responses:
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {HTTPStatus.OK: {"content": {media_type: schema}}, **_PROBLEMS, HTTPStatus.TOO_MANY_REQUESTS: Problem}


def posters_blueprint(
    app: AppContext, publisher: Publisher, printer: PosterPrinter, rate_limits: RateLimits
) -> ApiBlueprint:
    """Making, revoking and scanning."""
    api = ApiBlueprint("posters", __name__, url_prefix="/api", abp_tags=[Tag(name="posters")])
    # Drawing takes a third of a second, in which nobody's fixes would be answered; and PDFium does one page at a time.
    drawing = ThreadPool(1)

    @api.get("/employer/offers/<uuid:offer_id>/poster.pdf", responses=_file_of(_PDF))
    def read_poster_pdf(path: OfferPath) -> Response:
        """A4, for the shop window. The poster is made when there is none."""
        return poster_file(path.offer_id, _PDF)

    @api.get("/employer/offers/<uuid:offer_id>/poster.png", responses=_file_of(_PNG))
    def read_poster_png(path: OfferPath) -> Response:
        """The same as a picture."""
        return poster_file(path.offer_id, _PNG)

    def poster_file(offer_id: UUID, media_type: str) -> Response:
        context = account_context(app)
        sheet = poster_of(context, offer_id)
        rate_limits.count_poster()
        is_pdf = media_type == _PDF
        drawn = drawing.apply(printer.pdf if is_pdf else printer.png, (sheet,))
        answer = Response(drawn, content_type=media_type)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Content-Disposition"] = f'inline; filename="affiche.{"pdf" if is_pdf else "png"}"'
        return answer

    @api.post("/employer/offers/<uuid:offer_id>/poster/revoke", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def revoke(path: OfferPath) -> Response:
        """The code of the posters that hang now opens nothing any more. The next file has a new one."""
        revoke_poster(account_context(app), path.offer_id)
        return Response(status=HTTPStatus.NO_CONTENT)

    @api.post("/employer/offers/<uuid:offer_id>/poster/restore", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def restore(path: OfferPath) -> Response:
        """Undo that, for ten minutes, while no other poster was made: the posters that hang work again."""
        restore_poster(account_context(app), path.offer_id)
        return Response(status=HTTPStatus.NO_CONTENT)

    @api.post("/posters/scan", responses={HTTPStatus.OK: PosterScanOut, **_PROBLEMS, HTTPStatus.GONE: Problem})
    def scan(body: PosterScanIn) -> Response:
        """Scan a poster: a visit for whoever stands there, once. The position is judged and forgotten."""
        player = current_player(app)
        scanned = scan_poster(player_context(app), body.token, body.fix.to_fix() if body.fix else None)
        publisher.publish(player.id, scanned.events)
        return json_answer(PosterScanOut(result=scanned.result, offer=OfferOut.of(scanned.found)))

    return api


def poster_links_blueprint(app: AppContext, *, public_folder: Path) -> Blueprint:
    """The address in a poster's code."""
    pages = Blueprint("poster_links", __name__)
    stylesheet = stylesheet_url(public_folder)

    @pages.get("/p/<token>")
    def open_poster(token: str) -> AnyResponse:
        try:
            check_poster(app.context(), token)
        except Refused:
            answer: AnyResponse = page_answer(
                "public/ended.html",
                HTTPStatus.GONE,
                headline="Cette affiche ne sert plus",
                words="L’employeur l’a remplacée ou retirée. Les autres offres du quartier sont toujours là.",
                stylesheet=stylesheet,
            )
        else:
            # Behind the #, so that it is in no log of whoever the page asks next.
            answer = redirect(f"/#poster={token}")
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return pages
