"""schema.org's JobPosting as web pages write it: texts where numbers belong, lists where one belongs, much left out."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from game_rules.feeds import FeedOffer, FeedRow, Provenance, RejectedRow, Rejection, in_commune
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind
from game_rules.offers.limits import FEED_OFFER_DAYS, OFFER_TEXT_MAX_CHARS, OFFER_TITLE_MAX_CHARS
from game_rules.offers.offer import OfferSource
from game_rules.territory.communes import Town, department_of, folded_name
from server.adapters.feeds.outside_text import one_line, openings_of, plain_text, plain_value, siret_of
from server.adapters.feeds.pay_words import amounts_in_words, is_amount
from server.adapters.feeds.structured_data import Broken, objects_of_type
from server.adapters.feeds.web_urls import web_url

_ZONE = ZoneInfo("Europe/Paris")
_DROPPED = frozenset(
    {"applicationContact", "contactPoint", "email", "telephone", "faxNumber", "logo", "image", "photo"}
)
"""People's contact data, and pictures on servers that would see who looks; dropped wherever they stand."""

_PER = {"hour": "par heure", "day": "par jour", "week": "par semaine", "month": "par mois", "year": "par an"}
_FRANCE = {"fr", "fra", "france"}
_INSEE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")
_MOMENT: TypeAdapter[datetime | date] = TypeAdapter(datetime | date)


def _first(value: Any) -> Any:
    return _first(value[0]) if isinstance(value, list) and value else None if isinstance(value, list) else value


def _named(value: Any) -> Any:
    """A text, or what an object is called: a country is `FR`, or `{"@type": "Country", "name": "France"}`."""
    value = _first(value)
    if isinstance(value, dict):
        value = _first(value.get("name") or value.get("value") or value.get("@value"))
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def _line(value: Any) -> str | None:
    named = _named(value)
    return one_line(named) if named else None


def _number_of(value: Any) -> str | None:
    """An identifier: a text, a number, or a PropertyValue, whose name says only whose number it is."""
    value = _first(value)
    return _line(value.get("value") if isinstance(value, dict) else value)


def _long_text(value: Any) -> str | None:
    named = _named(value)
    return plain_text(named) if named else None


def _siret(value: Any) -> str | None:
    """An organisation's SIRET, by name or in ISO 6523's list of registers, where it is number 9."""
    organisation = _first(value)
    if not isinstance(organisation, dict):
        return None
    number = _first(organisation.get("identifier"))
    if isinstance(number, dict) and _named(number.get("propertyID")) == "SIRET":
        return siret_of(_named(number.get("value")))
    register, _, code = (_named(organisation.get("iso6523Code")) or "").partition(":")
    return siret_of(code) if register == "0009" else None


def _object(value: Any) -> Any:
    value = _first(value)
    return value if isinstance(value, dict) else {}


def _lines(value: Any) -> list[str]:
    named = (_line(one) for one in (value if isinstance(value, list) else [value]))
    return [one for one in named if one]


def _moment(value: Any) -> datetime | None:
    """An aware moment; a day alone is its midnight. Raises ValueError for what is no date."""
    if (text := _named(value)) is None:
        return None
    moment = _MOMENT.validate_python(text.strip())
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=_ZONE)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


Line = Annotated[str | None, BeforeValidator(_line)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Geo(_Wire):
    latitude: Line = None
    longitude: Line = None


class _Numbered(_Wire):
    whose: Line = Field(default=None, validation_alias="propertyID")
    value: Line = None


class _PostalAddress(_Wire):
    town: Line = Field(default=None, validation_alias="addressLocality")
    postcode: Line = Field(default=None, validation_alias="postalCode")
    country: Line = Field(default=None, validation_alias="addressCountry")


class _City(_Wire):
    name: Line = None
    number: Annotated[_Numbered, BeforeValidator(_object)] = Field(default=_Numbered(), validation_alias="identifier")

    @property
    def insee(self) -> str | None:
        """The commune's INSEE code, where the page gives it as such."""
        code = self.number.value or ""
        return code if self.number.whose == "INSEE" and _INSEE.fullmatch(code) else None


class _Place(_Wire):
    address: Annotated[_PostalAddress, BeforeValidator(_object)] = _PostalAddress()
    geo: Annotated[_Geo, BeforeValidator(_object)] = _Geo()
    city: Annotated[_City, BeforeValidator(_object)] = Field(default=_City(), validation_alias="containedInPlace")


class _Action(_Wire):
    type: Line = Field(default=None, validation_alias="@type")
    target: Line = None


class _JobPosting(_Wire):
    """The fields that an offer is made of; everything else goes into `details`."""

    id: Line = Field(default=None, validation_alias="@id")
    identifier: Annotated[str | None, BeforeValidator(_number_of)] = None
    url: Line = None
    title: Line = None
    name: Line = None
    description: Annotated[str | None, BeforeValidator(_long_text)] = None
    employer: Line = Field(default=None, validation_alias="hiringOrganization")
    siret: Annotated[str | None, BeforeValidator(_siret)] = Field(default=None, validation_alias="hiringOrganization")
    posted_at: Moment = Field(default=None, validation_alias="datePosted")
    updated_at: Moment = Field(default=None, validation_alias="dateModified")
    valid_through: Moment = Field(default=None, validation_alias="validThrough")
    starts_at: Moment = Field(default=None, validation_alias="jobStartDate")
    types: Annotated[list[str], BeforeValidator(_lines)] = Field(default=[], validation_alias="employmentType")
    hours: Line = Field(default=None, validation_alias="workHours")
    openings: Annotated[int | None, BeforeValidator(openings_of)] = Field(
        default=None, validation_alias="totalJobOpenings"
    )
    category: Line = Field(default=None, validation_alias="occupationalCategory")
    place: Annotated[_Place, BeforeValidator(_object)] = Field(default=_Place(), validation_alias="jobLocation")
    action: Annotated[_Action, BeforeValidator(_object)] = Field(default=_Action(), validation_alias="potentialAction")
    # Words of our own, for what schema.org has none: see server/schemas/offers/linked_data.py.
    own_kind: OfferKind | None = Field(default=None, validation_alias="jokajobs:kind")
    own_duration: Line = Field(default=None, validation_alias="jokajobs:duration")
    without_driving_licence: bool | None = Field(default=None, validation_alias="jokajobs:withoutDrivingLicence")


def job_postings(text: str, base_url: str) -> Iterator[FeedRow]:
    """One row for each posting in `text`, an HTML page or JSON, in order; `base_url` is where it was found."""
    for number, found in enumerate(objects_of_type("JobPosting", text, base_url), start=1):
        if isinstance(found, Broken):
            yield RejectedRow(number, None, Rejection.NOT_AN_OFFER, "broken JSON")
            continue
        try:
            posting = _JobPosting.model_validate(found)
            yield _feed_row(number, posting, found, base_url)
        except ValidationError as error:
            fields = sorted({".".join(map(str, one["loc"])) for one in error.errors()})
            yield RejectedRow(number, None, Rejection.WRONG_VALUE, ", ".join(fields))
        except OverflowError:
            yield RejectedRow(number, None, Rejection.WRONG_VALUE, "datePosted")


def _feed_row(number: int, posting: _JobPosting, found: Mapping[str, Any], base_url: str) -> FeedRow:
    title, employer = posting.title or posting.name, posting.employer
    kind = posting.own_kind or _kind(posting.types)
    if title is None or employer is None or posting.posted_at is None or kind is None:
        missing = (
            (title, Rejection.TITLE_MISSING, "title"),
            (employer, Rejection.EMPLOYER_MISSING, "hiringOrganization"),
            (posting.posted_at, Rejection.DATE_MISSING, "datePosted"),
            (kind, Rejection.KIND_UNKNOWN, "employmentType"),
        )
        reason, field = next((reason, field) for value, reason, field in missing if value is None)
        return RejectedRow(number, posting.identifier, reason, field)
    details = plain_value(_without_dropped(found))
    texts = {"title": (title, OFFER_TITLE_MAX_CHARS), "hiringOrganization": (employer, OFFER_TITLE_MAX_CHARS),
             "description": (posting.description or "", OFFER_TEXT_MAX_CHARS),
             "all together": (str(details), 4 * OFFER_TEXT_MAX_CHARS)}  # fmt: skip
    if too_long := next((name for name, (value, most) in texts.items() if len(value) > most), None):
        return RejectedRow(number, posting.identifier, Rejection.TOO_LONG, too_long)
    last_moment = posting.valid_through or posting.posted_at + timedelta(days=FEED_OFFER_DAYS)
    return FeedOffer(
        row=number,
        provenance=Provenance(
            source=OfferSource.JOB_POSTING,
            source_id=_source_id(posting, title, employer),
            source_name=_site(posting.url) or _site(base_url) or employer,
            url=web_url(posting.url),
            created_at=posting.posted_at,
            updated_at=posting.updated_at or posting.posted_at,
            details=details if isinstance(details, dict) else {},
        ),
        kind=kind,
        title=title,
        organisation=employer,
        siret=posting.siret,
        where=in_commune(posting.place.city.insee, _position(posting.place.geo)),
        town=_town(posting.place.address),
        expires_on=last_moment.astimezone(_ZONE).date(),
        description=posting.description,
        rome_code=posting.category if posting.category and _is_rome(posting.category) else None,
        salary=_salary(found),
        working_hours=posting.hours,
        duration=posting.own_duration if posting.own_kind else ", ".join(posting.types) or None,
        openings=posting.openings,
        starts_on=posting.starts_at.astimezone(_ZONE).date() if posting.starts_at else None,
        without_driving_licence=posting.without_driving_licence,
        apply_url=_apply_url(posting),
    )


def _apply_url(posting: _JobPosting) -> str | None:
    target = posting.action.target if posting.action.type == "ApplyAction" else None
    return web_url(target) or web_url(posting.url)


def _source_id(posting: _JobPosting, title: str, employer: str) -> str:
    """The posting's address, else its number at its employer, else a digest of what it says first."""
    for address in (posting.url, posting.id):
        if web_url(address):
            return str(address)
    if posting.identifier:
        return f"{employer}/{posting.identifier}"
    said = f"{employer}/{title}/{posting.place.address.town}/{posting.posted_at}"
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _site(url: str | None) -> str | None:
    return urlsplit(url).hostname if url and web_url(url) else None


def _kind(types: list[str]) -> OfferKind | None:
    """None for what is no work: volunteering."""
    words = {word for one in types for word in folded_name(one).split()}
    if words & {"apprenticeship", "apprentice", "apprentissage", "alternance"}:
        return OfferKind.APPRENTICESHIP
    if words & {"intern", "internship", "stage"}:
        return OfferKind.INTERNSHIP
    return None if words and words <= {"volunteer", "benevole", "benevolat"} else OfferKind.JOB


def _position(geo: _Geo) -> LatLon | None:
    try:
        lat, lon = (float((text or "").replace(",", ".")) for text in (geo.latitude, geo.longitude))
    except ValueError:
        return None
    return LatLon(lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0) else None


def _town(address: _PostalAddress) -> Town | None:
    if address.town is None or address.postcode is None or (address.country or "fr").casefold() not in _FRANCE:
        return None
    return Town(address.town, department_of(address.postcode))


def _is_rome(code: str) -> bool:
    return len(code) == 5 and "A" <= code[0] <= "N" and code[1:].isdecimal() and code.isascii()


def _salary(found: Mapping[str, Any]) -> str | None:
    """In words, the page's own where it has some; a number without a unit stays without one."""
    pay = _first(found.get("baseSalary"))
    if pay is None:
        return None
    if isinstance(pay, dict) and (words := _line(pay.get("description"))):
        return words
    amount = _first(pay.get("value")) if isinstance(pay, dict) else pay
    currency = _line(pay.get("currency")) if isinstance(pay, dict) else None
    currency = currency or _line(found.get("salaryCurrency")) or ""
    value = amount if isinstance(amount, dict) else {"value": amount}
    low = _decimal(value.get("minValue", value.get("value")))
    high = _decimal(value.get("maxValue", value.get("value")))
    if low is None and high is None:
        return _line(amount)
    unit = (_line(value.get("unitText")) or "").casefold()
    said = amounts_in_words(low or high or Decimal(), high or low or Decimal(), "€" if currency == "EUR" else currency)
    return " ".join(f"{said} {_PER.get(unit, unit)}".split(" ")).strip() or None


def _decimal(value: Any) -> Decimal | None:
    text = _named(value)
    try:
        number = Decimal("".join((text or "").split()).replace(",", "."))
    except InvalidOperation:
        return None
    return number if is_amount(number) else None


def _without_dropped(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_dropped(one) for one in value]
    if isinstance(value, dict):
        return {name: _without_dropped(one) for name, one in value.items() if name not in _DROPPED}
    return value
