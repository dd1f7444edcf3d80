"""Days and times in words."""

from datetime import date, datetime, tzinfo

from game_rules.people.players import Language

_DAYS = {
    Language.FRENCH: ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    Language.ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


_MONTHS = {
    Language.FRENCH: (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip


def local_moment(language: Language, moment: datetime, zone: tzinfo) -> str:
    """Such as "mercredi 3 juin à 14 h 30" or "Wednesday 3 June at 14:30"."""
    local = moment.astimezone(zone)
    day = named_day(language, local.date())
    at = "at" if language is Language.ENGLISH else "à"
    return f"{day} {at} {time_of_day(language, moment, zone)}"


def named_day(language: Language, day: date) -> str:
    """Such as "mercredi 3 juin" or "Wednesday 3 June"."""
    return f"{_DAYS[language][day.weekday()]} {day_and_month(language, day)}"


def time_of_day(language: Language, moment: datetime, zone: tzinfo) -> str:
    """Such as "14 h 30" or "14:30"."""
    local = moment.astimezone(zone)
    if language is Language.ENGLISH:
        return f"{local:%H:%M}"
    minutes = f" {local:%M}" if local.minute else ""
    return f"{local.hour} h{minutes}"


def day_and_month(language: Language, day: date) -> str:
    """Such as "3 juin", "1er juin" or "3 June"."""
    first = "1er" if language is Language.FRENCH else "1"
    return f"{first if day.day == 1 else day.day} {_MONTHS[language][day.month - 1]}"


def day_in_full(language: Language, day: date) -> str:
    """Such as "1er juin 2026" or "1 June 2026"."""
    return f"{day_and_month(language, day)} {day.year}"
