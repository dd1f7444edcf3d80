"""A client that asks in every way where a hidden offer lies learns its tile, and nothing finer."""

import pytest
from sqlalchemy import Connection

from game_rules.geo import distance_m
from tests.support.attackers.curious_client import (
    ELSEWHERE,
    MIDDLE,
    PLACES,
    REACH_M,
    TILE,
    CuriousClient,
    Heard,
    area_left_m2,
    figures,
    grid_of_tile,
    tiles_of_territory,
)

TILE_M2 = 37_000
"""A little less than the area of a hint tile at Lens."""


@pytest.fixture(scope="module")
def heard() -> dict[str, Heard]:
    """By the place of the hidden offers: asked once for all tests."""
    return {}


@pytest.fixture
def everything(connection: Connection, heard: dict[str, Heard]) -> dict[str, Heard]:
    # Elsewhere first: what a process makes once, when it is first asked for, is made there.
    for where, at in {"elsewhere": ELSEWHERE, **PLACES}.items():
        if where not in heard:
            nested = connection.begin_nested()
            heard[where] = CuriousClient(connection, at).ask_everything()
            nested.rollback()
    return heard


def test_wishes_hints_and_snapshots_tell_the_tile_and_no_more(everything: dict[str, Heard]) -> None:
    for where in PLACES:
        print(where, *figures(everything[where]), sep="\n  ")  # noqa: T201 - the figures
        assert everything[where].domains == {"I16": 2, "K13": 2}
        assert everything[where].tiles == {TILE}
        assert len(list(tiles_of_territory())) > 1000


def test_where_in_its_tile_an_offer_lies_changes_no_answer(everything: dict[str, Heard]) -> None:
    first, *others = (everything[where] for where in PLACES)
    for other in others:
        assert other.told == first.told
    # So that equal answers say something: another tile does change them.
    assert everything["elsewhere"].told != first.told
    assert everything["elsewhere"].tiles.isdisjoint(first.tiles)


def test_where_in_its_tile_an_offer_lies_is_no_more_and_no_less_work(everything: dict[str, Heard]) -> None:
    first, *others = (everything[where] for where in PLACES)
    for other in others:
        assert other.work == first.work


def test_a_grid_walked_beyond_the_budget_tells_nothing(everything: dict[str, Heard]) -> None:
    for where in PLACES:
        for part, answers in everything[where].grids.items():
            assert len(answers) > 50
            assert area_left_m2(answers) > TILE_M2, (where, part)


def test_an_answer_that_depends_on_the_place_would_have_been_found() -> None:
    told = [(at, "here" if distance_m(at, MIDDLE) <= REACH_M else "nothing") for at in grid_of_tile()]
    assert area_left_m2(told) < TILE_M2 / 50
