"""The phone shows what it was told, in whatever order it heard it."""

from base64 import b64encode
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from game_rules.play.fog import BLOCK_BYTES, mask_of
from server.simulator.picture import Picture
from tests.support.simulated_server import OFFER_ID, OTHER_ID, TOTALS, offer


def totals(points: int, cells: int) -> dict[str, Any]:
    return TOTALS.model_dump() | {"points": points, "cells_lifted": cells}


def snapshot(*cells: int, offers: tuple[dict[str, Any], ...] = (), points: int = 0) -> dict[str, Any]:
    mask = sum(mask_of(cell) for cell in cells)
    fog = [{"x": 1, "y": 2, "cells": b64encode(mask.to_bytes(BLOCK_BYTES, "big")).decode()}] if cells else []
    player = {"id": OFFER_ID, "name": "A", "language": "fr", "is_guest": True}
    return {
        "player": player | {"wishes": {"kinds": [], "rome_domains": []}},
        "totals": totals(points, len(cells)),
        "version": 1,
        "fog": fog,
        "offers": list(offers),
        "offers_under_clouds": 3,
        "jokers_nearby": [],
    }


PUSHES: list[tuple[str, dict[str, Any]]] = [
    ("snapshot", snapshot(0, 4095, offers=(offer(OFFER_ID, "2026-05-01"),), points=30)),
    ("fog_lifted", {"version": 2, "blocks": [{"x": 1, "y": 2, "cells": [4095, 7]}, {"x": 2, "y": 2, "cells": [7]}]}),
    ("offer_discovered", {"version": 2, "offer": offer(OTHER_ID)}),
    ("offer_visited", {"version": 2, "offer_id": OTHER_ID, "visited_on": "2026-05-01"}),
    ("points_awarded", {"version": 2, "entries": [], "totals": totals(120, 4)}),
    ("points_awarded", {"version": 2, "entries": [], "totals": totals(90, 3)}),
    ("level_reached", {"level": 2}),
]


@given(st.permutations(PUSHES))
def test_the_order_of_the_pushes_does_not_matter(pushes: list[tuple[str, dict[str, Any]]]) -> None:
    picture = Picture()
    for event, payload in pushes:
        picture.take(event, payload)
    assert picture.cells_lifted == 4
    assert picture.offers == {OFFER_ID: "Offer a", OTHER_ID: "Offer b"}
    assert picture.visited == {OFFER_ID, OTHER_ID}
    assert (picture.points, picture.level) == (120, 2)
    assert picture.not_understood == ()


def test_hints_stay_in_the_order_they_came() -> None:
    picture = Picture()
    picture.take("hint", {"band": "warm", "compass_sector": "north"})
    picture.take("hint", {"band": None, "compass_sector": None})
    assert picture.hints == (("warm", "north"), (None, None))


def test_a_push_that_does_not_fit_the_protocol_is_noted_and_changes_nothing() -> None:
    picture = Picture()
    picture.take("fog_lifted", {"version": 2, "blocks": [{"x": 1, "y": 2, "cells": [4096]}]})
    picture.take("level_reached", "up")
    assert picture.not_understood == ("fog_lifted", "level_reached")
    assert (picture.cells_lifted, picture.level) == (0, 0)


def test_the_picture_knows_whether_it_has_caught_up_with_the_score() -> None:
    picture = Picture()
    picture.take("fog_lifted", {"version": 2, "blocks": [{"x": 1, "y": 2, "cells": [1, 2]}]})
    score = TOTALS.model_copy(update={"points": 2, "cells_lifted": 2})
    assert not picture.wait_for(score, timeout_s=0)
    picture.take("points_awarded", {"version": 2, "entries": [], "totals": score.model_dump()})
    assert picture.wait_for(score, timeout_s=0)
