"""Public offers as files for other programs: Atom, sitemap, GeoJSON, CSV. They hold what the pages show, no more."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import orjson

from game_rules.geo import LatLon
from game_rules.offers.public import PublicOffer
from server.schemas.offers.linked_data import page_url

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not (XML 1.0, 2.2)."""

_FORMULA_SIGNS = "=+-@＝＋－＠"
"""A spreadsheet would calculate a cell that begins so (OWASP, "CSV injection")."""

_NEXT_CELL = re.compile(rf"([;\t\r\n])(?=[^\S\t\r\n]*[{re.escape(_FORMULA_SIGNS)}])")
"""Where the comma is the decimal sign, as in France, spreadsheets cut lines at semicolons or tabs, and know no quotes
inside a cell: another one begins after those."""

CSV_COLUMNS = (
    "id", "url", "kind", "title", "organisation", "is_demo", "commune_insee", "commune", "address", "rome_code",
    "salary", "working_hours", "duration", "openings", "starts_on", "expires_on", "published_at", "event_starts_at",
    "event_ends_at", "without_driving_licence", "wheelchair_accessible", "description",
)  # fmt: skip
"""Columns of the CSV and properties of the GeoJSON: fields of a PublicOffer, and what `_values` makes of others."""


def atom_feed(
    offers: Sequence[PublicOffer],
    *,
    base_url: str,
    title: str,
    updated_at: datetime,
    kind_words: Callable[[PublicOffer], str],
    links: Sequence[tuple[str, str]],
) -> bytes:
    """RFC 4287, newest first as given. `links` are further (rel, href) of the feed, such as its next page."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "fr"})
    _put(feed, "id", f"{base_url}/offres")
    _put(feed, "title", title)
    _put(feed, "updated", _moment(updated_at))
    for rel, href in links:
        SubElement(feed, "link", {"rel": rel, "href": href})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{base_url}/offres"})
    for offer in offers:
        entry = SubElement(feed, "entry")
        url = page_url(base_url, offer)
        _put(entry, "id", url)
        _put(entry, "title", offer.title)
        _put(entry, "updated", _moment(offer.changed_at or updated_at))
        if offer.published_at is not None:
            _put(entry, "published", _moment(offer.published_at))
        _put(SubElement(entry, "author"), "name", offer.organisation)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
        SubElement(entry, "category", {"term": offer.kind.value, "label": kind_words(offer)})
        if offer.is_demo:
            SubElement(entry, "category", {"term": "demo", "label": "Offre de démonstration"})
        _put(entry, "summary", offer.description or offer.title)
    return _document(feed)


def sitemap(pages: Iterable[tuple[str, datetime | None]]) -> bytes:
    """sitemaps.org 0.9: addresses, and when each last changed."""
    root = Element("urlset", {"xmlns": SITEMAP})
    for address, changed_at in pages:
        url = SubElement(root, "url")
        _put(url, "loc", address)
        if changed_at is not None:
            _put(url, "lastmod", _moment(changed_at))
    return _document(root)


def geojson(offers: Iterable[PublicOffer], *, base_url: str, centre_of: Callable[[str], LatLon | None]) -> bytes:
    """RFC 7946. An offer without a public address stands in the middle of its commune, and says so."""
    return orjson.dumps(
        {"type": "FeatureCollection", "features": [_feature(offer, base_url, centre_of) for offer in offers]}
    )


def _feature(offer: PublicOffer, base_url: str, centre_of: Callable[[str], LatLon | None]) -> dict[str, Any]:
    centre = centre_of(offer.commune_insee) if offer.commune_insee else None
    position = offer.address.position if offer.address else centre
    return {
        "type": "Feature",
        "id": str(offer.id),
        "geometry": {"type": "Point", "coordinates": [position.lon, position.lat]} if position else None,
        "properties": {
            "position_is": "public_address" if offer.address else "commune_centre" if position else "unknown",
            **{name: value for name, value in _values(offer, base_url).items() if name != "id"},
        },
    }


def offers_csv(offers: Iterable[PublicOffer], *, base_url: str) -> str:
    """RFC 4180 with a header line. Nothing begins a formula: where something would, an apostrophe stands before it."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    for offer in offers:
        values = _values(offer, base_url)
        writer.writerow([_cell(values[name]) for name in CSV_COLUMNS])
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    words = text.lstrip()
    starts_a_formula = words.startswith(tuple(_FORMULA_SIGNS)) or text.startswith(("\t", "\r", "\n"))
    before = text[: len(text) - len(words)]
    mark = "'" if starts_a_formula else ""
    return mark + before + _NEXT_CELL.sub(r"\1'", words)


def _values(offer: PublicOffer, base_url: str) -> dict[str, Any]:
    event = offer.event
    own = {
        "id": str(offer.id),
        "url": page_url(base_url, offer),
        "commune": offer.commune_name,
        "address": offer.address.text if offer.address else None,
        "published_at": _moment(offer.published_at) if offer.published_at else None,
        "event_starts_at": _moment(event.starts_at) if event else None,
        "event_ends_at": _moment(event.ends_at) if event else None,
    }
    return {name: own[name] if name in own else _plain(getattr(offer, name)) for name in CSV_COLUMNS}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NOT_IN_XML.sub(" ", text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document
