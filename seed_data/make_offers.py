"""Makes organisations.csv and offers.csv: invented demo offers at the doors of the grid.

`python -m seed_data.make_offers` rewrites both from trades.csv and openings.csv, where the texts are written by hand.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from game_rules.kinds import OfferKind
from game_rules.organisations.organisation import OrganisationKind
from seed_data.cells import a_choice, a_text, a_yes_or_no
from seed_data.communes import CommunePoint, read_commune_points
from seed_data.csv_rows import read_csv
from seed_data.deterministic import pick, share
from seed_data.grid import doors
from seed_data.make_areas import make_areas
from seed_data.rows import OFFER_COLUMNS, ORGANISATION_COLUMNS
from seed_data.visiting_hours import parse_visiting_hours

_HERE = Path(__file__).parent
TRADES_FILE = _HERE / "trades.csv"
OPENINGS_FILE = _HERE / "openings.csv"
ORGANISATIONS_FILE = _HERE / "organisations.csv"
OFFERS_FILE = _HERE / "offers.csv"

_MIX = (
    "job", "apprenticeship", "immersion", "job", "training", "internship", "job", "civic_service", "immersion", "event",
    "job", "apprenticeship", "internship", "job", "training", "immersion", "job", "civic_service", "apprenticeship",
    "event",
)  # fmt: skip
"""Kinds in turn along the doors: jobs most of all, and every kind within any three streets."""

_SAYS_ITS_HOURS = 0.35
"""Share of the demo employers that give visiting hours; the others keep the default, so that a demo works any day."""

_CLOSINGS: Mapping[str, tuple[str, ...]] = {
    "job": (
        "Pas besoin d’expérience : l’envie d’apprendre suffit.",
        "La première semaine, tu travailles en double avec quelqu’un de l’équipe.",
        "Passe nous voir : on préfère une vraie rencontre à un CV.",
        "Tu débutes ? Très bien, on a tous débuté un jour.",
    ),
    "apprenticeship": (
        "Tu alternes entre l’équipe et le CFA, et tu es payé·e chaque mois.",
        "On cherche quelqu’un de curieux, le niveau scolaire nous importe peu.",
        "On t’aide à trouver le CFA si tu n’en as pas encore.",
    ),
    "internship": (
        "Un stage pour voir de près si le métier te plaît.",
        "Tu repars avec un vrai retour sur ce que tu sais déjà faire.",
    ),
    "immersion": (
        "Viens voir une journée, sans engagement ; ta Mission Locale signe la convention.",
        "Tu regardes, tu essaies, tu poses toutes tes questions.",
        "À la fin, on se dit franchement si ça colle.",
    ),
}

_DURATIONS: Mapping[str, tuple[str, ...]] = {
    "job": ("", "", "CDI", "CDD de 6 mois", "CDD de 3 mois"),
    "apprenticeship": ("1 an", "2 ans", "2 ans"),
    "internship": ("1 semaine", "2 semaines", "1 mois"),
    "immersion": ("1 jour", "2 jours", "3 jours"),
}
_SALARIES: Mapping[str, tuple[str, ...]] = {
    "job": ("", "", "SMIC", "SMIC + tickets restaurant", "10 % au-dessus du SMIC"),
    "apprenticeship": ("", "selon l’âge et l’année, au moins le minimum légal"),
}
_WORKING_HOURS: Mapping[str, tuple[str, ...]] = {
    "job": ("", "", "35 h par semaine", "28 h par semaine", "24 h par semaine, réparties avec toi"),
    "apprenticeship": ("", "35 h par semaine"),
}
_WAYS_TO_MEET: Mapping[str, tuple[str, ...]] = {
    "job": ("drop_by", "drop_by try_an_hour", "phone_first", "try_an_hour", "job_dating", "apply_online", ""),
    "apprenticeship": ("drop_by", "try_an_hour", "phone_first drop_by", ""),
    "internship": ("drop_by", "phone_first", ""),
    "immersion": ("try_an_hour", "drop_by try_an_hour"),
    "training": ("drop_by", "phone_first", "apply_online", ""),
    "civic_service": ("drop_by", "phone_first", "drop_by phone_first"),
    "event": ("drop_by", "job_dating drop_by"),
}


_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "job": (
        "",
        "",
        "Qu’est-ce que tu aimes faire de tes mains ?",
        "Tu préfères le matin ou l’après-midi ?|Comment viendrais-tu ?",
        "Raconte une fois où tu as aidé quelqu’un.",
    ),
    "apprenticeship": ("", "Qu’est-ce qui te plaît dans ce métier ?", "As-tu déjà un CFA en vue ?"),
    "internship": ("", "Qu’aimerais-tu voir pendant ton stage ?"),
}
"""Of whoever is interested; a bar between two."""

_EVENT_DAYS_AHEAD = (7, 60)
"""Demo events lie so many days after the demo is loaded."""

_FICTION_PHONES = "+3335301"
"""Numbers that nobody has: Arcep's numbering plan (decision 2018-0881) keeps 03 53 01 xx xx for works of fiction."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An offer that can be made anywhere: one without its door and its organisation's number."""

    kind: str
    title: str
    workplace: str
    organisation_kind: str
    rome_code: str
    text: str
    duration: str
    working_hours: str
    visiting_hours: str
    without_driving_licence: str
    wheelchair_accessible: str
    event_hours: str
    seats: str


def make_rows(communes: Sequence[CommunePoint]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The rows of organisations.csv and of offers.csv, in the order of the doors.

    Every offer has an organisation of its own, numbered by workplace. Raises ValueError where trades.csv or
    openings.csv has a broken row.
    """
    openings = read_openings()
    queues = {kind: cycle(_shuffled(opening for opening in openings if opening.kind == kind)) for kind in OfferKind}
    numbers: Counter[str] = Counter()
    organisations, offers = [], []
    for door, kind in zip(doors(communes, make_areas(communes)), cycle(_MIX), strict=False):
        opening = next(queues[OfferKind(kind)])
        numbers[opening.workplace] += 1
        slug = f"demo-{door.key}"
        organisations.append(
            {
                "slug": slug,
                "name": f"{opening.workplace} de démonstration n° {numbers[opening.workplace]}",
                "kind": opening.organisation_kind,
                "is_demo": "yes",
                "siret": "",
            }
        )
        offers.append(
            {
                "slug": slug,
                "organisation": slug,
                "kind": kind,
                "title": opening.title,
                "lat": f"{door.position.lat:.6f}",
                "lon": f"{door.position.lon:.6f}",
                "location_precision": "door",
                "commune_insee": door.commune_insee,
                "rome_code": opening.rome_code,
                "description": f"{opening.text} {_one_of(_CLOSINGS, kind, 'closing', slug)}".strip(),
                "salary": _one_of(_SALARIES, kind, "salary", slug),
                "working_hours": opening.working_hours or _one_of(_WORKING_HOURS, kind, "working_hours", slug),
                "duration": opening.duration or _one_of(_DURATIONS, kind, "duration", slug),
                "starts_on": "",
                "expires_on": "",
                "ways_to_meet": _one_of(_WAYS_TO_MEET, kind, "ways_to_meet", slug),
                "visiting_hours": opening.visiting_hours if share("hours", slug) < _SAYS_ITS_HOURS else "",
                "without_driving_licence": opening.without_driving_licence,
                "wheelchair_accessible": opening.wheelchair_accessible,
                **_contact(kind, slug),
                **_times(opening, slug),
            }
        )
    return organisations, offers


def _contact(kind: str, slug: str) -> dict[str, str]:
    ways_to_meet = _one_of(_WAYS_TO_MEET, kind, "ways_to_meet", slug)
    number = _FICTION_PHONES + f"{pick(10_000, 'phone', slug):04}"
    return {
        "phone": number if "phone_first" in ways_to_meet.split() else "",
        "questions": _one_of(_QUESTIONS, kind, "questions", slug),
    }


def _times(opening: Opening, slug: str) -> dict[str, str]:
    if opening.kind != OfferKind.EVENT:
        return {"event_day": "", "event_hours": "", "seats": ""}
    first, last = _EVENT_DAYS_AHEAD
    return {
        "event_day": f"+{first + pick(last - first + 1, 'event_day', slug)}",
        "event_hours": opening.event_hours,
        "seats": opening.seats,
    }


def read_openings() -> list[Opening]:
    """Every opening of trades.csv, in the kinds that suit a trade, and of openings.csv. Raises ValueError."""
    trades = read_csv(
        TRADES_FILE,
        ("rome_code", "rome_title", "workplace", "organisation_kind", "worker", "apprenticeship", "tasks",
         "visiting_hours", "without_driving_licence", "wheelchair_accessible"),
        lambda row: list(_openings_of_trade(row)),
        key=lambda openings: openings[0].rome_code,
    )  # fmt: skip
    others = read_csv(
        OPENINGS_FILE,
        ("kind", "title", "workplace", "organisation_kind", "rome_code", "description", "duration", "working_hours",
         "visiting_hours", "event_hours", "seats"),
        _opening,
        key=lambda opening: opening.title,
    )  # fmt: skip
    problems = (*trades.problems, *others.problems)
    if problems:
        raise ValueError("; ".join(map(str, problems)))
    return [opening for openings in trades.rows for opening in openings] + list(others.rows)


def _openings_of_trade(row: Mapping[str, str]) -> Iterator[Opening]:
    worker = a_text(row, "worker")
    titles = {
        "job": worker[0].upper() + worker[1:],
        "internship": f"Stage : {worker}",
        "immersion": f"Immersion : dans la peau d’un·e {worker}",
    }
    if a_yes_or_no(row, "apprenticeship"):
        titles["apprenticeship"] = f"Apprenti·e {worker}"
    for kind, title in titles.items():
        yield _opening(
            {**row, "kind": kind, "title": title, "description": row["tasks"], "duration": "", "working_hours": ""}
        )


def _opening(row: Mapping[str, str]) -> Opening:
    parse_visiting_hours(row["visiting_hours"])
    return Opening(
        kind=a_choice(row, "kind", OfferKind),
        title=_french_spaces(a_text(row, "title")),
        workplace=a_text(row, "workplace"),
        organisation_kind=a_choice(row, "organisation_kind", OrganisationKind),
        rome_code=row["rome_code"],
        text=_french_spaces(a_text(row, "description")),
        duration=row["duration"],
        working_hours=row["working_hours"],
        visiting_hours=row["visiting_hours"],
        without_driving_licence=row.get("without_driving_licence", ""),
        wheelchair_accessible=row.get("wheelchair_accessible", ""),
        event_hours=row.get("event_hours", ""),
        seats=row.get("seats", ""),
    )


def _shuffled(openings: Iterable[Opening]) -> list[Opening]:
    return sorted(openings, key=lambda opening: share("opening", opening.kind, opening.title, opening.workplace))


def _one_of(texts: Mapping[str, tuple[str, ...]], kind: str, column: str, slug: str) -> str:
    choices = texts.get(kind, ("",))
    return _french_spaces(choices[pick(len(choices), column, slug)])


def _french_spaces(text: str) -> str:
    """French sets no-break spaces before high punctuation; hand-written files have plain ones."""
    for mark in ":;?!":
        text = text.replace(f" {mark}", f"\N{NO-BREAK SPACE}{mark}")
    return text


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """`rows` as the text of a CSV file with a line of column names."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    made_organisations, made_offers = make_rows(read_commune_points().rows)
    ORGANISATIONS_FILE.write_text(csv_text(ORGANISATION_COLUMNS, made_organisations), encoding="utf-8")
    OFFERS_FILE.write_text(csv_text(OFFER_COLUMNS, made_offers), encoding="utf-8")
