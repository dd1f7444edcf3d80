"""Missions of the API Engagement (api-engagement.beta.gouv.fr) as its search answers them: civic service only.

What becomes of each documented field stands here, as for France Travail: in an offer, in `details`, or dropped.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, BinaryIO
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from game_rules.feeds import FeedOffer, FeedRow, Provenance, RejectedRow, Rejection, in_commune
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind
from game_rules.offers.limits import FEED_OFFER_DAYS, OFFER_TEXT_MAX_CHARS, OFFER_TITLE_MAX_CHARS
from game_rules.offers.offer import OfferSource
from game_rules.organisations.organisation import OrganisationKind
from game_rules.territory.communes import Town, department_of, folded_name
from server.adapters.feeds.json_stream import items_of
from server.adapters.feeds.outside_text import one_line, openings_of, plain_text, plain_value, siret_of
from server.adapters.feeds.pay_words import amounts_in_words, is_amount
from server.adapters.feeds.web_urls import web_url

PUBLISHER = "API Engagement"

CIVIC_SERVICE = "volontariat_service_civique"
"""The only type that becomes an offer: the others are volunteering beside work."""

IN_OFFER = frozenset({
    "id", "_id", "title", "description", "applicationUrl", "startAt", "postedAt", "createdAt", "updatedAt",
    "organizationName", "publisherName", "schedule",
})  # fmt: skip
"""Documented fields that an offer holds."""

IN_DETAILS = frozenset({
    "clientId", "publisherId", "publisherUrl", "type", "domain", "activities", "activity", "tags", "audience",
    "requirements", "softSkills", "romeSkills", "remote", "endAt", "duration", "places", "compensationAmount",
    "compensationUnit", "compensationType", "openToMinors", "reducedMobilityAccessible", "closeToTransport",
    "addresses", "address", "postalCode", "city", "departmentCode", "departmentName", "region", "country", "location",
    "organizationClientId", "organizationDescription", "organizationUrl", "organizationType", "organizationRNA",
    "organizationSiren", "organizationSiret", "organizationPostCode", "organizationCity",
    "organizationStatusJuridique", "organizationBeneficiaries", "organizationActions", "organizationReseaux",
})  # fmt: skip
"""Documented fields that are kept as they came."""

DROPPED: Mapping[str, str] = MappingProxyType(
    {
        "image": "a picture on somebody else's server, which would see who looks",
        "domainLogo": "a picture on somebody else's server, which would see who looks",
        "publisherLogo": "a picture on somebody else's server, which would see who looks",
        "organizationLogo": "a picture on somebody else's server, which would see who looks",
        "organizationFullAddress": "of small associations often somebody's home",
        "metadata": "notes of the publisher to itself",
        "statusCode": "what moderators of volunteering think of it",
        "statusComment": "what moderators of volunteering think of it",
        "deletedAt": "a mission that was taken back is rejected",
    }
)
"""By documented field: why it is not kept."""

_ZONE = ZoneInfo("Europe/Paris")
_FRANCE = frozenset({"fr", "fra", "france"})
_PER = {"hour": "par heure", "day": "par jour", "month": "par mois", "year": "par an"}
_GROSS_OR_NET = {"gross": "brut", "net": "net"}


def _line(value: Any) -> Any:
    return one_line(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def _text(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else None


def _objects(value: Any) -> Any:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(value: Any) -> Any:
    return value if isinstance(value, dict) else {}


Line = Annotated[str | None, BeforeValidator(_line)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Point(_Wire):
    lat: float | None = None
    lon: float | None = None


class _Address(_Wire):
    """A place of a mission; `zip` is what the older answers call the postcode."""

    town: Line = Field(default=None, validation_alias="city")
    postcode: Line = Field(default=None, validation_alias="postalCode")
    zip: Line = None
    country: Line = None
    location: Annotated[_Point, BeforeValidator(_object)] = _Point()


class _Mission(_Wire):
    """The fields that an offer is made of; everything else goes into `details`."""

    id: Line = None
    old_id: Line = Field(default=None, validation_alias="_id")
    type: Line = None
    title: Line = None
    description: Annotated[str | None, BeforeValidator(_text)] = None
    apply_url: Line = Field(default=None, validation_alias="applicationUrl")
    publisher: Line = Field(default=None, validation_alias="publisherName")
    organisation: Line = Field(default=None, validation_alias="organizationName")
    organisation_type: Line = Field(default=None, validation_alias="organizationType")
    status: Line = Field(default=None, validation_alias="organizationStatusJuridique")
    siret: Line = Field(default=None, validation_alias="organizationSiret")
    schedule: Line = None
    places: Annotated[int | None, BeforeValidator(openings_of)] = None
    starts_at: datetime | None = Field(default=None, validation_alias="startAt")
    ends_at: datetime | None = Field(default=None, validation_alias="endAt")
    posted_at: datetime | None = Field(default=None, validation_alias="postedAt")
    created_at: datetime | None = Field(default=None, validation_alias="createdAt")
    updated_at: datetime | None = Field(default=None, validation_alias="updatedAt")
    deleted_at: datetime | None = Field(default=None, validation_alias="deletedAt")
    pay: Decimal | None = Field(default=None, validation_alias="compensationAmount")
    pay_unit: Line = Field(default=None, validation_alias="compensationUnit")
    pay_type: Line = Field(default=None, validation_alias="compensationType")
    addresses: Annotated[list[_Address], BeforeValidator(_objects)] = Field(default_factory=list)


class MissionList:
    """An answer of `/v0/mission` in a file: `{"data": [...]}`, or the array alone."""

    def __init__(self, file: BinaryIO) -> None:
        """`file` is read as the missions are asked for."""
        self._file = file
        self._unknown: Counter[str] = Counter()

    @property
    def unknown_fields(self) -> dict[str, int]:
        """Counts how often each field came that the documentation does not name."""
        return dict(sorted(self._unknown.items()))

    def __iter__(self) -> Iterator[FeedRow]:
        """One row for each mission, in order. Raises ValueError where the file is no JSON or breaks off."""
        for number, item in enumerate(items_of(self._file, "data"), start=1):
            yield self._row(number, item)

    def _row(self, number: int, item: Any) -> FeedRow:
        if not isinstance(item, dict):
            return RejectedRow(number, None, Rejection.NOT_AN_OFFER)
        self._unknown.update(
            name for name in item.keys() - IN_OFFER - IN_DETAILS - DROPPED.keys() if not name.startswith("moderation_")
        )
        source_id = _line(item.get("id") or item.get("_id"))
        try:
            mission = _Mission.model_validate(item)
            return _feed_row(number, mission, item)
        except ValidationError as error:
            fields = sorted({".".join(map(str, one["loc"])) for one in error.errors()})
            return RejectedRow(number, source_id, Rejection.WRONG_VALUE, ", ".join(fields))
        except OverflowError:
            return RejectedRow(number, source_id, Rejection.WRONG_VALUE, "postedAt")
        except RecursionError:
            return RejectedRow(number, source_id, Rejection.NOT_AN_OFFER, "nested too deep")


def _feed_row(number: int, mission: _Mission, item: Mapping[str, Any]) -> FeedRow:
    source_id, title, organisation = mission.id or mission.old_id, mission.title, mission.organisation
    posted_at = _aware(mission.posted_at or mission.created_at)
    if mission.deleted_at is not None:
        return RejectedRow(number, source_id, Rejection.NOT_AN_OFFER, "deletedAt")
    if mission.type != CIVIC_SERVICE:
        return RejectedRow(number, source_id, Rejection.KIND_UNKNOWN, "type")
    if source_id is None or title is None or organisation is None or posted_at is None:
        missing = (
            (source_id, Rejection.ID_MISSING, "id"),
            (title, Rejection.TITLE_MISSING, "title"),
            (organisation, Rejection.EMPLOYER_MISSING, "organizationName"),
            (posted_at, Rejection.DATE_MISSING, "postedAt"),
        )
        reason, field = next((reason, field) for value, reason, field in missing if value is None)
        return RejectedRow(number, source_id, reason, field)
    kept = plain_value({name: item[name] for name in sorted(IN_DETAILS & item.keys())})
    details = kept if isinstance(kept, dict) else {}
    texts = {"id": (source_id, OFFER_TITLE_MAX_CHARS), "title": (title, OFFER_TITLE_MAX_CHARS),
             "organizationName": (organisation, OFFER_TITLE_MAX_CHARS),
             "description": (mission.description or "", OFFER_TEXT_MAX_CHARS),
             "schedule": (mission.schedule or "", OFFER_TITLE_MAX_CHARS),
             "all together": (str(details), 4 * OFFER_TEXT_MAX_CHARS)}  # fmt: skip
    if too_long := next((name for name, (value, most) in texts.items() if len(value) > most), None):
        return RejectedRow(number, source_id[:OFFER_TITLE_MAX_CHARS], Rejection.TOO_LONG, too_long)
    address = mission.addresses[0] if len(mission.addresses) == 1 else _Address()
    starts_at = _aware(mission.starts_at)
    return FeedOffer(
        row=number,
        provenance=Provenance(
            source=OfferSource.ENGAGEMENT,
            source_id=source_id,
            source_name=mission.publisher or PUBLISHER,
            url=web_url(mission.apply_url),
            created_at=posted_at,
            updated_at=_aware(mission.updated_at) or posted_at,
            details=details,
        ),
        kind=OfferKind.CIVIC_SERVICE,
        title=title,
        organisation=organisation,
        organisation_kind=_organisation_kind(mission),
        siret=siret_of(mission.siret),
        where=in_commune(None, _position(address.location)),
        town=_town(address),
        expires_on=_last_day(mission, posted_at),
        description=mission.description,
        salary=_pay(mission),
        working_hours=mission.schedule,
        openings=mission.places,
        starts_on=starts_at.astimezone(_ZONE).date() if starts_at else None,
        apply_url=web_url(mission.apply_url),
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _organisation_kind(mission: _Mission) -> OrganisationKind:
    said = set(folded_name(f"{mission.organisation_type or ''} {mission.status or ''}").split())
    if "association" in said:
        return OrganisationKind.ASSOCIATION
    is_public = bool(said & {"public", "publique", "collectivite", "etat", "commune"})
    return OrganisationKind.PUBLIC_SERVICE if is_public else OrganisationKind.EMPLOYER


def _position(point: _Point) -> LatLon | None:
    lat, lon = point.lat, point.lon
    if lat is None or lon is None or (lat, lon) == (0, 0):
        return None
    return LatLon(lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _town(address: _Address) -> Town | None:
    postcode = address.postcode or address.zip
    if address.town is None or postcode is None or (address.country or "fr").casefold() not in _FRANCE:
        return None
    return Town(address.town, department_of(postcode))


def _last_day(mission: _Mission, posted_at: datetime) -> date:
    """A mission takes people until it begins, 60 days at least, and never after its end."""
    days = [posted_at + timedelta(days=FEED_OFFER_DAYS)]
    starts_at, ends_at = _aware(mission.starts_at), _aware(mission.ends_at)
    last = max([*days, starts_at] if starts_at else days)
    # The API's default for an end that is not given is the moment it was written.
    if ends_at and starts_at and ends_at > starts_at:
        last = min(last, ends_at)
    return last.astimezone(_ZONE).date()


def _pay(mission: _Mission) -> str | None:
    if not mission.pay or not is_amount(mission.pay):
        return None
    unit, of = _PER.get(mission.pay_unit or "", ""), _GROSS_OR_NET.get(mission.pay_type or "", "")
    return " ".join(f"{amounts_in_words(mission.pay, mission.pay)} {unit} {of}".split(" ")).strip()
