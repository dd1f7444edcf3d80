"""Hints: warmer or colder, and never more than the zoom-17 tile tells."""

from dataclasses import fields
from math import atan, degrees, nextafter, pi, sinh

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.geo import CompassSector, LatLon, Tile, compass_sector, destination, distance_m, tile_at, tile_centre
from game_rules.limits import Limits
from game_rules.play.hints import Hint, HintBand, SentHint, band_at, hint_towards, is_worth_sending
from tests.support.factories import LENS, moment, offer

NORTH, EAST = CompassSector.NORTH, CompassSector.EAST
LENS_TILE = tile_at(LENS, 17)

near_lens = st.builds(LatLon, st.floats(min_value=50.40, max_value=50.46), st.floats(min_value=2.79, max_value=2.88))
tiles_near_lens = st.builds(
    Tile,
    st.just(17),
    st.integers(LENS_TILE.x - 8, LENS_TILE.x + 8),
    st.integers(LENS_TILE.y - 8, LENS_TILE.y + 8),
)
inner_fractions = st.floats(min_value=0.001, max_value=0.999)


def inside(tile: Tile, east: float, south: float) -> LatLon:
    """The place at these fractions of a tile's width and height."""
    size = 1 << tile.zoom
    lat = degrees(atan(sinh(pi * (1 - 2 * (tile.y + south) / size))))
    return LatLon(lat, (tile.x + east) / size * 360 - 180)


@pytest.mark.parametrize(
    ("end_m", "within", "beyond"),
    [
        (140, HintBand.BURNING, HintBand.HOT),
        (300, HintBand.HOT, HintBand.WARM),
        (600, HintBand.WARM, HintBand.COOL),
        (1200, HintBand.COOL, HintBand.COLD),
    ],
)
def test_a_band_includes_its_upper_end(end_m: float, within: HintBand, beyond: HintBand) -> None:
    assert band_at(nextafter(end_m, 0)) is within
    assert band_at(end_m) is within
    assert band_at(nextafter(end_m, 9999)) is beyond


def test_bands_reach_from_no_distance_to_any() -> None:
    assert band_at(0) is HintBand.BURNING
    assert band_at(20_000_000) is HintBand.COLD


@given(tiles_near_lens, inner_fractions, inner_fractions)
def test_everywhere_in_the_right_tile_it_burns(tile: Tile, east: float, south: float) -> None:
    hint = hint_towards(inside(tile, east, south), [tile])
    assert hint is not None
    assert hint.band is HintBand.BURNING


def test_without_an_offer_left_there_is_no_hint() -> None:
    assert hint_towards(LENS, []) is None


@pytest.mark.parametrize("number", range(8))
def test_a_hint_points_at_the_centre_of_the_tile(number: int) -> None:
    centre = tile_centre(LENS_TILE)
    here = destination(centre, 45 * number + 180, 250)
    assert hint_towards(here, [LENS_TILE]) == Hint(HintBand.HOT, tuple(CompassSector)[number])


def test_the_nearest_tile_counts() -> None:
    nearer, further = Tile(17, LENS_TILE.x + 2, LENS_TILE.y), Tile(17, LENS_TILE.x, LENS_TILE.y - 5)
    here = tile_centre(LENS_TILE)
    assert hint_towards(here, [further, nearer]) == hint_towards(here, [nearer]) == Hint(HintBand.WARM, EAST)
    assert hint_towards(here, [further]) == Hint(HintBand.COOL, NORTH)


@pytest.mark.parametrize(("further_m", "named_silent"), [(1_199.0, False), (1_201.0, True)])
def test_who_does_not_answer_stands_back_as_if_further_away(further_m: float, *, named_silent: bool) -> None:
    silent, answering = Tile(17, LENS_TILE.x, LENS_TILE.y - 2), Tile(17, LENS_TILE.x + 9, LENS_TILE.y)
    here = tile_centre(LENS_TILE)
    apart_m = distance_m(here, tile_centre(answering)) - distance_m(here, tile_centre(silent))
    limits = Limits(hint_silent_detour_m=apart_m + 1_200.0 - further_m)
    chosen = silent if named_silent else answering
    # The band and the sector are those of the tile itself.
    assert hint_towards(here, [silent, answering], limits, silent={silent}) == hint_towards(here, [chosen], limits)


def test_where_nobody_answers_the_silent_are_hinted_at_as_ever() -> None:
    here, silent = tile_centre(LENS_TILE), Tile(17, LENS_TILE.x, LENS_TILE.y - 2)
    assert hint_towards(here, [silent], silent={silent}) == hint_towards(here, [silent])


def test_of_two_tiles_equally_near_the_same_one_is_named_in_any_order() -> None:
    west, east = Tile(17, LENS_TILE.x - 2, LENS_TILE.y), Tile(17, LENS_TILE.x + 2, LENS_TILE.y)
    here = tile_centre(LENS_TILE)
    assert hint_towards(here, [west, east]) == hint_towards(here, [east, west])


@given(near_lens, st.lists(st.tuples(tiles_near_lens, *[inner_fractions] * 4), min_size=1, max_size=6))
def test_a_hint_depends_on_the_offers_only_through_their_tiles(
    here: LatLon, places: list[tuple[Tile, float, float, float, float]]
) -> None:
    one_campaign = [offer(at=inside(tile, east, south)) for tile, east, south, _, _ in places]
    other_campaign = [offer(at=inside(tile, east, south)) for tile, _, _, east, south in places]
    told = hint_towards(here, [one.hint_tile for one in one_campaign])
    assert told == hint_towards(here, [one.hint_tile for one in other_campaign])
    assert told == hint_towards(here, [tile for tile, *_ in places])


@given(near_lens, st.sets(tiles_near_lens, min_size=1, max_size=6))
def test_a_hint_is_the_band_and_sector_of_the_nearest_centre(here: LatLon, tiles: set[Tile]) -> None:
    hint = hint_towards(here, tiles)
    nearest_m = min(distance_m(here, tile_centre(tile)) for tile in tiles)
    nearest = [tile_centre(tile) for tile in tiles if distance_m(here, tile_centre(tile)) == nearest_m]
    assert hint in [Hint(band_at(nearest_m), compass_sector(here, centre)) for centre in nearest]


def test_a_hint_has_room_for_a_band_and_a_sector_only() -> None:
    assert {field.name: field.type for field in fields(Hint)} == {"band": HintBand, "compass_sector": CompassSector}


def sent(hint: Hint | None) -> SentHint:
    return SentHint(hint, moment(0))


def test_the_first_hint_is_told_at_once_even_if_there_is_nothing_left() -> None:
    assert is_worth_sending(Hint(HintBand.COLD, NORTH), None, moment(0))
    assert is_worth_sending(None, None, moment(0))


def test_a_new_band_is_told_at_once() -> None:
    assert is_worth_sending(Hint(HintBand.HOT, NORTH), sent(Hint(HintBand.WARM, NORTH)), moment(1))


def test_the_last_offer_going_and_a_new_one_coming_are_told_at_once() -> None:
    hint = Hint(HintBand.WARM, NORTH)
    assert is_worth_sending(None, sent(hint), moment(1))
    assert is_worth_sending(hint, sent(None), moment(1))


@pytest.mark.parametrize(("seconds", "is_told"), [(14.999, False), (15, True), (15.001, True)])
def test_a_new_sector_waits_for_15_seconds(seconds: float, is_told: bool) -> None:
    last = sent(Hint(HintBand.WARM, NORTH))
    assert is_worth_sending(Hint(HintBand.WARM, EAST), last, moment(seconds)) is is_told


def test_what_was_told_is_not_repeated() -> None:
    hint = Hint(HintBand.WARM, NORTH)
    assert not is_worth_sending(hint, sent(hint), moment(3600))
    assert not is_worth_sending(None, sent(None), moment(3600))
