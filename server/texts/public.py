"""French words of the public pages and posters: "tu", plain, and nothing that an offer does not say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from game_rules.hours import MIDNIGHT, VisitingHours
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import EventTimes, PublicContent
from game_rules.offers.public import PublicOffer
from game_rules.people.players import Language
from server.texts.dates import day_in_full

KINDS = {
    OfferKind.JOB: "Emploi",
    OfferKind.INTERNSHIP: "Stage",
    OfferKind.APPRENTICESHIP: "Alternance",
    OfferKind.TRAINING: "Formation",
    OfferKind.CIVIC_SERVICE: "Service civique",
    OfferKind.IMMERSION: "Immersion",
    OfferKind.EVENT: "Évènement",
}

WAYS = {
    WayToMeet.DROP_BY: "Passer sur place",
    WayToMeet.TRY_AN_HOUR: "Essayer une heure",
    WayToMeet.PHONE_FIRST: "Se parler au téléphone",
    WayToMeet.JOB_DATING: "Job dating",
    WayToMeet.APPLY_ONLINE: "Postuler en ligne",
}

DETAIL_LABELS = {"salary": "Salaire", "working_hours": "Horaires", "duration": "Durée"}
"""Labels of the details by field, in the order in which people ask for them."""

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DESCRIPTION_CHARS = 200
"""What shared links and search results show of a description; more is cut off by them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the page's list of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """The words of a poster and the address in its code. `steps` are short sentences, in order."""

    headline: str
    kind: str
    title: str
    when: str | None
    organisation: str
    steps: tuple[str, ...]
    reward: str | None
    code_url: str
    shown_address: str
    demo_mark: str | None
    changed_at: datetime | None


_HEADLINES = {
    OfferKind.JOB: "On cherche quelqu’un. Toi ?",
    OfferKind.INTERNSHIP: "Un stage, ça te dit ?",
    OfferKind.APPRENTICESHIP: "Apprends un métier avec nous.",
    OfferKind.TRAINING: "Envie d’apprendre ?",
    OfferKind.CIVIC_SERVICE: "Envie d’être utile ?",
    OfferKind.IMMERSION: "Essaie ce métier, pour voir.",
    OfferKind.EVENT: "Viens, on t’attend.",
}


def poster_sheet(
    offer: PublicOffer, code_url: str, *, base_url: str, zone: tzinfo, points: int, has_door: bool
) -> PosterSheet:
    """Returns what an offer's poster says; one that has no door says nothing of one. `points` are those of a visit."""
    return PosterSheet(
        headline=_HEADLINES[offer.kind],
        kind=KINDS[offer.kind],
        title=offer.title,
        when=when_words(offer.event, zone) if offer.event else None,
        organisation=offer.organisation,
        steps=(
            "Scanne le code.",
            "Découvre l’offre.",
            "Pousse la porte, ou dis que ça t’intéresse." if has_door else "Dis que ça t’intéresse.",
        ),
        reward=f"{points} points si tu scannes ici, devant la porte." if has_door else None,
        code_url=code_url,
        shown_address=base_url.partition("://")[2],
        demo_mark="Affiche de démonstration : cette offre est inventée." if offer.is_demo else None,
        changed_at=offer.changed_at,
    )


def day_words(day: date) -> str:
    """Such as "1er juin 2026"."""
    return day_in_full(Language.FRENCH, day)


def moment_words(moment: datetime, zone: tzinfo) -> str:
    """Such as "mercredi 3 juin 2026 à 14 h 30"."""
    local = moment.astimezone(zone)
    return f"{_WEEKDAYS[local.weekday()]} {day_words(local.date())} à {_hour(local)}"


def when_words(times: EventTimes, zone: tzinfo) -> str:
    """Such as "mercredi 3 juin 2026, de 14 h à 17 h 30", or from one day to another."""
    starts, ends = times.starts_at.astimezone(zone), times.ends_at.astimezone(zone)
    if starts.date() == ends.date():
        return f"{_WEEKDAYS[starts.weekday()]} {day_words(starts.date())}, de {_hour(starts)} à {_hour(ends)}"
    return f"du {moment_words(starts, zone)} au {moment_words(ends, zone)}"


def hours_words(hours: VisitingHours | None) -> list[str]:
    """One line for each run of days with the same hours, such as "du lundi au vendredi : 8 h – 20 h"; none for none."""
    runs: list[tuple[int, int, str]] = []
    for weekday, slots in sorted(hours.by_weekday.items()) if hours else ():
        text = ", ".join(f"{_hour(slot.opens)} – {_closing(slot.closes)}" for slot in slots)
        if not text:
            continue
        if runs and runs[-1][1] == weekday - 1 and runs[-1][2] == text:
            runs[-1] = (runs[-1][0], weekday, text)
        else:
            runs.append((weekday, weekday, text))
    lines = [f"{_days(first, last)} : {text}" for first, last, text in runs]
    return [*lines, "les jours fériés aussi"] if hours and hours.on_holidays else lines


def facts(offer: PublicOffer, zone: tzinfo) -> list[Fact]:
    """Lists what is known, in the order in which people ask for it."""
    return [Fact(label, value) for label, value in _facts(offer, zone) if value]


def details(content: PublicContent) -> list[Fact]:
    """Lists what is said in the employer's own words."""
    return [Fact(label, words) for name, label in DETAIL_LABELS.items() if (words := getattr(content, name))]


def _facts(offer: PublicOffer, zone: tzinfo) -> Iterator[tuple[str, str | None]]:
    where = offer.address.text if offer.address else None
    yield "C’est où", where or offer.commune_name
    if offer.event is not None:
        yield "Quand", when_words(offer.event, zone)
        yield "Places", str(offer.event.seats) if offer.event.seats else None
    yield from ((fact.label, fact.value) for fact in details(offer))
    if offer.event is None and offer.openings:
        yield "Postes à pourvoir", str(offer.openings)
    yield "Ça commence", day_words(offer.starts_on) if offer.starts_on and not offer.event else None
    yield "Fauteuil roulant", "C’est accessible" if offer.wheelchair_accessible else None
    yield "Offre ouverte jusqu’au", day_words(offer.expires_on) if offer.expires_on and not offer.event else None


def in_town(name: str) -> str:
    """Such as "à Lens", "au Portel", "aux Attaques"."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"à {name}"


def summary(offer: PublicOffer) -> str:
    """For search results and shared links."""
    said = " ".join((offer.description or "").split())
    start = " · ".join(filter(None, (KINDS[offer.kind], offer.organisation, offer.commune_name)))
    text = f"{start}. {said}" if said else start
    return text if len(text) <= _DESCRIPTION_CHARS else f"{text[: _DESCRIPTION_CHARS - 1].rstrip()}…"


def _closing(closes: time) -> str:
    return "minuit" if closes == MIDNIGHT else _hour(closes)


def _hour(moment: datetime | time) -> str:
    return f"{moment.hour} h {moment:%M}" if moment.minute else f"{moment.hour} h"


def _days(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return "tous les jours"
    return f"le {_WEEKDAYS[first]}" if first == last else f"du {_WEEKDAYS[first]} au {_WEEKDAYS[last]}"
