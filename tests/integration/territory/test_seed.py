"""The demo territory on a real database."""

from game_rules.geo import LatLon
from seed_data.load import load_demo
from server.live.world import LiveWorld
from server.services.ports import OpenUnit
from server.services.territory import store_world
from server.services.territory.load_world import load_world
from tests.support.factories import START

START_OF_THE_DEMO_WALK = LatLon(50.4219, 2.7786)


def _silent(*_: object) -> None:
    """Nobody watches."""


def test_the_demo_loads_once_and_then_changes_nothing(open_unit: OpenUnit) -> None:
    first = load_demo(open_unit, store=store_world, today=START.date(), progress=_silent, say=_silent)
    again = load_demo(open_unit, store=store_world, today=START.date(), progress=_silent, say=_silent)

    assert first.problems == ()
    assert first.created > 400
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


def test_the_demo_is_a_world_to_walk_in(open_unit: OpenUnit) -> None:
    load_demo(open_unit, store=store_world, today=START.date(), progress=_silent, say=_silent)
    live = LiveWorld()

    assert load_world(open_unit, live, START)
    assert live.current is not None
    assert live.current.in_territory(START_OF_THE_DEMO_WALK)
    assert live.current.commune_at(START_OF_THE_DEMO_WALK) == "62510"
    assert any(live.current.offers.near(START_OF_THE_DEMO_WALK, 75))
    assert len(live.current.offers.by_id) >= 150
