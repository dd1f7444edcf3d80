"""A batch of fixes comes to what its fixes win, each thing at the first fix that wins it."""

from datetime import UTC, date, datetime, timedelta

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.play.fixes import FixVerdict, Track
from game_rules.play.fog import cells_lifted_at
from game_rules.play.walks import judge_walk
from tests.support.factories import LENS, START, everywhere, fix, offer, place
from tests.support.walked import PARIS, outcome_of, walk

TODAY = START.date()


def test_a_walk_lifts_the_cells_around_each_of_its_fixes() -> None:
    fixes = walk(100)
    outcome = outcome_of(fixes)
    assert outcome.verdicts == [FixVerdict.OK] * len(fixes)
    assert set(outcome.cells) == set().union(*(cells_lifted_at(one.position) for one in fixes))
    assert set(outcome.cells.values()) == {TODAY}


def test_only_fixes_that_are_ok_win_anything() -> None:
    at_the_door = offer(metres_north=1000)
    ride = [fix(), fix(metres_north=1000, seconds=60)]
    outcome = outcome_of(ride, [at_the_door], commune_at=lambda at: "north" if at.lat > LENS.lat else "south")
    assert outcome.verdicts == [FixVerdict.OK, FixVerdict.IN_TRANSIT]
    assert set(outcome.cells) == cells_lifted_at(LENS)
    assert outcome.discovered == {}
    assert set(outcome.communes) == {"south"}


def test_outside_the_territory_nothing_is_won() -> None:
    outcome = outcome_of(walk(50), [offer()], in_territory=lambda _: False)
    assert set(outcome.verdicts) == {FixVerdict.OUTSIDE_TERRITORY}
    assert (outcome.cells, outcome.discovered, outcome.visited, outcome.communes) == ({}, {}, {}, {})


def test_an_offer_is_discovered_within_reach_whatever_the_index_gives() -> None:
    near, far = offer(title="Près", metres_east=59), offer(title="Loin", metres_east=61)
    assert set(outcome_of([fix(accuracy_m=10)], [near, far]).discovered) == {near.id}


def test_what_is_discovered_keeps_the_order_of_the_walk() -> None:
    later, sooner = offer(title="Après", metres_north=150), offer(title="Avant", metres_north=60)
    outcome = outcome_of(walk(200), [later, sooner])
    assert [found.title for found, _ in outcome.discovered.values()] == ["Avant", "Après"]


def test_an_offer_can_be_found_on_its_last_day_and_not_on_the_next() -> None:
    last_day, over = offer(title="Encore", expires_on=TODAY), offer(title="Fini", expires_on=TODAY - timedelta(days=1))
    assert set(outcome_of([fix()], [last_day, over]).discovered) == {last_day.id}


def test_days_are_those_of_the_campaigns_clocks() -> None:
    before_midnight = datetime(2026, 6, 3, 21, 59, 40, tzinfo=UTC)
    fixes = [
        GpsFix(place(metres_north=20 * step), 5, before_midnight + timedelta(seconds=20 * step)) for step in (0, 1)
    ]
    outcome = outcome_of(fixes, [offer()])
    assert set(outcome.cells.values()) == {date(2026, 6, 3), date(2026, 6, 4)}
    # What both fixes win belongs to the first.
    assert outcome.discovered[offer().id][1] == date(2026, 6, 3)
    assert outcome.communes == {"62498": date(2026, 6, 3)}


def test_standing_at_a_door_is_a_visit_across_two_batches() -> None:
    door = offer()
    first = outcome_of([fix(seconds=0), fix(seconds=20)], [door])
    assert first.visited == {}
    second = outcome_of([fix(seconds=29)], [door], track=first.track)
    assert second.visited == {}
    third = outcome_of([fix(seconds=30)], [door], track=second.track)
    assert third.visited == {door.id: TODAY}


def test_where_there_is_no_door_there_is_no_visit() -> None:
    street = offer(location_precision=LocationPrecision.STREET)
    outcome = outcome_of([fix(seconds=seconds) for seconds in range(0, 61, 10)], [street])
    assert set(outcome.discovered) == {street.id}
    assert outcome.visited == {}


def test_each_commune_on_the_way_is_named_once_and_none_where_there_is_none() -> None:
    def commune_at(position: LatLon) -> str | None:
        steps = (position.lat - LENS.lat) * 111_195
        return None if steps < 15 else "62427" if steps < 55 else "62498"

    assert list(outcome_of(walk(100), commune_at=commune_at).communes) == ["62427", "62498"]


def test_the_offers_around_are_asked_for_with_the_reach_of_the_fix() -> None:
    asked: list[tuple[LatLon, float]] = []

    def offers_near(position: LatLon, radius_m: float) -> list[Offer]:
        asked.append((position, radius_m))
        return []

    fixes = [fix(accuracy_m=5), fix(accuracy_m=40, seconds=10), fix(accuracy_m=60, seconds=20)]
    judge_walk(
        Track(),
        fixes,
        now=START + timedelta(minutes=1),
        zone=PARIS,
        in_territory=everywhere,
        commune_at=lambda _: None,
        offers_near=offers_near,
    )
    assert asked == [(LENS, 55), (LENS, 75)], "accuracy counts up to 25 m, and a fix that is no good asks for nothing"
