"""The public holidays of France, by commune.

The law names them (Code du travail, art. L3133-1; for Moselle, Bas-Rhin and Haut-Rhin also L3134-13): they are
computed, and nobody has to keep a list.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER_DAYS = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday."""

_ALSACE_MOSELLE = ("57", "67", "68")
"""Departments, the first two characters of an INSEE code. Their Good Friday is one in communes with a Protestant church
or a mixed one; those are all taken for such: a closed door that is open harms nobody."""


@dataclass(frozen=True, slots=True)
class Holidays(Container[date]):
    """The holidays of the commune with that INSEE code; None is anywhere in France."""

    insee: str | None = None

    def __contains__(self, day: object) -> bool:
        """Tells whether nobody has to work there on the local `day`."""
        return isinstance(day, date) and day in self._of(day.year)

    def between(self, first: date, last: date) -> list[date]:
        """Lists those from `first` to `last`, both included, in order."""
        years = range(first.year, last.year + 1)
        return sorted(day for year in years for day in self._of(year) if first <= day <= last)

    def _of(self, year: int) -> frozenset[date]:
        is_in_alsace_moselle = self.insee is not None and self.insee.startswith(_ALSACE_MOSELLE)
        return holidays_of(year, in_alsace_moselle=is_in_alsace_moselle)


@lru_cache(maxsize=64)
def holidays_of(year: int, *, in_alsace_moselle: bool) -> frozenset[date]:
    """The eleven of a year, and Alsace-Moselle's two more."""
    easter = easter_of(year)
    days = {date(year, month, day) for month, day in _FIXED}
    days |= {easter + timedelta(days=after) for after in _AFTER_EASTER_DAYS}
    if in_alsace_moselle:
        days |= {easter - timedelta(days=2), date(year, 12, 26)}
    return frozenset(days)


def easter_of(year: int) -> date:
    """Easter Sunday of a Gregorian year (Jean Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moved + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
