"""Communes of ours that a source means when it gives a name, a postcode or a position, but no INSEE code."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

from shapely import Point, STRtree

from game_rules.geo import LatLon
from game_rules.territory.territory import Commune


@dataclass(frozen=True, slots=True)
class Town:
    """A town as a source names it; `department` is how its INSEE codes and postcodes begin, such as 62 or 971."""

    name: str
    department: str


_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s/": "sur"}


def folded_name(name: str) -> str:
    """`name` without case, accents, hyphens and the usual abbreviations: LIEVIN is Liévin, ST VAAST Saint-Vaast."""
    letters = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    words = re.sub(r"[^a-z0-9/]+", " ", letters.replace("œ", "oe")).split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def department_of(code: str) -> str:
    """The département of an INSEE code or postcode: two characters, three overseas. Corsica's postcodes say 20."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


class CommuneFinder:
    """Never changed once built."""

    def __init__(self, communes: Iterable[Commune]) -> None:
        self._communes = tuple(communes)
        self._tree = STRtree([commune.area for commune in self._communes])
        self._by_name: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for commune in self._communes:
            self._by_name[department_of(commune.insee), folded_name(commune.name)].add(commune.insee)

    def find(self, town: Town | None, position: LatLon | None) -> str | None:
        """The INSEE code: by name where one commune alone has it in its département, else by position."""
        if town is not None:
            named = self._by_name.get((town.department, folded_name(town.name)), set())
            if len(named) == 1:
                return next(iter(named))
        if position is None:
            return None
        hits = self._tree.query(Point(position.lon, position.lat), predicate="intersects")
        return min((self._communes[index].insee for index in hits), default=None)
