"""The occupations of the French ROME nomenclature, found by whatever an employer calls them."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from game_rules.wording.text import fold


@dataclass(frozen=True, slots=True)
class Occupation:
    """`code` such as D1102, its `domain` D11. `everyday_words` are other names that people use."""

    code: str
    label: str
    domain_label: str
    everyday_words: str = ""

    @property
    def domain(self) -> str:
        return self.code[:3]


_WORD = re.compile(r"[a-z0-9]+")

_EMPTY_WORDS = (
    "a au aux avec d de des du e en et f fh h hf l la le les m ou par pour s sur un une x"
    " apprenti apprentie alternance alternant alternante stage stagiaire cdi cdd interim saisonnier saisonniere"
    " recherche cherche urgent"
)
_EMPTY = frozenset(_EMPTY_WORDS.split(" "))
"""Words that tell no occupation from another, and what is left of (H/F) and of forms such as employé·e."""

_NAMED = 100
_FIRST = 30
_EVERYDAY = 25
_WHOLE = 40
_COMMON = 10
"""What a word of a query is worth: in the label; more as its first word or as an everyday name; more as a whole word;
more for an occupation that has everyday names, because those are what most people look for."""


class Occupations:
    """Never changed once built. Takes half a second to build, so that a server waits until somebody asks; holds about a
    megabyte.
    """

    def __init__(self, occupations: Iterable[Occupation]) -> None:
        self._all = tuple(occupations)
        self._places: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for number, one in enumerate(self._all):
            common = _COMMON if one.everyday_words else 0
            first = {form[0] for form in map(_words, one.label.split(" / ")) if form}
            for word in (*_words(one.label), one.code.lower()):
                self._note(word, number, common + _NAMED + _FIRST * (word in first))
            for word in _words(one.everyday_words):
                self._note(word, number, common + _NAMED + _EVERYDAY)
            for word in _words(one.domain_label):
                self._note(word, number, common)
        self._sorted_words = sorted(self._places)

    def __len__(self) -> int:
        return len(self._all)

    def search(self, query: str, most: int) -> list[Occupation]:
        """At most so many that have the words of `query` in any order, the last letters may be missing; best first.

        Where none has them all, those that have most of them. Case, accents, plural and (H/F) do not matter, and either
        form of a name will do.
        """
        hits: defaultdict[int, int] = defaultdict(int)
        scores: defaultdict[int, int] = defaultdict(int)
        for word in _words(query):
            for number, score in self._scores(word).items():
                hits[number] += 1
                scores[number] += score
        best = sorted(scores, key=lambda number: (-hits[number], -scores[number], len(self._all[number].label), number))
        return [self._all[number] for number in best[:most] if hits[number] == hits[best[0]]]

    def _note(self, word: str, number: int, worth: int) -> None:
        places = self._places[word]
        places[number] = max(worth, places.get(number, 0))

    def _scores(self, beginning: str) -> dict[int, int]:
        scores: dict[int, int] = {}
        for place in range(bisect_left(self._sorted_words, beginning), len(self._sorted_words)):
            word = self._sorted_words[place]
            if not word.startswith(beginning):
                break
            for number, worth in self._places[word].items():
                scores[number] = max(scores.get(number, 0), worth + _WHOLE * (word == beginning))
        return scores


def _words(text: str) -> list[str]:
    folded = (word for word in _WORD.findall(fold(text).text) if word not in _EMPTY)
    return [word[:-1] if len(word) > 3 and word.endswith(("s", "x")) else word for word in folded]
