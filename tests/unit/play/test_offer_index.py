"""The index gives at least what looking at every offer would give."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.geo import LatLon, destination, distance_m
from game_rules.kinds import OfferKind
from game_rules.offers.offer import Offer
from game_rules.people.wishes import Wishes
from game_rules.tiles import HINT_TILE_ZOOM
from server.live.offer_index import HintTiles, OfferIndex
from tests.support.factories import START, offer, place
from tests.support.scenes.campaigns import PARIS

ANYTHING = Wishes()

# Nearly the whole globe (the grid does not wrap at the date line), and a town, where offers are close together.
anywhere = st.builds(LatLon, st.floats(-80, 80), st.floats(-179, 179))
in_town = st.builds(
    lambda north, east: place(metres_north=north, metres_east=east), st.floats(-600, 600), st.floats(-600, 600)
)
offers = st.lists(in_town, max_size=30).map(
    lambda places: [offer(title=f"Offre {number}", at=at) for number, at in enumerate(places)]
)


@given(offers, in_town, st.floats(0, 700))
def test_near_misses_nothing_that_looking_at_every_offer_finds(
    offers: list[Offer], position: LatLon, radius_m: float
) -> None:
    found = [one.id for one in OfferIndex(offers).near(position, radius_m)]
    assert {one.id for one in offers if distance_m(position, one.position) <= radius_m} <= set(found)
    assert len(found) == len(set(found))


@given(anywhere, st.floats(0, 360), st.floats(0, 1), st.floats(1, 100))
def test_near_misses_nothing_anywhere_on_the_map(
    position: LatLon, direction_deg: float, share: float, radius_m: float
) -> None:
    target = offer(at=destination(position, direction_deg, share * radius_m))
    assert target in OfferIndex([target]).near(position, radius_m)


@pytest.mark.parametrize(("lon", "other_lon"), [(179.9995, -179.9995), (-179.9995, 179.9995)])
def test_near_looks_across_the_date_line(lon: float, other_lon: float) -> None:
    target = offer(at=LatLon(-16.8, other_lon))
    assert target in OfferIndex([target]).near(LatLon(-16.8, lon), 150)


@given(offers, in_town, st.floats(0, 700))
def test_near_gives_nothing_from_far_away(offers: list[Offer], position: LatLon, radius_m: float) -> None:
    edge_m = 200.0
    for one in OfferIndex(offers).near(position, radius_m):
        # At most as many whole tiles further as the radius touches, and one, across the corner.
        assert distance_m(position, one.position) <= (radius_m + 2 * edge_m) * 1.5


def test_every_offer_is_found_by_its_id() -> None:
    offers = [offer(title=f"Offre {number}", metres_east=100 * number) for number in range(5)]
    index = OfferIndex(offers)
    assert dict(index.by_id) == {one.id: one for one in offers}
    with pytest.raises(TypeError):
        index.by_id[offers[0].id] = offers[1]  # type: ignore[index]


def tiles(index: OfferIndex, wishes: Wishes = ANYTHING, discovered: set[object] | None = None, hours: float = 0) -> int:
    moment = START + timedelta(hours=hours)
    return len(set(index.tiles_to_hint_at(wishes, discovered or set(), moment, PARIS).all))  # type: ignore[arg-type]


def test_hints_lead_to_each_tile_once_however_many_offers_it_holds() -> None:
    here = [offer(title=f"Offre {number}") for number in range(3)]
    there = offer(title="Ailleurs", metres_east=1000)
    index = OfferIndex([*here, there])
    assert index.tiles_to_hint_at(ANYTHING, set(), START, PARIS).all == (here[0].hint_tile, there.hint_tile)
    assert here[0].hint_tile.zoom == HINT_TILE_ZOOM
    assert tiles(index, discovered={one.id for one in here}) == 1
    assert tiles(index, discovered={here[0].id}) == 2


def test_a_tile_is_silent_when_nobody_answers_whose_offer_is_still_to_be_found_there() -> None:
    answers, silent = offer(title="Répond"), replace(offer(title="Ne répond pas"), is_silent=True)
    index = OfferIndex([silent, answers])
    assert index.tiles_to_hint_at(ANYTHING, set(), START, PARIS).silent == set()
    found = index.tiles_to_hint_at(ANYTHING, {answers.id}, START, PARIS)
    assert found == HintTiles((silent.hint_tile,), frozenset({silent.hint_tile}))


def test_hints_lead_neither_to_shut_doors_nor_to_what_nobody_wished_for_nor_to_what_has_ended() -> None:
    index = OfferIndex([offer(rome_code="D1106", kind=OfferKind.JOB, expires_on=START.date())])
    assert tiles(index) == 1
    assert tiles(index, hours=12) == 0
    assert tiles(index, Wishes(kinds=frozenset({OfferKind.EVENT}))) == 0
    assert tiles(index, Wishes(rome_domains=frozenset({"D11"}))) == 1
    assert tiles(index, Wishes(rome_domains=frozenset({"F17"}))) == 0
    assert tiles(index, hours=24) == 0


def test_what_lies_under_the_clouds_is_counted_at_night_too() -> None:
    numbers = count()
    offers = [offer(title=f"Offre {next(numbers)}", kind=kind) for kind in OfferKind]
    index = OfferIndex(offers)
    night = START + timedelta(hours=12)
    assert index.count_under_clouds(ANYTHING, set(), night, PARIS) == len(OfferKind)
    assert index.count_under_clouds(ANYTHING, {offers[0].id}, night, PARIS) == len(OfferKind) - 1
    wishes = Wishes(kinds=frozenset({OfferKind.JOB, OfferKind.EVENT}))
    assert index.count_under_clouds(wishes, set(), night, PARIS) == 2
