"""The Jokers whom a call is shown to: eligibility, ranking, waves, and the two laws of fairness."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.calls.waves import (
    Candidate,
    DistanceBand,
    Question,
    Step,
    distance_band,
    due_after_wave,
    due_step,
    is_eligible,
    pick_wave,
    rank,
)
from game_rules.geo import LatLon, tile_at, tile_centre
from game_rules.jokers.joker import HelpOffered, HelpTopic, SpokenLanguage
from game_rules.limits import DEFAULT_LIMITS
from game_rules.tiles import HINT_TILE_ZOOM
from tests.support.factories import LENS, START, moment, place

NEAR = tile_at(LENS, HINT_TILE_ZOOM)
CENTRE = tile_centre(NEAR)
QUESTION = Question(HelpTopic.CV, SpokenLanguage.FRENCH, near=NEAR)
HELP = HelpOffered(frozenset(HelpTopic), frozenset({SpokenLanguage.FRENCH}), frozenset({"F17"}))
MOST_CALLS = DEFAULT_LIMITS.joker_calls_per_hour_max


def joker(
    number: int,
    *,
    offered: HelpOffered = HELP,
    is_free: bool = True,
    at: LatLon | None = None,
    load: int = 0,
    asked_s_ago: float | None = None,
    asked_in_last_hour: int = 0,
    is_on_call: bool = False,
) -> Candidate:
    last = START - timedelta(seconds=asked_s_ago) if asked_s_ago is not None else None
    return Candidate(UUID(int=number), offered, is_free, at, load, last, asked_in_last_hour, is_on_call=is_on_call)


@pytest.mark.parametrize(
    ("metres", "band"),
    [
        (299.9, DistanceBand.AT_HAND),
        (300.1, DistanceBand.WALK),
        (1499.9, DistanceBand.WALK),
        (1500.1, DistanceBand.RIDE),
        (4999.9, DistanceBand.RIDE),
        (5000.1, DistanceBand.AFAR),
    ],
)
def test_bands_are_measured_from_the_tile_to_the_place(metres: float, band: DistanceBand) -> None:
    assert distance_band(place(at=CENTRE, metres_north=metres), NEAR) is band


def test_without_a_place_or_a_tile_there_is_no_distance() -> None:
    assert distance_band(None, NEAR) is DistanceBand.AFAR
    assert distance_band(LENS, None) is DistanceBand.AFAR


@pytest.mark.parametrize(
    ("candidate", "eligible"),
    [
        (joker(1), True),
        (joker(1, offered=HelpOffered(frozenset({HelpTopic.PAPERS}), HELP.languages)), False),
        (joker(1, offered=HelpOffered(HELP.topics, frozenset({SpokenLanguage.POLISH}))), False),
        (joker(1, load=2), True),
        (joker(1, load=3), False),
        (joker(1, asked_in_last_hour=MOST_CALLS - 1), True),
        (joker(1, asked_in_last_hour=MOST_CALLS), False),
    ],
)
def test_a_call_goes_to_who_can_answer_and_has_time(candidate: Candidate, *, eligible: bool) -> None:
    assert is_eligible(candidate, QUESTION) is eligible


def test_the_trade_counts_first_then_the_distance_then_the_load_then_the_wait() -> None:
    other_trade = replace(HELP, rome_domains=frozenset({"G16"}))
    best_first = [
        joker(9, at=LENS, asked_s_ago=60),
        joker(8, at=LENS, load=1, asked_s_ago=900),
        joker(7, asked_s_ago=900),
        joker(6, asked_s_ago=60),
        joker(5, offered=other_trade, at=LENS),
    ]
    question = replace(QUESTION, topic=HelpTopic.TRADE, rome_domain="F17")
    assert rank(reversed(best_first), question) == best_first


def test_seats_that_nobody_there_takes_go_to_those_whom_a_push_reaches() -> None:
    there = [joker(number) for number in (1, 2)]
    on_call = [joker(3, is_free=False, is_on_call=True, load=1), joker(4, is_free=False, is_on_call=True)]
    away = [joker(5, is_free=False)]
    assert pick_wave(0, [*there, *on_call, *away], QUESTION) == [UUID(int=number) for number in (1, 2, 4)]
    assert pick_wave(0, [*on_call, *away], QUESTION) == [UUID(int=number) for number in (4, 3)]
    enough = [joker(number) for number in range(1, 4)]
    assert set(pick_wave(0, [*enough, joker(9, is_free=False, is_on_call=True)], QUESTION)) == {
        one.joker_id for one in enough
    }


def test_three_are_asked_at_once_ten_later_and_then_everyone() -> None:
    there = [joker(number) for number in range(1, 31)]
    away = [joker(number, is_free=False) for number in range(31, 36)]
    asked: set[UUID] = set()
    sizes = []
    for wave in range(3):
        chosen = pick_wave(wave, [one for one in (*there, *away) if one.joker_id not in asked], QUESTION)
        asked |= set(chosen)
        sizes.append(len(chosen))
    assert sizes == [3, 10, 22]
    assert asked == {one.joker_id for one in (*there, *away)}


def test_one_seat_goes_to_who_was_asked_longest_ago() -> None:
    near = [joker(number, at=LENS, asked_s_ago=60) for number in range(1, 6)]
    far = joker(9, asked_s_ago=3000)
    assert pick_wave(0, [*near, far], QUESTION) == [UUID(int=1), UUID(int=2), UUID(int=9)]


class _Town:
    """Jokers of different aptness, and what they have been asked."""

    def __init__(self, places_m: list[int]) -> None:
        self.jokers = [
            joker(number, at=place(metres_north=metres) if metres else None)
            for number, metres in enumerate(places_m, start=1)
        ]
        self.asked: dict[UUID, list[datetime]] = {one.joker_id: [] for one in self.jokers}

    def call(self, now: datetime, waves: int) -> set[UUID]:
        chosen: set[UUID] = set()
        for wave in range(waves):
            candidates = [self._at(one, now) for one in self.jokers if one.joker_id not in chosen]
            chosen |= set(pick_wave(wave, candidates, QUESTION))
        for joker_id in chosen:
            self.asked[joker_id].append(now)
        return chosen

    def _at(self, one: Candidate, now: datetime) -> Candidate:
        asked = self.asked[one.joker_id]
        recent = sum(now - at < timedelta(hours=1) for at in asked)
        return replace(one, last_asked_at=asked[-1] if asked else None, asked_in_last_hour=recent)


TOWNS = st.lists(st.sampled_from([0, 10, 200, 1000, 4000]), min_size=1, max_size=12).map(_Town)


@given(TOWNS)
def test_nobody_starves(town: _Town) -> None:
    # Calls so far apart that nobody rests: everyone is asked by any n calls in a row.
    size = len(town.jokers)
    rounds = [town.call(START + timedelta(hours=number), waves=1) for number in range(3 * size)]
    for first in range(2 * size):
        assert set().union(*rounds[first : first + size]) == {one.joker_id for one in town.jokers}


@given(TOWNS, st.lists(st.integers(0, 900), max_size=40), st.integers(1, 3))
def test_nobody_drowns(town: _Town, pauses_s: list[int], waves: int) -> None:
    now = START
    for pause_s in pauses_s:
        now += timedelta(seconds=pause_s)
        town.call(now, waves)
    for asked in town.asked.values():
        for at in asked:
            assert sum(at <= other < at + timedelta(hours=1) for other in asked) <= MOST_CALLS


def test_a_resting_joker_is_asked_again_after_the_hour() -> None:
    town = _Town([0])
    asked = [bool(town.call(moment(number), waves=1)) for number in range(MOST_CALLS + 1)]
    assert asked == [True] * MOST_CALLS + [False]
    assert not town.call(moment(3599), waves=1)
    assert town.call(moment(3600), waves=1)


@pytest.mark.parametrize(
    ("waves_sent", "seconds", "due_s"), [(1, 0, 60), (2, 60, 180), (3, 180, 300), (1, 90, 90), (3, 400, 400)]
)
def test_waves_fall_due_as_the_limits_say(waves_sent: int, seconds: float, due_s: float) -> None:
    due = due_after_wave(
        waves_sent=waves_sent, found_anybody=True, asked_at=START, now=moment(seconds), limits=DEFAULT_LIMITS
    )
    assert due == moment(due_s)


def test_a_wave_that_found_nobody_is_followed_at_once() -> None:
    due = due_after_wave(waves_sent=1, found_anybody=False, asked_at=START, now=moment(1), limits=DEFAULT_LIMITS)
    assert due == moment(1)


@pytest.mark.parametrize(
    ("is_waiting", "waves_sent", "seconds", "step"),
    [
        (False, 2, 180, Step.SEND_WAVE),
        (False, 3, 300, Step.TELL_NOBODY_ANSWERED),
        (True, 3, 86_399, Step.LOOK_AGAIN),
        (True, 3, 86_400, Step.EXPIRE),
    ],
)
def test_what_is_due_follows_from_the_state(waves_sent: int, seconds: float, step: Step, *, is_waiting: bool) -> None:
    due = due_step(
        is_waiting=is_waiting, waves_sent=waves_sent, asked_at=START, now=moment(seconds), limits=DEFAULT_LIMITS
    )
    assert due is step
