"""Statements about how an organisation answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.applications.answering import UNKNOWN, Answering, answering_of


def test_of_few_applications_nothing_is_said() -> None:
    assert answering_of([None, None]) == UNKNOWN
    assert answering_of([1.0, 1.0]) == UNKNOWN
    assert answering_of([]) == UNKNOWN


@pytest.mark.parametrize(
    ("waits_days", "within_days"),
    [([0.1, 0.2, 0.3], 1), ([1.0, 1.0, 9.0], 1), ([0.5, 1.01, 9.0], 2), ([2.0, 2.0, 30.0, 30.0], 2)],
)
def test_the_middle_one_tells_within_how_many_days(waits_days: list[float], within_days: int) -> None:
    assert answering_of(waits_days) == Answering(within_days=within_days)


def test_who_leaves_more_than_half_unanswered_is_silent() -> None:
    assert answering_of([1.0, 1.0, None]) == Answering(within_days=1)
    assert answering_of([1.0, None, None]) == Answering(is_silent=True)
    assert answering_of([1.0, 1.0, None, None]) == Answering(within_days=1)


@given(st.lists(st.none() | st.floats(0, 60), min_size=3, max_size=12), st.floats(0, 60))
def test_answering_what_was_not_answered_never_makes_silent(waits_days: list[float | None], answered: float) -> None:
    if None not in waits_days:
        return
    before = answering_of(waits_days)
    waits_days[waits_days.index(None)] = answered
    assert not answering_of(waits_days).is_silent or before.is_silent
