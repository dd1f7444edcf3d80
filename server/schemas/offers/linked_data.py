"""Offers as schema.org wants them in JSON-LD: a JobPosting, or an Event. Only what is known; nothing is made up.

What schema.org has no word for stands under names of our own (`jokajobs:kind`), so that whoever imports it again loses
nothing: server/adapters/feeds/job_posting.py does.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from html import escape
from typing import Any

import orjson

from game_rules.kinds import OfferKind
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.public import EndedOffer, PublicAddress, PublicOffer
from game_rules.territory.regions import region_of

LinkedData = dict[str, Any]

LEGAL_HOURS_PER_WEEK = Decimal(35)
"""Full time is the legal duration, part time whatever is below (Code du travail, L3121-27 and L3123-1)."""

_HOURS = re.compile(r"([0-9]{1,2})(?:[,.]([0-9]{1,2}))? ?h(?:eures?)?(?: ?/ ?| par )(?:sem\b\.?|semaine)")
_AMOUNT = r"([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?"
_PAY = re.compile(
    rf"{_AMOUNT}(?: ?€)?(?: (?:à|-|–) {_AMOUNT})?[ \u00a0\u202f]?€(?: bruts?)?"
    r"(?: par | ?/ ?)(heure|h|jour|semaine|mois|an)"
)
_UNITS = {"heure": "HOUR", "h": "HOUR", "jour": "DAY", "semaine": "WEEK", "mois": "MONTH", "an": "YEAR"}
_WITH_POSTCODE = re.compile(r"(.+?),? ([0-9]{5}) [^0-9]+")


def linked_data(offer: PublicOffer, *, base_url: str, zone: tzinfo, ended: EndedOffer | None = None) -> LinkedData:
    """The offer's JSON-LD for its page below `base_url`; `ended` tells how it ended, if it has."""
    describe = _event if offer.kind is OfferKind.EVENT else _posting
    data = describe(offer, base_url, zone, ended)
    return {"@context": ["https://schema.org", {"jokajobs": f"{base_url}/offres#"}], **data}


def script_text(data: LinkedData) -> str:
    """JSON that may stand inside `<script>`: whatever it says, it neither ends the element nor begins a comment."""
    text = orjson.dumps(data).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def page_url(base_url: str, offer: PublicOffer) -> str:
    """The address of the offer's page."""
    return f"{base_url}/offres/{offer.id}"


def description_html(text: str) -> str:
    """Plain text as the HTML that search engines want in a description."""
    return "<br>".join(escape(line, quote=False) for line in text.splitlines())


def _posting(offer: PublicOffer, base_url: str, zone: tzinfo, ended: EndedOffer | None) -> LinkedData:
    url = page_url(base_url, offer)
    return _known(
        {
            "@type": "JobPosting",
            "@id": f"{url}#offre",
            "url": url,
            "identifier": {"@type": "PropertyValue", "name": "Jokajobs", "value": str(offer.id)},
            "title": offer.title,
            "description": description_html(offer.description) if offer.description else None,
            "datePosted": _day(offer.published_at.astimezone(zone).date()) if offer.published_at else None,
            "dateModified": offer.changed_at.isoformat(timespec="seconds") if offer.changed_at else None,
            "validThrough": _valid_through(offer.expires_on, ended, zone),
            "totalJobOpenings": offer.openings if offer.openings and ended is None else None,
            "jobStartDate": _day(offer.starts_on),
            "employmentType": employment_types(offer),
            "workHours": offer.working_hours,
            "occupationalCategory": offer.rome_code,
            "baseSalary": _salary(offer.salary) if offer.salary else None,
            "hiringOrganization": _organisation(offer),
            "jobLocation": _place(offer),
            # Whoever is interested finds the offer on the map first; the page itself takes no applications.
            "directApply": False,
            "potentialAction": {"@type": "ApplyAction", "target": offer.apply_url} if offer.apply_url else None,
            "jokajobs:kind": offer.kind.value,
            "jokajobs:duration": offer.duration,
            "jokajobs:withoutDrivingLicence": offer.without_driving_licence,
        }
    )


def _event(offer: PublicOffer, base_url: str, zone: tzinfo, ended: EndedOffer | None) -> LinkedData:
    url, times = page_url(base_url, offer), offer.event
    is_off = ended is not None and ended.state is OfferState.WITHDRAWN
    return _known(
        {
            "@type": "Event",
            "@id": f"{url}#offre",
            "url": url,
            "identifier": {"@type": "PropertyValue", "name": "Jokajobs", "value": str(offer.id)},
            "name": offer.title,
            "description": description_html(offer.description) if offer.description else None,
            "startDate": times.starts_at.astimezone(zone).isoformat() if times else _day(offer.starts_on),
            "endDate": times.ends_at.astimezone(zone).isoformat() if times else None,
            "eventStatus": f"https://schema.org/{'EventCancelled' if is_off else 'EventScheduled'}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "maximumAttendeeCapacity": times.seats if times else None,
            "organizer": _organisation(offer),
            "location": _place(offer),
        }
    )


def _known(values: Mapping[str, Any]) -> LinkedData:
    return {name: value for name, value in values.items() if value is not None and value != []}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _valid_through(expires_on: date | None, ended: EndedOffer | None, zone: tzinfo) -> str | None:
    """The end of the last day, or the moment at which the offer ended, whichever came first."""
    ends = [ended.ended_at.astimezone(zone)] if ended else []
    if expires_on is not None:
        ends.append(datetime.combine(expires_on + timedelta(days=1), time(), zone) - timedelta(seconds=1))
    return min(ends).isoformat(timespec="seconds") if ends else None


def employment_types(offer: PublicOffer) -> list[str]:
    """Those of schema.org's words that the offer's own words leave no doubt about."""
    if offer.kind is OfferKind.INTERNSHIP:
        return ["INTERN"]
    if offer.kind is OfferKind.CIVIC_SERVICE:
        # A "volontariat" by law (Code du service national, L120-1).
        return ["VOLUNTEER"]
    if offer.kind is not OfferKind.JOB:
        return []
    found = []
    hours = (offer.working_hours or "").casefold()
    if weekly := _HOURS.search(hours):
        is_full = Decimal(f"{weekly[1]}.{weekly[2] or 0}") >= LEGAL_HOURS_PER_WEEK
        found.append("FULL_TIME" if is_full else "PART_TIME")
    elif "temps plein" in hours or "temps complet" in hours:
        found.append("FULL_TIME")
    elif "temps partiel" in hours:
        found.append("PART_TIME")
    if re.match(r"cdd\b|contrat à durée déterminée|intérim|saison", (offer.duration or "").casefold()):
        found.append("TEMPORARY")
    return found


def _salary(words: str) -> LinkedData:
    """The employer's words; with numbers where the words are nothing but an amount and its unit."""
    salary: LinkedData = {"@type": "MonetaryAmount", "description": words}
    if pay := _PAY.fullmatch(words):
        low, high = _number(pay[1], pay[2]), _number(pay[3], pay[4]) if pay[3] else None
        amounts = {"value": low} if high is None else {"minValue": low, "maxValue": high}
        salary |= {
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", **amounts, "unitText": _UNITS[pay[5]]},
        }
    return salary


def _number(whole: str, cents: str | None) -> float | int:
    digits = re.sub(r"\D", "", whole)
    return float(f"{digits}.{cents}") if cents else int(digits)


def _organisation(offer: PublicOffer) -> LinkedData:
    identifier = {"@type": "PropertyValue", "propertyID": "SIRET", "value": offer.siret} if offer.siret else None
    return _known({"@type": "Organization", "name": offer.organisation, "identifier": identifier})


def _place(offer: PublicOffer) -> LinkedData | None:
    if offer.commune_insee is None:
        return None
    insee = {"@type": "PropertyValue", "propertyID": "INSEE", "value": offer.commune_insee}
    return {
        "@type": "Place",
        "address": _known(
            {
                "@type": "PostalAddress",
                **_street(offer.address),
                "addressLocality": offer.commune_name,
                "addressRegion": region_of(offer.commune_insee),
                "addressCountry": "FR",
            }
        ),
        **_coordinates(offer.address),
        "containedInPlace": _known({"@type": "City", "name": offer.commune_name, "identifier": insee}),
    }


def _street(address: PublicAddress | None) -> LinkedData:
    if address is None or address.text is None:
        return {}
    written = _WITH_POSTCODE.fullmatch(address.text)
    return {"streetAddress": written[1], "postalCode": written[2]} if written else {"streetAddress": address.text}


def _coordinates(address: PublicAddress | None) -> LinkedData:
    if address is None:
        return {}
    position = address.position
    return {"geo": {"@type": "GeoCoordinates", "latitude": position.lat, "longitude": position.lon}}
