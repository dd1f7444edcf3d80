"""The occupations of ROME 4 from the files beside: codes and labels as published, everyday words of our own."""

import csv
from collections.abc import Iterator
from pathlib import Path

from game_rules.offers.occupations import Occupation, Occupations

_FOLDER = Path(__file__).parent


def rome_occupations() -> Occupations:
    """All of them. Raises KeyError where a code has no domain, or everyday words no code."""
    domains = dict(_rows("rome_domains.csv"))
    words = dict(_rows("rome_words.csv"))
    known = [
        Occupation(code, label, domains[code[:3]], words.pop(code, "")) for code, label in _rows("rome_occupations.csv")
    ]
    if words:
        raise KeyError(f"rome_words.csv has codes that rome_occupations.csv has not: {', '.join(words)}")
    return Occupations(known)


def _rows(name: str) -> Iterator[tuple[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows
