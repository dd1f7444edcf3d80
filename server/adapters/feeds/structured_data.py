"""Structured data of web pages (JSON-LD, microdata, RDFa) as plain schema.org objects, found wherever they stand."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from lxml.etree import ParserError
from lxml.html import fromstring

NESTING_MAX = 40
"""Deeper is nobody's page."""

_SCHEMA_ORG = ("https://schema.org/", "http://schema.org/", "schema:")

logging.getLogger("pyRdfa").setLevel(logging.ERROR)


class Broken:
    """A block of structured data that cannot be read."""


def objects_of_type(wanted: str, text: str, base_url: str) -> Iterator[dict[str, Any] | Broken]:
    """The objects of schema.org type `wanted` in `text`, an HTML page or JSON; references by @id are followed."""
    for block in _blocks(text, base_url):
        if isinstance(block, Broken):
            yield block
            continue
        plain = _plain(block, 0)
        by_id = {one["@id"]: one for one in _all_objects(plain, 0) if isinstance(one.get("@id"), str) and len(one) > 1}
        for one in _all_objects(plain, 0):
            if wanted in _types(one):
                yield {name: _resolved(value, by_id, 0) for name, value in one.items()}


def _blocks(text: str, base_url: str) -> Iterator[Any]:
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        try:
            yield json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            yield Broken()
        return
    # It brings RDF and microformats along, an eighth of a worker's start: few operators have such pages read.
    import extruct  # noqa: PLC0415
    from extruct.jsonld import JsonLdExtractor  # noqa: PLC0415

    try:
        page = fromstring(text.encode(), base_url=base_url)
    except ParserError:
        return
    for script in page.xpath('//script[@type="application/ld+json"]'):
        try:
            # One by one: a broken block must not hide the others.
            yield JsonLdExtractor().extract_items(script)
        except (ValueError, RecursionError):
            yield Broken()
    found = extruct.extract(
        text, base_url=base_url, syntaxes=["microdata", "rdfa"], uniform=False, errors="ignore", with_og_array=False
    )
    yield from (found.get("microdata", []), found.get("rdfa", []))


def _plain(value: Any, depth: int) -> Any:
    """The three syntaxes in one form: bare names, `@type`, values without wrapping."""
    if depth > NESTING_MAX:
        return None
    if isinstance(value, list):
        items = [_plain(one, depth + 1) for one in value]
        return items[0] if len(items) == 1 and depth else items
    if not isinstance(value, dict):
        return value
    if set(value) <= {"@value", "@language", "@type"} and "@value" in value:
        return _plain(value["@value"], depth + 1)
    plain = {_bare(str(name)): _plain(one, depth + 1) for name, one in value.items()}
    if isinstance(plain.get("properties"), dict):
        # Microdata: {"type": …, "properties": {…}}
        plain = {"@type": plain.get("type"), "@id": plain.get("id"), **plain["properties"]}
    return plain


def _bare(name: str) -> str:
    return next((name.removeprefix(one) for one in _SCHEMA_ORG if name.startswith(one)), name)


def _types(one: dict[str, Any]) -> set[str]:
    types = one.get("@type")
    return {_bare(name) for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)}


def _all_objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > NESTING_MAX:
        return
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _all_objects(one, depth + 1)


def _resolved(value: Any, by_id: dict[str, dict[str, Any]], depth: int) -> Any:
    if depth > NESTING_MAX // 4:
        # Objects may refer to each other in circles.
        return None
    if isinstance(value, list):
        return [_resolved(one, by_id, depth + 1) for one in value]
    if isinstance(value, dict):
        known = by_id.get(value["@id"]) if set(value) == {"@id"} and isinstance(value["@id"], str) else None
        return {name: _resolved(one, by_id, depth + 1) for name, one in (known or value).items()}
    return value
