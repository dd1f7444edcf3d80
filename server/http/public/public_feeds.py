"""Public offers for other programs: Atom, GeoJSON, CSV, calendar files, sitemap, robots.txt."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from game_rules.geo import LatLon
from game_rules.offers.limits import PUBLIC_OFFERS_PER_FILE, PUBLIC_OFFERS_PER_PAGE, SITEMAP_MAX_PAGES
from game_rules.offers.public import PublicOffer
from server.http.public.public_pages import conditional, list_page, newest_change
from server.schemas.offers.linked_data import page_url
from server.schemas.offers.public_feeds import atom_feed, geojson, offers_csv, sitemap
from server.services.app_context import AppContext
from server.services.public.offers import OffersPage, calendar_file, list_public_offers, read_public_offer
from server.texts.public import KINDS

_AN_HOUR_S, _FIVE_MINUTES_S = 3600, 300


def public_feeds_blueprint(app: AppContext) -> Blueprint:
    """The files; not part of the API."""
    pages = Blueprint("public_feeds", __name__)
    base_url = app.links.base

    @pages.get("/offres/<uuid:offer_id>.ics")
    def read_event(offer_id: UUID) -> Response:
        context = app.context()
        found = read_public_offer(context, offer_id)
        if not isinstance(found, PublicOffer):
            raise NotFound
        file = calendar_file(context, found, page_url(base_url, found))
        answer = _file(file.text, file.media_type, [found])
        answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return answer

    @pages.get("/offres.atom")
    def read_atom() -> Response:
        campaign, page = app.campaign, list_page(app, PUBLIC_OFFERS_PER_PAGE)
        if campaign is None:
            raise NotFound
        address = f"{base_url}/offres.atom"
        links = [("self", _at_page(address, page.number))]
        links += [("previous", _at_page(address, page.number - 1))] if page.number > 1 else []
        links += [("next", _at_page(address, page.number + 1))] if page.has_next else []
        began = datetime.combine(campaign.record.starts_on, time(), campaign.zone)
        feed = atom_feed(
            page.offers,
            base_url=base_url,
            title=f"Offres – {campaign.record.name}",
            updated_at=newest_change(page.offers) or began,
            kind_words=lambda offer: KINDS[offer.kind],
            links=links,
        )
        return _file(feed, "application/atom+xml; charset=utf-8", page.offers)

    @pages.get("/offres.geojson")
    def read_geojson() -> Response:
        campaign, page = app.campaign, list_page(app, PUBLIC_OFFERS_PER_FILE)
        centres: dict[str, LatLon] = {one.insee: one.centre for one in campaign.communes} if campaign else {}
        file = geojson(page.offers, base_url=base_url, centre_of=centres.get)
        return _linked(_file(file, "application/geo+json", page.offers), page)

    @pages.get("/offres.csv")
    def read_csv() -> Response:
        page = list_page(app, PUBLIC_OFFERS_PER_FILE)
        text = offers_csv(page.offers, base_url=base_url)
        return _linked(_file(text, "text/csv; charset=utf-8; header=present", page.offers), page)

    @pages.get("/sitemap.xml")
    def read_sitemap() -> Response:
        page = list_public_offers(app.context(), page=1, per_page=SITEMAP_MAX_PAGES - 1)
        # Demo offers are invented: nobody shall find them by a search.
        real = [offer for offer in page.offers if not offer.is_demo]
        entries = [(f"{base_url}/offres", newest_change(page.offers))]
        entries += [(page_url(base_url, offer), offer.changed_at) for offer in real]
        return _file(sitemap(entries), "application/xml", page.offers)

    @pages.get("/robots.txt")
    def read_robots() -> Response:
        answer = Response(render_template("public/robots.txt", base_url=base_url), mimetype="text/plain")
        answer.headers["Cache-Control"] = f"public, max-age={_AN_HOUR_S}"
        return answer

    return pages


def _at_page(address: str, number: int) -> str:
    return address if number == 1 else f"{address}?page={number}"


def _file(content: str | bytes, media_type: str, offers: Sequence[PublicOffer]) -> Response:
    answer = Response(content, content_type=media_type)
    answer.headers["Cache-Control"] = f"public, max-age={_FIVE_MINUTES_S}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return conditional(answer, offers)


def _linked(answer: Response, page: OffersPage) -> Response:
    """Tells programs where the rest is (RFC 8288)."""
    if page.has_next:
        answer.headers["Link"] = f'<{request.path}?page={page.number + 1}>; rel="next"'
    return answer
