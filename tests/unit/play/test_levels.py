"""Levels, against the formula by brute force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.play.levels import level_of, points_at_level


def test_the_first_levels_start_where_the_design_says() -> None:
    assert [points_at_level(level) for level in range(1, 7)] == [0, 100, 300, 600, 1000, 1500]


def test_every_total_has_the_level_that_counting_up_finds() -> None:
    level = 1
    for points in range(200_000):
        while 50 * (level + 1) * level <= points:
            level += 1
        assert level_of(points) == level


@pytest.mark.parametrize("level", [2, 3, 4, 10, 99, 1000, 10**9])
def test_a_level_starts_at_its_points_and_not_one_before(level: int) -> None:
    starts_at = points_at_level(level)
    assert level_of(starts_at - 1) == level - 1
    assert level_of(starts_at) == level
    assert level_of(starts_at + 1) == level


@given(st.integers(0, 10**40))
def test_even_huge_totals_stand_between_two_levels(points: int) -> None:
    level = level_of(points)
    assert points_at_level(level) <= points < points_at_level(level + 1)


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_more_points_never_mean_a_lower_level(points: int, more: int) -> None:
    assert level_of(points + more) >= level_of(points)


@pytest.mark.parametrize("level", [0, -1])
def test_there_is_no_level_below_1(level: int) -> None:
    with pytest.raises(ValueError, match="start at 1"):
        points_at_level(level)


def test_points_below_nothing_have_no_level() -> None:
    with pytest.raises(ValueError, match="never negative"):
        level_of(-1)
