"""Reads the files of a territory into the types of the rules: communes, places, organisations, offers.

A broken row becomes a `RowProblem` with its line, its reason and what to do; the other rows are read all the same.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from shapely import MultiPolygon

from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import EventTimes
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.organisations.organisation import Organisation, OrganisationKind
from game_rules.territory.territory import Commune, Place, PlaceKind
from seed_data.cells import (
    a_choice,
    a_day,
    a_day_or_days_ahead,
    a_latlon,
    a_number,
    a_text,
    a_whole_number,
    a_yes_or_no,
    some_choices,
)
from seed_data.communes import COMMUNE_COLUMNS, CommunePoint, parse_commune_point
from seed_data.csv_rows import ReadRows, read_csv
from seed_data.deterministic import seed_id
from seed_data.visiting_hours import parse_hours, parse_span, parse_visiting_hours

ORGANISATION_COLUMNS = ("slug", "name", "kind", "is_demo", "siret")
OFFER_COLUMNS = (
    "slug", "organisation", "kind", "title", "lat", "lon", "location_precision", "commune_insee", "rome_code",
    "description", "salary", "working_hours", "duration", "starts_on", "expires_on", "ways_to_meet", "visiting_hours",
    "without_driving_licence", "wheelchair_accessible", "phone", "questions", "event_day", "event_hours", "seats",
)  # fmt: skip
PLACE_COLUMNS = ("slug", "name", "kind", "lat", "lon", "accuracy_m", "commune_insee", "source", "staffed_hours")

_ROME_CODE = re.compile(r"[A-N]\d{4}")
_SIRET = re.compile(r"\d{14}")
_PHONE = re.compile(r"\+\d{7,15}")


def read_communes(path: Path, areas: Mapping[str | None, MultiPolygon], *, areas_source: str) -> ReadRows[Commune]:
    """The communes of `path` in its order, each with its area from `areas` by INSEE code. Raises OSError."""

    def parse(row: Mapping[str, str]) -> Commune:
        point = parse_commune_point(row)
        if point.insee not in areas:
            raise ValueError(f"there is no area for {point.insee}: run python -m seed_data.make_areas")
        return commune_of(point, areas[point.insee], areas_source)

    return read_csv(path, COMMUNE_COLUMNS, parse, key=lambda commune: commune.insee)


def commune_of(point: CommunePoint, area: MultiPolygon, area_source: str) -> Commune:
    """The commune at `point` with its `area` in degrees, whose origin `area_source` names."""
    return Commune(
        insee=point.insee,
        name=point.name,
        population=point.population,
        centre=point.centre,
        area=area,
        source=f"{point.source}; area: {area_source}",
    )


def read_places(path: Path) -> ReadRows[Place]:
    """The public places of `path` in its order. Raises OSError where it cannot be read."""
    return read_csv(path, PLACE_COLUMNS, _place, key=lambda place: place.id)


def read_organisations(path: Path) -> ReadRows[Organisation]:
    """The organisations of `path` in its order. Raises OSError where it cannot be read."""
    return read_csv(path, ORGANISATION_COLUMNS, _organisation, key=lambda organisation: organisation.id)


def read_offers(path: Path, organisations: ReadRows[Organisation], *, today: date, zone: ZoneInfo) -> ReadRows[Offer]:
    """The offers of `path` in its order, each by one of `organisations`. Raises OSError where it cannot be read.

    Events stand in the local time of `zone`; those that give days ahead count them from the local day `today`.
    """
    by_id = {organisation.id: organisation for organisation in organisations.rows}

    def parse(row: Mapping[str, str]) -> Offer:
        organisation = by_id.get(seed_id("organisation", a_text(row, "organisation")))
        if organisation is None:
            raise ValueError(f"organisation '{row['organisation']}' is not among the organisations read: add it there")
        return _offer(row, organisation, today, zone)

    return read_csv(path, OFFER_COLUMNS, parse, key=lambda offer: offer.id)


def _place(row: Mapping[str, str]) -> Place:
    accuracy_m = a_number(row, "accuracy_m")
    if not accuracy_m > 0:
        raise ValueError(f"accuracy_m must be above 0 metres, not {row['accuracy_m']}")
    return Place(
        id=seed_id("place", a_text(row, "slug")),
        name=a_text(row, "name"),
        kind=a_choice(row, "kind", PlaceKind),
        position=a_latlon(row),
        accuracy_m=accuracy_m,
        commune_insee=row["commune_insee"] or None,
        source=a_text(row, "source"),
        staffed_hours=parse_hours(row["staffed_hours"], column="staffed_hours") if row["staffed_hours"] else None,
    )


def _organisation(row: Mapping[str, str]) -> Organisation:
    is_demo = a_yes_or_no(row, "is_demo")
    if is_demo is None:
        raise ValueError("is_demo is empty: write yes for an invented organisation, no for a real one")
    if row["siret"] and not _SIRET.fullmatch(row["siret"]):
        raise ValueError(f"siret must be 14 digits or empty, not '{row['siret']}'")
    return Organisation(
        id=seed_id("organisation", a_text(row, "slug")),
        name=a_text(row, "name"),
        kind=a_choice(row, "kind", OrganisationKind),
        is_demo=is_demo,
        siret=row["siret"] or None,
    )


def _offer(row: Mapping[str, str], organisation: Organisation, today: date, zone: ZoneInfo) -> Offer:
    rome_code = row["rome_code"] or None
    event = _event(row, today, zone)
    if rome_code and not _ROME_CODE.fullmatch(rome_code):
        raise ValueError(f"rome_code must be a letter from A to N and four digits, or empty, not '{rome_code}'")
    return Offer(
        id=seed_id("offer", a_text(row, "slug")),
        kind=a_choice(row, "kind", OfferKind),
        title=a_text(row, "title"),
        organisation=organisation,
        position=a_latlon(row),
        location_precision=a_choice(row, "location_precision", LocationPrecision),
        commune_insee=row["commune_insee"] or None,
        description=row["description"] or None,
        rome_code=rome_code,
        salary=row["salary"] or None,
        working_hours=row["working_hours"] or None,
        duration=row["duration"] or None,
        starts_on=a_day(row, "starts_on"),
        expires_on=event.ends_at.date() if event else a_day(row, "expires_on"),
        ways_to_meet=some_choices(row, "ways_to_meet", WayToMeet),
        visiting_hours=parse_visiting_hours(row["visiting_hours"]),
        without_driving_licence=a_yes_or_no(row, "without_driving_licence"),
        wheelchair_accessible=a_yes_or_no(row, "wheelchair_accessible"),
        phone=_phone(row),
        questions=tuple(question.strip() for question in row["questions"].split("|") if question.strip()),
        event=event,
    )


def _phone(row: Mapping[str, str]) -> str | None:
    if row["phone"] and not _PHONE.fullmatch(row["phone"]):
        raise ValueError(f"phone must look like +33321000000 or be empty, not '{row['phone']}'")
    return row["phone"] or None


def _event(row: Mapping[str, str], today: date, zone: ZoneInfo) -> EventTimes | None:
    day = a_day_or_days_ahead(row, "event_day", today)
    if day is None:
        if row["event_hours"] or row["seats"]:
            raise ValueError("event_day is empty: give the day of the event, or empty event_hours and seats too")
        return None
    hours = parse_span(row["event_hours"], column="event_hours")
    return EventTimes(
        datetime.combine(day, hours.opens, zone),
        datetime.combine(day, hours.closes, zone),
        a_whole_number(row, "seats"),
    )
