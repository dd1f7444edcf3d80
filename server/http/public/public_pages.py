"""/offres: what everybody may read of offers, as pages without a script."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import cache, partial
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from game_rules.offers.lifecycle import OfferState
from game_rules.offers.limits import PUBLIC_OFFERS_PER_PAGE
from game_rules.offers.public import EndedOffer, PublicOffer
from game_rules.refusals import Refused
from game_rules.web_addresses import web_address
from server.http.plumbing.security_headers import CONTENT_POLICY, PAGE_POLICY
from server.schemas.offers.linked_data import linked_data, page_url, script_text
from server.services.app_context import AppContext
from server.services.public.offers import ElsewhereOffer, OffersPage, list_public_offers, read_public_offer
from server.texts.public import KINDS, WAYS, facts, hours_words, in_town, summary

_A_DAY_S = 24 * 3600
_MAX_PAGE = 100_000

_ENDED = {
    OfferState.FILLED: ("Cette offre est pourvue", "Quelqu’un a été choisi. Bonne nouvelle : il y en a d’autres."),
    OfferState.EXPIRED: ("Cette offre est terminée", "Sa date est passée. D’autres t’attendent."),
    OfferState.WITHDRAWN: ("Cette offre a été retirée", "Elle n’est plus proposée. D’autres t’attendent."),
}
_NO_OFFER = (
    "Il n’y a pas d’offre ici",
    "L’adresse est peut-être incomplète, ou l’offre n’est pas publiée en ce moment.",
)


def page_answer(template: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Response:
    """A page of ours for everybody: it loads nothing from elsewhere, runs nothing, and stands in nobody's frame."""
    page = Response(render_template(template, **values), status=status, mimetype="text/html")
    page.headers[CONTENT_POLICY] = PAGE_POLICY
    page.headers["Referrer-Policy"] = "no-referrer"
    # Kept, and asked about each time: what is filled is gone at once.
    page.headers["Cache-Control"] = "no-cache"
    return page


def public_file_url(public_folder: Path, name: str) -> str:
    """Returns an address that changes with the file, so that it may be kept for long."""
    return f"/public/{name}?v={sha256((public_folder / name).read_bytes()).hexdigest()[:12]}"


def stylesheet_url(public_folder: Path) -> str:
    """Returns the address of the public pages' style."""
    return public_file_url(public_folder, "pages.css")


def list_page(app: AppContext, per_page: int) -> OffersPage:
    """The page that the request asks for with `?page=`. Raises NotFound for one that is not there."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= _MAX_PAGE):
        raise NotFound
    page = list_public_offers(app.context(), page=int(text), per_page=per_page)
    if page.number > 1 and not page.offers:
        raise NotFound
    return page


def newest_change(offers: Sequence[PublicOffer]) -> datetime | None:
    """Returns when one of `offers` was last changed."""
    return max((offer.changed_at for offer in offers if offer.changed_at), default=None)


def conditional(answer: Response, offers: Sequence[PublicOffer]) -> Response:
    """The answer, or 304 where the client has it; it is made of `offers`."""
    answer.add_etag()
    answer.last_modified = newest_change(offers)
    answer.make_conditional(request)
    return answer


def public_pages_blueprint(app: AppContext, *, public_folder: Path) -> Blueprint:
    """The pages, with their style and fonts; not part of the API."""
    pages = Blueprint("public_pages", __name__)
    base_url, stylesheet = app.links.base, stylesheet_url(public_folder)
    pages.add_app_template_filter(in_town)
    pages.add_app_template_filter(web_address)
    pages.add_app_template_global(cache(partial(public_file_url, public_folder)), "public_url")

    @pages.get("/public/<path:name>")
    def read_public_file(name: str) -> Response:
        return send_from_directory(public_folder, name, conditional=True, max_age=_A_DAY_S)

    @pages.get("/offres")
    def list_offers() -> Response:
        page = list_page(app, PUBLIC_OFFERS_PER_PAGE)
        answer = page_answer("public/offers.html", page=page, kinds=KINDS, base_url=base_url, stylesheet=stylesheet)
        return conditional(answer, page.offers)

    @pages.get("/offres/<uuid:offer_id>")
    def read_offer(offer_id: UUID) -> AnyResponse:
        campaign = app.campaign
        try:
            found = read_public_offer(app.context(), offer_id)
        except Refused:
            headline, words = _NO_OFFER
            return page_answer(
                "public/ended.html", HTTPStatus.NOT_FOUND, headline=headline, words=words, stylesheet=stylesheet
            )
        assert campaign is not None  # noqa: S101 - without one nothing is found
        if isinstance(found, ElsewhereOffer):
            return redirect(found.url)
        if isinstance(found, EndedOffer):
            return _ended_page(found, campaign.zone, base_url, stylesheet)
        answer = page_answer(
            "public/offer.html",
            offer=found,
            kind=KINDS[found.kind],
            ways=[words for way, words in WAYS.items() if way in found.ways_to_meet],
            facts=facts(found, campaign.zone),
            hours=hours_words(found.address.visiting_hours) if found.address else [],
            summary=summary(found),
            linked_data=script_text(linked_data(found, base_url=base_url, zone=campaign.zone)),
            url=page_url(base_url, found),
            base_url=base_url,
            stylesheet=stylesheet,
        )
        if found.is_demo:
            answer.headers["X-Robots-Tag"] = "noindex"
        return conditional(answer, [found])

    return pages


def _ended_page(ended: EndedOffer, zone: tzinfo, base_url: str, stylesheet: str) -> Response:
    headline, words = _ENDED[ended.state]
    # Where its door was, nobody needs to know any more.
    offer = replace(ended.offer, address=None, siret=None) if ended.may_be_told else None
    data = linked_data(offer, base_url=base_url, zone=zone, ended=ended) if offer else None
    return page_answer(
        "public/ended.html",
        HTTPStatus.GONE,
        headline=headline,
        words=words,
        offer=offer,
        linked_data=script_text(data) if data else None,
        stylesheet=stylesheet,
    )
