"""Points: what each achievement is worth, and the most that metres can earn in a day."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.limits import Limits
from game_rules.play.points import (
    LedgerEntry,
    PointRule,
    entry_for_cells,
    entry_for_discovery,
    entry_for_new_commune,
    entry_for_new_domain,
    entry_for_visit,
)

OFFER_ID = UUID("0192f0c1-2222-7aaa-8bbb-0123456789ab")
TODAY = date(2026, 6, 3)


def test_achievements_are_worth_what_the_design_says() -> None:
    offer = str(OFFER_ID)
    assert entry_for_discovery(OFFER_ID, TODAY) == LedgerEntry(PointRule.DISCOVERY, offer, 10, TODAY)
    assert entry_for_visit(OFFER_ID, TODAY) == LedgerEntry(PointRule.VISIT, offer, 50, TODAY)
    assert entry_for_new_domain("F17", TODAY) == LedgerEntry(PointRule.NEW_DOMAIN, "F17", 15, TODAY)
    assert entry_for_new_commune("62498", TODAY) == LedgerEntry(PointRule.NEW_COMMUNE, "62498", 20, TODAY)
    assert entry_for_cells(13, 0, TODAY) == LedgerEntry(PointRule.CELLS, "2026-06-03", 13, TODAY)
    assert Limits().points_joker_met == 100


@pytest.mark.parametrize(
    ("new_cells", "already_paid", "points"),
    [
        (1, 0, 1),
        (49, 0, 49),
        (50, 0, 50),
        (51, 0, 50),
        (1, 49, 1),
        (2, 49, 1),
        (1, 50, None),
        (1, 51, None),
        (0, 0, None),
    ],
)
def test_metres_earn_at_most_50_points_a_day(new_cells: int, already_paid: int, points: int | None) -> None:
    entry = entry_for_cells(new_cells, already_paid, TODAY)
    assert (entry.points if entry else None) == points


def test_the_line_for_cells_says_nothing_but_the_day() -> None:
    entry = entry_for_cells(7, 0, TODAY)
    assert entry is not None
    assert entry.subject == "2026-06-03"


@given(st.lists(st.integers(0, 80), max_size=12))
def test_the_same_cells_earn_the_same_in_any_portions(portions: list[int]) -> None:
    paid = 0
    for new_cells in portions:
        entry = entry_for_cells(new_cells, paid, TODAY)
        assert entry is None or entry.points > 0
        paid += entry.points if entry else 0
    assert paid == min(50, sum(portions))


def test_the_same_achievement_told_twice_is_the_same_line() -> None:
    assert entry_for_visit(OFFER_ID, TODAY) == entry_for_visit(OFFER_ID, TODAY)


def test_a_discovery_and_a_visit_of_one_offer_are_two_lines() -> None:
    assert entry_for_discovery(OFFER_ID, TODAY).rule is not entry_for_visit(OFFER_ID, TODAY).rule


def test_another_campaign_may_pay_otherwise() -> None:
    generous = Limits(points_per_cell=3, points_cells_per_day_max=100, points_visit=70)
    entry = entry_for_cells(40, 0, TODAY, generous)
    assert entry is not None
    assert entry.points == 100
    assert entry_for_visit(OFFER_ID, TODAY, generous).points == 70
