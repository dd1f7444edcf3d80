"""Laws of the track: what a device repeats is all that a server needs to decide the same again.

The streams are made of what phones really do: rest, walk, ride, leap, come back, lose accuracy, cross the border of
the territory, report twice in one moment, send old fixes, run ahead of the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import event, given, settings
from hypothesis import strategies as st

from game_rules.geo import LatLon, distance_m
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS
from game_rules.offers.offer import Offer
from game_rules.play.discovery import is_discovered, is_visited
from game_rules.play.fixes import (
    FixVerdict,
    JudgedFix,
    Track,
    fixes_to_repeat,
    judge_fix,
    speed_mps,
    track_from_context,
)
from game_rules.play.fog import FogCell, cells_lifted_at
from game_rules.play.limits import MAX_BELIEVED_FIXES, MAX_CONTEXT_FIXES
from tests.support.factories import fix, judge_all, moment, offer, place

PARIS = ZoneInfo("Europe/Paris")
BORDER = place(metres_east=400)
DOORS = (
    offer(title="At the start"),
    offer(title="Around the corner", metres_north=30, metres_east=20),
    offer(title="Up the road", metres_north=150),
    offer(title="At the border", metres_east=395),
)


def west_of_the_border(position: LatLon) -> bool:
    return position.lon < BORDER.lon


@dataclass(frozen=True)
class Step:
    """One fix after another: so much later, so far on, or leapt to a place."""

    seconds: float
    north_mps: float
    east_mps: float
    jitter_m: float
    leap_to: tuple[float, float] | None
    accuracy_m: float


seconds_between = st.sampled_from([1, 1, 1, 2, 3, 5, 9, 10, 11, 15, 29, 30, 31, 60, 600, 0, 0.25, -4, -40, 3600])
speeds = st.sampled_from([0, 0, 0, 1.3, -1.3, 4, 4.3, 15, -15, 40, 43])
steps = st.builds(
    Step,
    seconds=seconds_between,
    north_mps=speeds,
    east_mps=speeds,
    jitter_m=st.sampled_from([0, 0, 3, -3, 20, -45]),
    leap_to=st.sampled_from(
        [None, None, None, None, None, (0, 0), (30, 20), (150, 0), (20_000, -20_000), (20_000, -19_990), (0, 90_000)]
    ),
    accuracy_m=st.sampled_from([5, 5, 10, 15, 25, 50, 51, 300]),
)


def walk_of(stream: Sequence[Step]) -> list[GpsFix]:
    fixes = []
    seconds = north = east = 0.0
    for step in stream:
        seconds += step.seconds
        if step.leap_to:
            north, east = step.leap_to
        else:
            north += step.north_mps * step.seconds
            east += step.east_mps * step.seconds
        fixes.append(
            fix(seconds=seconds, metres_north=north + step.jitter_m, metres_east=east, accuracy_m=step.accuracy_m)
        )
    return fixes


any_streams = st.lists(steps, max_size=40).map(walk_of)
# Long rests at a door are where visits and the pruning of the track happen: the steps above rarely stay anywhere.
resting_steps = st.builds(
    Step,
    seconds=st.sampled_from([0, 0.5, 1, 5, 9, 10, 11, 29, 30]),
    north_mps=st.sampled_from([0, 0, 0, 0.5, -0.5, 5]),
    east_mps=st.just(0.0),
    jitter_m=st.sampled_from([0, 0, 5, -5, 30, -30, 38]),
    leap_to=st.sampled_from([None, None, None, None, None, None, (0, 0), (30, 20), (150, 0), (0, 395), (0, 405)]),
    accuracy_m=st.sampled_from([5, 10, 15, 20, 60]),
)
resting_streams = st.lists(resting_steps, min_size=15, max_size=40).map(walk_of)
streams = any_streams | resting_streams
nows = st.sampled_from([moment(5000), moment(300), moment(24 * 3600 + 30)])


@dataclass
class Played:
    """The outcome of one device's fixes on a server."""

    verdicts: list[FixVerdict]
    cells: set[FogCell]
    discovered: set[str]
    visited: set[tuple[int, str]]
    track: Track


def play(fixes: Sequence[GpsFix], now: datetime, context: Sequence[JudgedFix] = (), first_number: int = 0) -> Played:
    """One batch, judged after its context as a server that knows nothing else would. Visits carry the fix's number."""
    played = Played([], set(), set(), set(), track_from_context(context))
    for number, one in enumerate(fixes, start=first_number):
        verdict, played.track = judge_fix(played.track, one, now=now, in_territory=west_of_the_border)
        played.verdicts.append(verdict)
        if verdict is FixVerdict.OK:
            played.cells |= cells_lifted_at(one.position)
            played.discovered |= {door.title for door in DOORS if is_discovered(one, door)}
            played.visited |= {(number, door.title) for door in DOORS if is_visited(played.track.believed, door, PARIS)}
    return played


@settings(max_examples=120)
@given(streams, nows)
def test_what_a_device_repeats_stands_for_its_whole_past(fixes: list[GpsFix], now: datetime) -> None:
    track = Track()
    for one in fixes:
        verdict, track = judge_fix(track, one, now=now, in_territory=west_of_the_border)
        event(verdict)
        assert track_from_context(fixes_to_repeat(track)) == track


@given(streams, st.lists(st.sampled_from(FixVerdict), min_size=40, max_size=40))
def test_even_a_made_up_context_comes_to_the_same_when_it_is_repeated(
    fixes: list[GpsFix], verdicts: list[FixVerdict]
) -> None:
    track = track_from_context([JudgedFix(one, verdict) for one, verdict in zip(fixes, verdicts, strict=False)])
    assert track_from_context(fixes_to_repeat(track)) == track


@settings(max_examples=120)
@given(streams, nows, st.data())
def test_a_server_restarted_between_any_two_fixes_decides_the_same(
    fixes: list[GpsFix], now: datetime, data: st.DataObject
) -> None:
    undisturbed = play(fixes, now)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(fixes)), max_size=8)))
    context: tuple[JudgedFix, ...] = ()
    verdicts: list[FixVerdict] = []
    cells: set[FogCell] = set()
    visited: set[tuple[int, str]] = set()
    for start, end in zip([0, *cuts], [*cuts, len(fixes)], strict=True):
        batch = play(fixes[start:end], now, context, first_number=start)
        verdicts += batch.verdicts
        cells |= batch.cells
        visited |= batch.visited
        context = fixes_to_repeat(batch.track)
    event(f"visits: {bool(undisturbed.visited)}")
    assert verdicts == undisturbed.verdicts
    assert cells == undisturbed.cells
    assert visited == undisturbed.visited


@given(streams, nows)
def test_a_device_that_repeats_after_every_single_fix_is_judged_the_same(fixes: list[GpsFix], now: datetime) -> None:
    context: tuple[JudgedFix, ...] = ()
    verdicts = []
    for one in fixes:
        batch = play([one], now, context)
        verdicts += batch.verdicts
        context = fixes_to_repeat(batch.track)
    assert verdicts == play(fixes, now).verdicts


@given(streams, streams, nows)
def test_replaying_a_batch_changes_nothing(before: list[GpsFix], batch: list[GpsFix], now: datetime) -> None:
    context = fixes_to_repeat(play(before, now).track)
    once, again = play(batch, now, context), play(batch, now, context)
    assert again == once
    assert once.cells | again.cells == once.cells


@given(streams, nows)
def test_what_is_to_be_repeated_was_received_in_this_order(fixes: list[GpsFix], now: datetime) -> None:
    # An acknowledgement names fixes by their place in the message, so none may be invented, none twice.
    places = {id(one): number for number, one in enumerate(fixes)}
    numbers = [places[id(kept.fix)] for kept in fixes_to_repeat(play(fixes, now).track)]
    assert numbers == sorted(set(numbers))


@given(streams, nows, st.integers(1, 5))
def test_the_context_asked_for_is_never_longer_than_a_message_may_carry(
    fixes: list[GpsFix], now: datetime, times: int
) -> None:
    track = Track()
    for one in fixes * times:
        _, track = judge_fix(track, one, now=now, in_territory=west_of_the_border)
        assert len(fixes_to_repeat(track)) <= MAX_CONTEXT_FIXES


def test_a_restless_phone_at_the_border_repeats_what_it_needs_up_to_the_bound() -> None:
    track = Track()
    for number in range(400):
        inside_or_not = 400 + 2 * (-1) ** (number % 7 // 3)
        one = fix(seconds=number / 10, metres_east=inside_or_not)
        _, track = judge_fix(track, one, now=moment(60), in_territory=west_of_the_border)
        if number % 33 == 0:
            assert track_from_context(fixes_to_repeat(track)) == track
    assert len(track.believed) == MAX_BELIEVED_FIXES


def test_even_a_thousand_fixes_in_one_second_do_not_lengthen_the_context() -> None:
    flood = [fix(seconds=number / 1000) for number in range(1000)]
    jump = [fix(seconds=2, metres_north=20_000), fix(seconds=3, metres_north=-20_000), fix(seconds=4, accuracy_m=90)]
    verdicts, track = judge_all([*flood, *jump])
    assert verdicts[-3:] == [FixVerdict.IMPOSSIBLE_JUMP, FixVerdict.IMPOSSIBLE_JUMP, FixVerdict.TOO_INACCURATE]
    assert len(fixes_to_repeat(track)) <= MAX_CONTEXT_FIXES
    assert track_from_context(fixes_to_repeat(track)) == track


@settings(max_examples=120)
@given(streams, nows)
def test_what_a_track_forgets_changes_neither_a_speed_nor_a_visit(fixes: list[GpsFix], now: datetime) -> None:
    """Against a track that keeps every believed fix since the last jump that turned out to be true."""
    track, everything = Track(), Track()
    for one in fixes:
        if track.newest is None or one.taken_at >= track.newest.fix.taken_at:  # nobody asks for the speed of another
            assert speed_mps(track, one) == speed_mps(everything, one)
        jumped = track.jump
        verdict, track = judge_fix(track, one, now=now, in_territory=west_of_the_border)
        newest = track.believed[-1] if track.believed else None
        if newest is not None and newest.fix is one:
            new_start = bool(jumped) and len(track.believed) == 1
            everything = Track(believed=(*(() if new_start else everything.believed), newest))
        assert [is_visited(track.believed, door, PARIS) for door in DOORS] == [
            _is_visited_by_all_pairs(everything.believed, door) for door in DOORS
        ]
        event(f"forgotten: {len(track.believed) < len(everything.believed)}, {verdict}")


def _is_visited_by_all_pairs(believed: Sequence[JudgedFix], door: Offer) -> bool:
    """The rule of a visit word by word, without any short cut."""
    return any(
        believed[-1].verdict is FixVerdict.OK
        and believed[first].verdict is FixVerdict.OK
        and (believed[-1].fix.taken_at - believed[first].fix.taken_at).total_seconds() >= DEFAULT_LIMITS.visit_dwell_s
        and all(_is_at(one.fix, door) for one in believed[first:])
        for first in range(len(believed))
    )


def _is_at(one: GpsFix, door: Offer) -> bool:
    within_m = 25 + min(one.horizontal_accuracy_m, 15)
    return distance_m(one.position, door.position) <= within_m and door.is_open_at(one.taken_at, PARIS)


@given(streams, streams, nows, st.lists(st.booleans(), max_size=40))
def test_two_devices_earn_the_same_in_any_order(
    phone: list[GpsFix], tablet: list[GpsFix], now: datetime, turns: list[bool]
) -> None:
    """Each device is judged against its own fixes, so that only the union of both counts."""
    alone = [play(phone, now), play(tablet, now)]
    left = [list(phone), list(tablet)]
    contexts: list[tuple[JudgedFix, ...]] = [(), ()]
    cells: set[FogCell] = set()
    discovered: set[str] = set()
    visited: set[str] = set()
    for turn, size in [*((int(turn), 3) for turn in turns), (0, len(phone)), (1, len(tablet))]:
        batch, left[turn] = left[turn][:size], left[turn][size:]
        played = play(batch, now, contexts[turn])
        contexts[turn] = fixes_to_repeat(played.track)
        cells |= played.cells
        discovered |= played.discovered
        visited |= {title for _, title in played.visited}
    assert cells == alone[0].cells | alone[1].cells
    assert discovered == alone[0].discovered | alone[1].discovered
    assert visited == {title for _, title in alone[0].visited | alone[1].visited}


@given(streams, nows)
def test_nothing_but_ok_fixes_on_our_side_of_the_border_lifts_clouds(fixes: list[GpsFix], now: datetime) -> None:
    for one, verdict in zip(fixes, play(fixes, now).verdicts, strict=True):
        if verdict is FixVerdict.OK:
            assert west_of_the_border(one.position)
            assert one.horizontal_accuracy_m <= 50
            assert -60 <= (now - one.taken_at).total_seconds() <= 24 * 3600
