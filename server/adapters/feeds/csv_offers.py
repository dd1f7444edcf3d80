"""Offers in a table (CSV), as partners keep them and French open data is published; the columns are named here.

Commas, semicolons or tabs; UTF-8 or Windows-1252. Names of columns are read without case and accents, and of those that
are not named here nothing is kept: they may hold what people did not mean to publish.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import TextIOWrapper
from types import MappingProxyType
from typing import Annotated, Any, BinaryIO
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from game_rules.feeds import FeedOffer, FeedRow, Provenance, RejectedRow, Rejection
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind
from game_rules.offers.findable import Location
from game_rules.offers.limits import FEED_OFFER_DAYS, OFFER_TEXT_MAX_CHARS, OFFER_TITLE_MAX_CHARS, OPENINGS_MAX
from game_rules.offers.offer import LocationPrecision, OfferSource
from game_rules.territory.communes import Town, department_of, folded_name
from server.adapters.feeds.outside_text import one_line, plain_text, siret_of
from server.adapters.feeds.web_urls import web_url

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "identifiant": "required: what the list calls the offer, always the same",
        "intitule": "required: its title",
        "employeur": "required: the organisation's name",
        "date_publication": "required: 2026-06-03 or 03/06/2026",
        "type": "emploi (if empty), stage, apprentissage, alternance, formation, service civique, immersion",
        "siret": "14 digits of the organisation",
        "code_insee": "of the commune",
        "commune": "its name, with code_postal, where the code is not known",
        "code_postal": "of the commune",
        "latitude": "WGS 84, in degrees",
        "longitude": "WGS 84, in degrees",
        "precision": "what they stand for: porte, rue, or commune (if empty)",
        "description": "text",
        "code_rome": "occupation, such as D1106",
        "salaire": "in the employer's words",
        "horaires": "in the employer's words",
        "duree": "of the contract, in the employer's words",
        "nombre_postes": "positions still to be filled",
        "date_debut": "first day of work",
        "date_limite": "last day on which to apply; 60 days after date_publication if empty",
        "permis_requis": "oui or non",
        "url": "the offer's page",
        "url_candidature": "where to apply online",
        "date_mise_a_jour": "when the row was last changed",
    }
)
"""By column: what it holds. The order is free, and only the first four are needed."""

_REQUIRED = tuple(name for name, holds in COLUMNS.items() if holds.startswith("required"))
_DELIMITERS = ";,\t"
_CHUNK_BYTES = 65_536
_FIELD_MAX_CHARS = 1_000_000
"""Fifty times the longest text that an offer may have; a field without an end would fill the memory."""

_ZONE = ZoneInfo("Europe/Paris")
_KINDS = {
    "emploi": OfferKind.JOB,
    "stage": OfferKind.INTERNSHIP,
    "apprentissage": OfferKind.APPRENTICESHIP,
    "alternance": OfferKind.APPRENTICESHIP,
    "formation": OfferKind.TRAINING,
    "service civique": OfferKind.CIVIC_SERVICE,
    "immersion": OfferKind.IMMERSION,
}
_PRECISIONS = {
    "porte": LocationPrecision.DOOR,
    "rue": LocationPrecision.STREET,
    "commune": LocationPrecision.COMMUNE,
}
_YES_OR_NO = {"oui": True, "non": False}


def _line(value: str) -> str | None:
    return one_line(value)


def _day(value: str) -> date | None:
    if not (text := value.strip()):
        return None
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)  # noqa: DTZ007 - a day


def _degrees(value: str) -> str | None:
    return value.replace(",", ".").strip() or None


def _digits(value: str) -> str | None:
    return "".join(value.split()) or None


def _siret(value: str) -> str | None:
    if value.strip() and siret_of(value) is None:
        raise ValueError("no SIRET")
    return siret_of(value)


def _one_of(words: Mapping[str, Any]) -> BeforeValidator:
    def read(value: str) -> Any:
        folded = folded_name(value)
        if folded and folded not in words:
            raise ValueError("none of " + ", ".join(words))
        return words.get(folded)

    return BeforeValidator(read)


Line = Annotated[str | None, BeforeValidator(_line)]
Text = Annotated[str | None, BeforeValidator(plain_text)]
Day = Annotated[date | None, BeforeValidator(_day)]


class _Row(BaseModel):
    """The values of a row; the columns' names are the fields'."""

    model_config = ConfigDict(extra="ignore")

    identifiant: Line = None
    intitule: Line = None
    employeur: Line = None
    date_publication: Day = None
    type: Line = None
    siret: Annotated[str | None, BeforeValidator(_siret)] = None
    code_insee: Annotated[Annotated[str, Field(pattern=r"^[0-9][0-9AB][0-9]{3}$")] | None, BeforeValidator(_digits)] = (
        None
    )
    commune: Line = None
    code_postal: Annotated[Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None, BeforeValidator(_digits)] = None
    latitude: Annotated[Annotated[float, Field(ge=-90, le=90)] | None, BeforeValidator(_degrees)] = None
    longitude: Annotated[Annotated[float, Field(ge=-180, le=180)] | None, BeforeValidator(_degrees)] = None
    precision: Annotated[LocationPrecision | None, _one_of(_PRECISIONS)] = None
    description: Text = None
    code_rome: Annotated[Annotated[str, Field(pattern=r"^[A-N][0-9]{4}$")] | None, BeforeValidator(_digits)] = None
    salaire: Line = None
    horaires: Line = None
    duree: Line = None
    nombre_postes: Annotated[Annotated[int, Field(ge=1, le=OPENINGS_MAX)] | None, BeforeValidator(_digits)] = None
    date_debut: Day = None
    date_limite: Day = None
    permis_requis: Annotated[bool | None, _one_of(_YES_OR_NO)] = None
    url: Line = None
    url_candidature: Line = None
    date_mise_a_jour: Day = None


class OfferTable:
    """A list of offers in CSV. `unknown_fields` are columns that nothing is kept of, with the rows that have them."""

    def __init__(self, file: BinaryIO, list_name: str) -> None:
        """`file` can be read from its beginning again; the offers' ids belong to the list called `list_name`."""
        self._file = file
        self._list_name = one_line(list_name) or "CSV"
        self._unknown: Counter[str] = Counter()

    @property
    def unknown_fields(self) -> dict[str, int]:
        return dict(sorted(self._unknown.items()))

    def __iter__(self) -> Iterator[FeedRow]:
        """One row for each of the table, in order. Raises ValueError where the header lacks a column."""
        encoding = _encoding_of(self._file)
        text = TextIOWrapper(self._file, encoding=encoding, newline="")
        csv.field_size_limit(_FIELD_MAX_CHARS)
        try:
            header_line = text.readline(_FIELD_MAX_CHARS)
            delimiter = max(_DELIMITERS, key=header_line.count)
            header: list[str] = next(csv.reader([header_line], delimiter=delimiter), [])
            names = [folded_name(name).replace(" ", "_") for name in header]
            if missing := [name for name in _REQUIRED if name not in names]:
                raise ValueError(f"the header has no column {', '.join(missing)}: these are needed, see docs/feeds.md")
            yield from self._rows(csv.reader(text, delimiter=delimiter), names)
        finally:
            # Closing it would close the file, which is not ours.
            text.detach()

    def _rows(self, table: Iterator[list[str]], names: list[str]) -> Iterator[FeedRow]:
        number = 0
        while True:
            try:
                values = next(table)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield RejectedRow(number, None, Rejection.TOO_LONG, str(error))
                continue
            if values:
                number += 1
                yield self._row(number, names, values)

    def _row(self, number: int, names: list[str], values: list[str]) -> FeedRow:
        said = dict(zip(names, values, strict=False))
        self._unknown.update(name for name, value in said.items() if name not in COLUMNS and value.strip())
        source_id = one_line(said.get("identifiant", ""))
        if len(values) != len(names):
            return RejectedRow(number, source_id, Rejection.WRONG_VALUE, f"{len(values)} values, {len(names)} columns")
        try:
            row = _Row.model_validate(said)
        except ValidationError as error:
            fields = sorted({str(one["loc"][0]) for one in error.errors()})
            return RejectedRow(number, source_id, Rejection.WRONG_VALUE, ", ".join(fields))
        return _feed_row(number, row, self._list_name)


def _encoding_of(file: BinaryIO) -> str:
    """UTF-8 where all of the file is; else what Windows writes. The file is then at its beginning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    else:
        return "utf-8-sig"
    finally:
        file.seek(0)


def _feed_row(number: int, row: _Row, list_name: str) -> FeedRow:
    name, title, employer, published_on = row.identifiant, row.intitule, row.employeur, row.date_publication
    kind = _KINDS.get(folded_name(row.type)) if row.type else OfferKind.JOB
    if name is None or title is None or employer is None or published_on is None or kind is None:
        missing = (
            (name, Rejection.ID_MISSING, "identifiant"),
            (title, Rejection.TITLE_MISSING, "intitule"),
            (employer, Rejection.EMPLOYER_MISSING, "employeur"),
            (published_on, Rejection.DATE_MISSING, "date_publication"),
            (kind, Rejection.KIND_UNKNOWN, "type"),
        )
        reason, column = next((reason, column) for value, reason, column in missing if value is None)
        return RejectedRow(number, name, reason, column)
    texts = {"identifiant": (name, OFFER_TITLE_MAX_CHARS), "intitule": (title, OFFER_TITLE_MAX_CHARS),
             "employeur": (employer, OFFER_TITLE_MAX_CHARS), "commune": (row.commune, OFFER_TITLE_MAX_CHARS),
             "description": (row.description, OFFER_TEXT_MAX_CHARS), "salaire": (row.salaire, OFFER_TITLE_MAX_CHARS),
             "horaires": (row.horaires, OFFER_TITLE_MAX_CHARS),
             "duree": (row.duree, OFFER_TITLE_MAX_CHARS)}  # fmt: skip
    if too_long := next((column for column, (value, most) in texts.items() if len(value or "") > most), None):
        return RejectedRow(number, name[:OFFER_TITLE_MAX_CHARS], Rejection.TOO_LONG, too_long)
    where = _where(row)
    if where is None:
        return RejectedRow(number, name, Rejection.WRONG_VALUE, "precision, latitude, longitude")
    created_at = datetime.combine(published_on, time(), _ZONE)
    return FeedOffer(
        row=number,
        provenance=Provenance(
            source=OfferSource.CSV,
            source_id=f"{list_name}/{name}",
            source_name=list_name,
            url=web_url(row.url),
            created_at=created_at,
            updated_at=datetime.combine(row.date_mise_a_jour or published_on, time(), _ZONE),
            details=row.model_dump(mode="json", exclude_none=True),
        ),
        kind=kind,
        title=title,
        organisation=employer,
        siret=row.siret,
        where=where,
        town=Town(row.commune, department_of(row.code_postal)) if row.commune and row.code_postal else None,
        expires_on=row.date_limite or published_on + timedelta(days=FEED_OFFER_DAYS),
        description=row.description,
        rome_code=row.code_rome,
        salary=row.salaire,
        working_hours=row.horaires,
        duration=row.duree,
        openings=row.nombre_postes,
        starts_on=row.date_debut,
        without_driving_licence=None if row.permis_requis is None else not row.permis_requis,
        apply_url=web_url(row.url_candidature),
    )


def _where(row: _Row) -> Location | None:
    """None where it says what its position stands for, and gives none."""
    lat, lon = row.latitude, row.longitude
    position = LatLon(lat, lon) if lat is not None and lon is not None else None
    precision = row.precision or LocationPrecision.COMMUNE
    if precision is not LocationPrecision.COMMUNE and position is None:
        return None
    return Location(precision, row.code_insee, position)
