"""A summary of how an organisation answers applications: how long it takes, or that it keeps silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, inf
from statistics import median_low

from game_rules.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Answering:
    """`within_days` is None for a silent organisation, and for one of which too little is known."""

    within_days: int | None = None
    is_silent: bool = False


UNKNOWN = Answering()


def answering_of(waits_days: Iterable[float | None], limits: Limits = DEFAULT_LIMITS) -> Answering:
    """Sums up how an organisation answers, by the days that its applications waited for an answer, None without one.

    The middle one speaks for all: half of them were answered as fast or faster. An organisation is silent when the
    middle one has no answer: leaving out what was never answered would praise whoever answers one in ten.
    """
    waits = [inf if days is None else days for days in waits_days]
    if len(waits) < limits.answers_enough:
        return UNKNOWN
    middle = median_low(waits)
    return Answering(is_silent=True) if middle == inf else Answering(within_days=max(1, ceil(middle)))
