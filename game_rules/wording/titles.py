"""Titles that name an occupation for one sex only."""

import re
from dataclasses import dataclass

from game_rules.wording.rules.occupations import FORMS
from game_rules.wording.text import FoldedText, fold

_WORD = re.compile(r"[a-z]{3,30}")

_FOR_ALL = re.compile(
    r"(?<![a-z])(?:[hfmx] ?[/|.\-&] ?[hfmx]|hf|fh|homme ou femme|femme ou homme)(?![a-z])"
    r"|[·•‧⋅]"
    r"|[a-z]{2}(?:[/(.\-]|\(-)(?:e|ne|te|se|le|fe|ere|iere|euse|trice|rice|ice|esse|enne|ienne|onne|ve)s?(?![a-z])"
)
"""(H/F), boulanger·ère, vendeur/euse, employé(e), agent-e."""


@dataclass(frozen=True, slots=True)
class NameForOneSex:
    """A name for one sex in a title: where it stands in the original, and both forms as they are written."""

    start: int
    end: int
    both: str


_BOTH_OF_FORM = {fold(form).text: forms for forms in FORMS for form in forms}


def name_for_one_sex(title: FoldedText) -> NameForOneSex | None:
    """The first such name in `title`, None where it is open to all."""
    if _FOR_ALL.search(title.text):
        return None
    words = [(match, _BOTH_OF_FORM.get(match.group())) for match in _WORD.finditer(title.text)]
    said = {match.group() for match, _ in words}
    for match, forms in words:
        if forms is not None and not all(fold(form).text in said for form in forms):
            start, end = title.span(*match.span())
            return NameForOneSex(start, end, " / ".join(form.capitalize() for form in forms))
    return None
