"""Reads single cells of a CSV row. Every refusal is a ValueError that names the column and what to write there."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from game_rules.geo import LatLon

_Choice = TypeVar("_Choice", bound=StrEnum)
_DAYS_AHEAD = re.compile(r"\+(\d{1,3})")
_YES_NO = {"yes": True, "no": False, "": None}


def a_text(row: Mapping[str, str], column: str) -> str:
    """The text of `column`, which must not be empty."""
    if not row[column]:
        raise ValueError(f"{column} is empty: fill it in")
    return row[column]


def a_number(row: Mapping[str, str], column: str) -> float:
    """The number in `column`."""
    try:
        return float(row[column])
    except ValueError:
        raise ValueError(f"{column} must be a number with a decimal point, not '{row[column]}'") from None


def a_latlon(row: Mapping[str, str]) -> LatLon:
    """The position in the columns `lat` and `lon`, in degrees."""
    return LatLon(a_number(row, "lat"), a_number(row, "lon"))


def a_choice(row: Mapping[str, str], column: str, choices: type[_Choice]) -> _Choice:
    """The member of `choices` that `column` names."""
    return _choice(column, row[column], choices)


def some_choices(row: Mapping[str, str], column: str, choices: type[_Choice]) -> frozenset[_Choice]:
    """The members of `choices` that `column` names, separated by spaces; none for an empty cell."""
    return frozenset(_choice(column, word, choices) for word in row[column].split())


def a_day(row: Mapping[str, str], column: str) -> date | None:
    """The day in `column`; None for an empty cell."""
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        raise ValueError(f"{column} must be a day such as 2026-09-01, not '{row[column]}'") from None


def a_day_or_days_ahead(row: Mapping[str, str], column: str, today: date) -> date | None:
    """The day in `column`, where +12 is twelve days after `today`; None for an empty cell."""
    ahead = _DAYS_AHEAD.fullmatch(row[column])
    return today + timedelta(days=int(ahead[1])) if ahead else a_day(row, column)


def a_whole_number(row: Mapping[str, str], column: str) -> int | None:
    """The whole number in `column`; None for an empty cell."""
    if row[column] and not (row[column].isascii() and row[column].isdigit()):
        raise ValueError(f"{column} must be a whole number or empty, not '{row[column]}'")
    return int(row[column]) if row[column] else None


def a_yes_or_no(row: Mapping[str, str], column: str) -> bool | None:
    """Reads the yes or no in `column`; None (not given) for an empty cell."""
    if row[column] not in _YES_NO:
        raise ValueError(f"{column} must be yes, no or empty, not '{row[column]}'")
    return _YES_NO[row[column]]


def _choice(column: str, word: str, choices: type[_Choice]) -> _Choice:
    try:
        return choices(word)
    except ValueError:
        raise ValueError(f"{column} must be one of {', '.join(choices)}, not '{word}'") from None
