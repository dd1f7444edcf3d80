"""The day's budget: steps count, rest and rides do not, and a walk cut anywhere comes to the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS
from game_rules.play.budget import Budget, DayUse, used_up, walked_since
from game_rules.play.fixes import FixVerdict, Track, is_elsewhere, judge_fix
from game_rules.play.fog import cells_lifted_at
from tests.support.factories import LENS, everywhere, fix, judge_all, offer
from tests.support.walked import outcome_of, walk


@pytest.mark.parametrize(
    ("use", "may_walk"),
    [
        (DayUse(metres=39_999), True),
        (DayUse(metres=40_000), True),
        (DayUse(metres=40_001), False),
        (DayUse(seconds=12 * 3600 - 1), True),
        (DayUse(seconds=12 * 3600), True),
        (DayUse(seconds=12 * 3600 + 1), False),
    ],
)
def test_distance_and_hours_each_have_an_end(use: DayUse, may_walk: bool) -> None:
    assert use.may_walk() is may_walk


@pytest.mark.parametrize(
    ("use", "parts"),
    [
        (DayUse(starts=9, discoveries=59, visits=19, metres=40_000), set()),
        (DayUse(discoveries=60), {Budget.DISCOVERIES}),
        (DayUse(discoveries=61), {Budget.DISCOVERIES}),
        (DayUse(visits=20, metres=40_001), {Budget.VISITS, Budget.WALK}),
    ],
)
def test_a_part_is_used_up_once_all_of_it_was_given(use: DayUse, parts: set[Budget]) -> None:
    assert used_up(use) == parts
    assert used_up(use, is_shut=True) == parts | {Budget.NEW_DEVICES}


@pytest.mark.parametrize(("metres_in_10_s", "walked_m"), [(4.9, 0), (5.1, 5.1), (14, 14), (41, 41)])
def test_steps_are_walked_and_drift_is_not(metres_in_10_s: float, walked_m: float) -> None:
    _, track = judge_all([fix()])
    metres, seconds = walked_since(track, fix(seconds=10, metres_north=metres_in_10_s))
    assert metres == pytest.approx(walked_m, abs=0.01)
    assert seconds == (10 if walked_m else 0)


def test_the_first_fix_of_a_device_has_walked_nothing() -> None:
    assert walked_since(Track(), fix()) == (0, 0)


def test_a_ride_is_not_walked() -> None:
    outcome = outcome_of([fix(), fix(seconds=60, metres_north=1000), fix(seconds=120, metres_north=2000)])
    assert outcome.metres == outcome.seconds == 0


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_walk_cut_in_two_is_as_long_as_in_one(cut: int, metres_a_step: int) -> None:
    fixes = [fix(seconds=5 * number, metres_north=metres_a_step * number) for number in range(40)]
    whole, first = outcome_of(fixes), outcome_of(fixes[:cut]) if cut else None
    rest = outcome_of(fixes[cut:], track=first.track if first else None) if cut < len(fixes) else None
    parts = [part for part in (first, rest) if part]
    assert sum(part.metres for part in parts) == pytest.approx(whole.metres)
    assert sum(part.seconds for part in parts) == pytest.approx(whole.seconds)


def test_what_was_counted_before_counts_no_second_time_and_wins_the_same() -> None:
    fixes = walk(200)
    once, again = outcome_of(fixes), outcome_of(fixes, counted=len(fixes))
    assert (again.metres, again.seconds) == (0, 0)
    assert once.metres == pytest.approx(200, abs=1)
    assert again.cells == once.cells


def test_beyond_the_budget_clouds_lift_and_nothing_is_won() -> None:
    here, beyond = offer(title="Here"), offer(title="Beyond", metres_north=200)
    fixes = walk(200)
    outcome = outcome_of(fixes, [here, beyond], may_win=lambda metres, _seconds: metres <= 100)
    assert set(outcome.discovered) == {here.id}
    assert cells_lifted_at(fixes[-1].position) <= outcome.cells_beyond
    assert not outcome.cells_beyond & outcome.cells.keys()
    assert outcome.cells.keys() | outcome.cells_beyond == outcome_of(fixes).cells.keys()


def moved(metres_east: float, seconds: float, accuracy_m: float = 10) -> GpsFix:
    return fix(metres_east=metres_east, seconds=seconds, accuracy_m=accuracy_m)


@pytest.mark.parametrize(
    ("other", "contradicts"),
    [
        # 15 km/h over the ten seconds that a speed needs, and both accuracies: 41.7 m + 20 m.
        (moved(61, 0), False),
        (moved(62, 0), True),
        (moved(160, 0, accuracy_m=110), False),
        (moved(62 + 100, 60), False),
        (moved(300, 60), True),
        (moved(300, -60), True),
        (moved(20_000, 61), False),
    ],
)
def test_two_phones_of_one_person_are_at_one_place(other: GpsFix, contradicts: bool) -> None:
    assert is_elsewhere(fix(), other) is contradicts


def test_a_fix_that_another_device_contradicts_wins_nothing_and_those_after_it_are_judged_by_the_devices_own() -> None:
    fixes = walk(100)
    outcome = outcome_of(fixes, is_elsewhere=lambda one: one is fixes[3])
    assert [verdict is FixVerdict.IMPOSSIBLE_JUMP for verdict in outcome.verdicts] == [one is fixes[3] for one in fixes]


def test_limits_are_a_campaigns_own() -> None:
    limits = replace(DEFAULT_LIMITS, day_walk_max_m=10.0)
    assert not DayUse(metres=11).may_walk(limits)
    assert judge_fix(Track(), fix(at=LENS), now=fix().taken_at, in_territory=everywhere, limits=limits)[0] == "ok"
