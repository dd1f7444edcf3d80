"""Offers at one address: each is found, and together they are paid as one."""

from datetime import date

import pytest

from game_rules.play.addresses import are_at_one_address, first_at_each_address
from tests.support.factories import offer

TODAY, YESTERDAY = date(2026, 6, 3), date(2026, 6, 2)
HALL = [offer(title=f"Mairie {number}") for number in range(6)]
BAKERY = offer(title="Boulangerie", metres_north=40)


@pytest.mark.parametrize(("metres", "is_one"), [(0, True), (9.9, True), (10.1, False)])
def test_a_house_is_ten_metres_wide(metres: float, is_one: bool) -> None:
    assert are_at_one_address(HALL[0], offer(title="À côté", metres_east=metres)) is is_one


def test_of_six_at_one_address_the_first_counts() -> None:
    new = [(one, TODAY) for one in (*HALL[:3], BAKERY, *HALL[3:])]
    assert first_at_each_address(new) == [(HALL[0], TODAY), (BAKERY, TODAY)]


def test_what_was_there_earlier_today_counts_for_the_rest_and_what_was_there_yesterday_does_not() -> None:
    new = [(HALL[1], TODAY)]
    assert first_at_each_address(new, [(HALL[0], TODAY)]) == []
    assert first_at_each_address(new, [(HALL[0], YESTERDAY)]) == new
    assert first_at_each_address(new, [(HALL[0], None)]) == new


def test_a_walk_over_midnight_counts_on_both_days() -> None:
    new = [(HALL[0], YESTERDAY), (HALL[1], TODAY)]
    assert first_at_each_address(new) == new
