"""France Travail's "Offres d'emploi v2" as it comes over the wire: a saved search, read offer by offer.

What becomes of each documented field stands here: it has a place in an offer, is kept in `details`, or is dropped.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Any, BinaryIO
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from game_rules.feeds import FeedOffer, FeedRow, Provenance, RejectedRow, Rejection, in_commune
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind
from game_rules.offers.limits import FEED_OFFER_DAYS, OFFER_TEXT_MAX_CHARS, OFFER_TITLE_MAX_CHARS
from game_rules.offers.offer import OfferSource
from game_rules.territory.communes import Town, department_of, folded_name
from server.adapters.feeds.france_travail_pay import salary_in_words
from server.adapters.feeds.json_stream import items_of
from server.adapters.feeds.outside_text import one_line, openings_of, plain_text, plain_value
from server.adapters.feeds.web_urls import web_url

PUBLISHER = "France Travail"
"""Stands for an employer who is not named: that is whom to ask."""

OFFER_PAGE = "https://candidat.francetravail.fr/offres/recherche/detail/"

_ZONE = ZoneInfo("Europe/Paris")

DROPPED: Mapping[str, str] = MappingProxyType(
    {
        "contact.nom": "a person's name",
        "contact.coordonnees1": "a person's address, or the apply link again",
        "contact.coordonnees2": "a person's address",
        "contact.coordonnees3": "a person's address",
        "contact.telephone": "a person's telephone",
        "contact.courriel": "a person's e-mail address",
        "contact.commentaire": "names people",
        "agence.telephone": "contact data; the offer's page there has it",
        "agence.courriel": "contact data; the offer's page there has it",
        "entreprise.logo": "a picture on somebody else's server, which would see who looks",
        "origineOffre.partenaires.logo": "a picture on somebody else's server, which would see who looks",
    }
)
"""By documented field: why it is not kept."""

IN_DETAILS = frozenset({
    "romeLibelle", "appellationlibelle", "entreprise", "typeContrat", "typeContratLibelle", "natureContrat",
    "experienceExige", "experienceLibelle", "experienceCommentaire", "formations", "langues", "permis",
    "outilsBureautiques", "competences", "salaire", "dureeTravailLibelle", "dureeTravailLibelleConverti",
    "complementExercice", "conditionExercice", "alternance", "nombrePostes", "accessibleTH", "deplacementCode",
    "deplacementLibelle", "qualificationCode", "qualificationLibelle", "codeNAF", "secteurActivite",
    "secteurActiviteLibelle", "qualitesProfessionnelles", "trancheEffectifEtab", "origineOffre",
    "offresManqueCandidats", "contexteTravail", "contact", "lieuTravail",
})  # fmt: skip
"""Documented fields that are kept as they came, save what is dropped of them."""

IN_OFFER = frozenset({"id", "intitule", "description", "dateCreation", "dateActualisation", "romeCode"})
"""Documented fields that an offer holds."""


def _joined(value: Any) -> Any:
    """Since 2025 some texts come as arrays; numbers stand where texts should."""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value if isinstance(one, (str, int, float))) or None
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _objects(value: Any) -> Any:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _object(value: Any) -> Any:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> Any:
    return (value.replace(",", ".").strip() or None) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return plain_text(value) if isinstance(value := _joined(value), str) else value


def _line(value: Any) -> Any:
    return one_line(value) if isinstance(value := _joined(value), str) else value


Text = Annotated[str | None, BeforeValidator(_plain)]
Line = Annotated[str | None, BeforeValidator(_line)]
Openings = Annotated[int | None, BeforeValidator(openings_of)]
Degrees = Annotated[float | None, BeforeValidator(_number)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Place(_Wire):
    libelle: Line = None
    latitude: Degrees = None
    longitude: Degrees = None
    postcode: Line = Field(default=None, validation_alias="codePostal")
    insee: Line = Field(default=None, validation_alias="commune")


class _Salary(_Wire):
    libelle: Line = None
    commentaire: Line = None
    complement1: Line = None
    complement2: Line = None


class _Licence(_Wire):
    libelle: Line = None
    exigence: Line = None


class _Offer(_Wire):
    """The fields that an offer is made of; everything else goes into `details` as it came."""

    id: Line = None
    intitule: Line = None
    description: Text = None
    created_at: datetime | None = Field(default=None, validation_alias="dateCreation")
    updated_at: datetime | None = Field(default=None, validation_alias="dateActualisation")
    place: Annotated[_Place, BeforeValidator(_object)] = Field(default=_Place(), validation_alias="lieuTravail")
    rome_code: Line = Field(default=None, validation_alias="romeCode")
    employer: Line = Field(default=None, validation_alias=AliasPath("entreprise", "nom"))
    contract: Line = Field(default=None, validation_alias="typeContratLibelle")
    nature: Line = Field(default=None, validation_alias="natureContrat")
    alternance: bool | None = None
    salary: Annotated[_Salary, BeforeValidator(_object)] = Field(default=_Salary(), validation_alias="salaire")
    hours: Text = Field(default=None, validation_alias="dureeTravailLibelle")
    licences: Annotated[list[_Licence], BeforeValidator(_objects)] = Field(
        default_factory=list, validation_alias="permis"
    )
    apply_url: Line = Field(default=None, validation_alias=AliasPath("contact", "urlPostulation"))
    openings: Openings = Field(default=None, validation_alias="nombrePostes")
    page: Line = Field(default=None, validation_alias=AliasPath("origineOffre", "urlOrigine"))


class OfferReader:
    """Turns offers of the API into rows. `unknown_fields` counts what the documentation does not name."""

    def __init__(self) -> None:
        self.unknown_fields: Counter[str] = Counter()

    def row(self, number: int, item: Any) -> FeedRow:
        """The offer `item`, or why it is none; `number` counts from 1."""
        if not isinstance(item, dict):
            return RejectedRow(number, None, Rejection.NOT_AN_OFFER)
        self.unknown_fields.update(item.keys() - IN_OFFER - IN_DETAILS - _DROPPED_WHOLE)
        source_id = item.get("id") if isinstance(item.get("id"), str) else None
        try:
            offer = _Offer.model_validate(item)
        except ValidationError as error:
            fields = sorted({".".join(map(str, one["loc"])) for one in error.errors()})
            return RejectedRow(number, source_id, Rejection.WRONG_VALUE, ", ".join(fields))
        try:
            return _feed_row(number, offer, item)
        except OverflowError:
            return RejectedRow(number, source_id, Rejection.WRONG_VALUE, "dateCreation")
        except RecursionError:
            return RejectedRow(number, source_id, Rejection.NOT_AN_OFFER, "nested too deep")


class SavedSearch:
    """A search's answer in a file: `{"resultats": [...]}`, or the array alone."""

    def __init__(self, file: BinaryIO) -> None:
        """`file` is read as the offers are asked for."""
        self._file = file
        self._reader = OfferReader()

    @property
    def unknown_fields(self) -> dict[str, int]:
        """Counts how often each field came that the documentation does not name."""
        return dict(sorted(self._reader.unknown_fields.items()))

    def __iter__(self) -> Iterator[FeedRow]:
        """One row for each offer, in order. Raises ValueError where the file is no JSON or breaks off."""
        for number, item in enumerate(items_of(self._file, "resultats"), start=1):
            yield self._reader.row(number, item)


_DROPPED_WHOLE = frozenset({"agence"})


def _feed_row(number: int, offer: _Offer, item: Mapping[str, Any]) -> FeedRow:
    created_at = _aware(offer.created_at or offer.updated_at)
    if not offer.id:
        return RejectedRow(number, None, Rejection.ID_MISSING)
    if not offer.intitule:
        return RejectedRow(number, offer.id, Rejection.TITLE_MISSING)
    if created_at is None:
        return RejectedRow(number, offer.id, Rejection.DATE_MISSING, "dateCreation")
    lines = {"id": offer.id, "intitule": offer.intitule, "entreprise.nom": offer.employer or ""}
    if too_long := next((name for name, line in lines.items() if len(line) > OFFER_TITLE_MAX_CHARS), None):
        return RejectedRow(number, offer.id[:OFFER_TITLE_MAX_CHARS], Rejection.TOO_LONG, too_long)
    details = _details(item)
    if too_long := _too_long({"description": offer.description, **details}):
        return RejectedRow(number, offer.id, Rejection.TOO_LONG, too_long)
    place, salary = offer.place, offer.salary
    return FeedOffer(
        row=number,
        provenance=Provenance(
            source=OfferSource.FRANCE_TRAVAIL,
            source_id=offer.id,
            source_name=PUBLISHER,
            url=web_url(offer.page) or f"{OFFER_PAGE}{quote(offer.id, safe='')}",
            created_at=created_at,
            updated_at=_aware(offer.updated_at) or created_at,
            details=details,
        ),
        kind=_kind(offer),
        title=offer.intitule,
        organisation=offer.employer or PUBLISHER,
        where=in_commune(_insee(place), _position(place)),
        town=_town(place),
        expires_on=(created_at.astimezone(_ZONE) + timedelta(days=FEED_OFFER_DAYS)).date(),
        description=offer.description,
        rome_code=offer.rome_code if offer.rome_code and _is_rome(offer.rome_code) else None,
        salary=salary_in_words(salary.libelle, (salary.commentaire, *_named(salary))),
        working_hours=offer.hours,
        duration=offer.contract,
        openings=offer.openings,
        without_driving_licence=_without_driving_licence(offer.licences),
        apply_url=web_url(offer.apply_url),
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _kind(offer: _Offer) -> OfferKind:
    nature = folded_name(offer.nature or "")
    is_apprenticeship = offer.alternance or "apprentissage" in nature or "professionnalisation" in nature
    return OfferKind.APPRENTICESHIP if is_apprenticeship else OfferKind.JOB


def _insee(place: _Place) -> str | None:
    return place.insee if place.insee and len(place.insee) == 5 else None


def _position(place: _Place) -> LatLon | None:
    lat, lon = place.latitude, place.longitude
    if lat is None or lon is None or (lat, lon) == (0, 0):
        return None
    return LatLon(lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _town(place: _Place) -> Town | None:
    """`62 - LIEVIN` names a town; `62 - Pas-de-Calais` names none that the finder knows."""
    department, dash, name = (place.libelle or "").partition(" - ")
    if not dash or not name:
        return None
    return Town(name, department_of(place.postcode or department.strip()))


def _is_rome(code: str) -> bool:
    return len(code) == 5 and "A" <= code[0] <= "N" and code[1:].isdecimal() and code.isascii()


def _named(salary: _Salary) -> Iterator[str | None]:
    """Yields what comes on top, such as `Primes`; `Autre` says nothing."""
    yield from (one for one in (salary.complement1, salary.complement2) if one != "Autre")


def _without_driving_licence(licences: list[_Licence]) -> bool | None:
    needed = [one.libelle for one in licences if one.libelle]
    if any("aucun" in folded_name(name) for name in needed):
        return True
    return False if any(one.exigence == "E" for one in licences if one.libelle) else None


def _details(item: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _without_dropped(name, item[name]) for name in sorted(IN_DETAILS & item.keys())}
    plain = plain_value(kept)
    return plain if isinstance(plain, dict) else {}


def _without_dropped(path: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_without_dropped(path, one) for one in value]
    if isinstance(value, dict):
        return {
            name: _without_dropped(f"{path}.{name}", one)
            for name, one in value.items()
            if f"{path}.{name}" not in DROPPED
        }
    return value


def _too_long(fields: Mapping[str, Any]) -> str | None:
    """The name of a field with more text than an offer may have."""
    return next((name for name, value in fields.items() if _chars(value) > OFFER_TEXT_MAX_CHARS), None)


def _chars(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_chars, value.values()))
    return sum(map(_chars, value)) if isinstance(value, list) else len(value) if isinstance(value, str) else 0
