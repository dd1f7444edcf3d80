"""Offers at one address on a real database: all of them are found and visited, and paid as one."""

import pytest

from game_rules.gps import GpsFix
from game_rules.play.outcomes import OfferDiscovered, OfferVisited, PointsAwarded
from game_rules.play.points import PointRule
from server.services.play.record_fixes import FixesRecorded
from server.services.ports import OpenUnit
from tests.support.factories import fix, offer
from tests.support.scenes.walks import WalkScene

TRADES = ("D1106", "F1703", "G1602", "I1604", "K1304", "M1601")
TOWN_HALL = [offer(title=f"Mairie {code}", metres_north=200, rome_code=code) for code in TRADES]
NEXT_DOOR = offer(title="Boulangerie", metres_north=200, metres_east=30, rome_code="D1102")


@pytest.fixture
def scene(open_unit: OpenUnit) -> WalkScene:
    return WalkScene(open_unit, [*TOWN_HALL, NEXT_DOOR])


def points(recorded: FixesRecorded, rule: PointRule) -> int:
    entries = [one for event in recorded.events if isinstance(event, PointsAwarded) for one in event.entries]
    return sum(one.points for one in entries if one.rule is rule)


def stay(seconds: float = 0) -> list[GpsFix]:
    """Forty seconds at the town hall's door, out of reach of the next one."""
    return [
        fix(metres_north=200, metres_east=-15, seconds=seconds + second, accuracy_m=5) for second in range(0, 41, 5)
    ]


def test_six_offers_at_one_address_are_all_found_and_pay_what_one_pays(scene: WalkScene) -> None:
    done = scene.device().send([fix(metres_north=170, metres_east=-30, accuracy_m=5)])
    assert {event.offer.id for event in done.events if isinstance(event, OfferDiscovered)} == {
        one.id for one in TOWN_HALL
    }
    assert done.totals.offers_discovered == 6
    assert points(done, PointRule.DISCOVERY) == 10
    assert points(done, PointRule.NEW_DOMAIN) == 15


def test_an_offer_next_door_is_paid_by_itself(scene: WalkScene) -> None:
    done = scene.device().send([fix(metres_north=200, metres_east=15, accuracy_m=5)])
    assert done.totals.offers_discovered == 7
    assert points(done, PointRule.DISCOVERY) == 20


def test_one_door_is_one_visit_of_all_its_offers(scene: WalkScene) -> None:
    done = scene.device().send(stay())
    assert len([event for event in done.events if isinstance(event, OfferVisited)]) == 6
    assert done.totals.offers_visited == 6
    assert points(done, PointRule.VISIT) == 50


def test_one_door_uses_one_visit_of_the_days_budget(scene: WalkScene) -> None:
    done = scene.device().send(stay())
    with scene.at().unit() as unit:
        assert [(day.visits, day.discoveries) for day in unit.walking_days.of_player(scene.player.id)] == [(1, 7)]
    assert not done.held_back


def test_what_is_posted_there_later_is_paid_on_another_day(open_unit: OpenUnit) -> None:
    first, later = TOWN_HALL[0], TOWN_HALL[1]
    scene = WalkScene(open_unit, [first])
    phone = scene.device()
    phone.send([fix(metres_north=170, metres_east=-30, accuracy_m=5)])
    scene.post(later)
    same_day = phone.send([fix(metres_north=170, metres_east=-30, seconds=600, accuracy_m=5)])
    assert same_day.totals.offers_discovered == 2
    assert points(same_day, PointRule.DISCOVERY) == points(same_day, PointRule.NEW_DOMAIN) == 0
    scene.post(TOWN_HALL[2])
    next_day = phone.send([fix(metres_north=170, metres_east=-30, seconds=24 * 3600, accuracy_m=5)])
    assert next_day.totals.offers_discovered == 3
    assert points(next_day, PointRule.DISCOVERY) == 10
