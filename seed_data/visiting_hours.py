"""The compact notation of visiting hours in CSV files: `tue-sat 08:00-12:00 14:00-19:00; sun 08:00-12:30`."""

import re
from datetime import time

from game_rules.hours import OpenHours, VisitingHours

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def parse_visiting_hours(text: str) -> VisitingHours | None:
    """The hours that `text` describes; None for an empty text. Raises ValueError as `parse_hours` does."""
    return parse_hours(text, column="visiting_hours") if text.strip() else None


def parse_hours(text: str, *, column: str) -> VisitingHours:
    """The hours that `text` describes.

    Parts separated by `;` each name a weekday or a range of weekdays, then one or more spans. A weekday not named is
    closed. Raises ValueError, saying what to write in `column`, for anything else.
    """
    by_weekday: dict[int, tuple[OpenHours, ...]] = {}
    for part in text.split(";"):
        days, *spans = part.split() or [""]
        if not spans:
            raise ValueError(f"{column}: write '{part.strip()}' as a weekday and hours, such as mon-fri 08:00-17:00")
        hours = tuple(parse_span(span, column=column) for span in spans)
        for weekday in _weekdays(days, column):
            if weekday in by_weekday:
                raise ValueError(f"{column}: {_WEEKDAYS[weekday]} is named twice: write its hours in one part")
            by_weekday[weekday] = hours
    return VisitingHours(by_weekday)


def _weekdays(days: str, column: str) -> range:
    first, dash, last = days.partition("-")
    if first not in _WEEKDAYS or (dash and last not in _WEEKDAYS):
        raise ValueError(f"{column}: '{days}' must be a weekday or a range of {', '.join(_WEEKDAYS)}")
    start = _WEEKDAYS.index(first)
    end = _WEEKDAYS.index(last) if dash else start
    if end < start:
        raise ValueError(f"{column}: '{days}' runs backwards: the week begins with mon")
    return range(start, end + 1)


def parse_span(span: str, *, column: str) -> OpenHours:
    """The hours of one day. Raises ValueError, saying what to write in `column`."""
    match = _SPAN.fullmatch(span)
    if match is None:
        raise ValueError(f"{column}: '{span}' must look like 08:00-17:30")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, match.groups())
    return OpenHours(time(opens_hour, opens_minute), time(closes_hour, closes_minute))
