"""The worth of one position report: each verdict at its threshold, and which of two comes first."""

from datetime import timedelta, timezone
from math import nextafter

import pytest

from game_rules.geo import LatLon, distance_m
from game_rules.gps import GpsFix
from game_rules.limits import KMH, Limits
from game_rules.play.fixes import FixVerdict, Track, fixes_to_repeat, judge_fix, remember, speed_mps, track_from_context
from tests.support.factories import LENS, everywhere, fix, judge_all, judged, moment, nowhere, place

FROM_THE_FUTURE, STALE, OUT_OF_ORDER = FixVerdict.FROM_THE_FUTURE, FixVerdict.STALE, FixVerdict.OUT_OF_ORDER
OUTSIDE, TOO_INACCURATE = FixVerdict.OUTSIDE_TERRITORY, FixVerdict.TOO_INACCURATE
JUMP, IN_TRANSIT, OK = FixVerdict.IMPOSSIBLE_JUMP, FixVerdict.IN_TRANSIT, FixVerdict.OK

DAY_S = 24 * 3600


def after(*fixes: GpsFix) -> Track:
    """The track after fixes that were all ok."""
    track = Track()
    for one in fixes:
        track = remember(track, judged(one))
    return track


def verdict_on(one: GpsFix, track: Track | None = None, *, seconds_later: float = 0, inside: bool = True) -> FixVerdict:
    verdict, _ = judge_fix(
        track or Track(),
        one,
        now=one.taken_at + timedelta(seconds=seconds_later),
        in_territory=everywhere if inside else nowhere,
    )
    return verdict


def walk(*, metres: float, seconds: float, step_s: float = 1) -> list[GpsFix]:
    """A walk north at a steady pace."""
    steps = round(seconds / step_s)
    return [fix(seconds=step * step_s, metres_north=metres * step / steps) for step in range(steps + 1)]


# One fix alone


@pytest.mark.parametrize(("ahead_s", "verdict"), [(59.999, OK), (60, OK), (60.001, FROM_THE_FUTURE)])
def test_a_clock_may_run_60_seconds_ahead(ahead_s: float, verdict: FixVerdict) -> None:
    assert verdict_on(fix(), seconds_later=-ahead_s) is verdict


@pytest.mark.parametrize(("age_s", "verdict"), [(DAY_S - 0.001, OK), (DAY_S, OK), (DAY_S + 0.001, STALE)])
def test_a_walk_may_be_brought_home_within_24_hours(age_s: float, verdict: FixVerdict) -> None:
    assert verdict_on(fix(), seconds_later=age_s) is verdict


@pytest.mark.parametrize(
    ("accuracy_m", "verdict"), [(0, OK), (49.999, OK), (50, OK), (nextafter(50, 51), TOO_INACCURATE)]
)
def test_a_fix_may_be_50_m_inaccurate(accuracy_m: float, verdict: FixVerdict) -> None:
    assert verdict_on(fix(accuracy_m=accuracy_m)) is verdict


@pytest.mark.parametrize(("seconds", "verdict"), [(-0.001, OUT_OF_ORDER), (0, OK), (0.001, OK)])
def test_a_fix_older_than_the_last_one_is_out_of_order(seconds: float, verdict: FixVerdict) -> None:
    assert verdict_on(fix(seconds=seconds), after(fix())) is verdict


def test_the_territory_is_asked_about_the_fixs_own_place() -> None:
    asked: list[LatLon] = []

    def remembering(position: LatLon) -> bool:
        asked.append(position)
        return True

    judge_fix(Track(), fix(at=LENS), now=moment(0), in_territory=remembering)
    assert asked == [fix(at=LENS).position]


def test_a_fix_outside_the_territory_is_only_shown() -> None:
    assert verdict_on(fix(), inside=False) is OUTSIDE


def test_offsets_of_clocks_do_not_matter() -> None:
    from_a_phone = GpsFix(LENS, 10, moment(0).astimezone(timezone(timedelta(hours=9))))
    assert verdict_on(from_a_phone, after(fix())) is OK


# Speed


def test_speed_limits_are_15_and_150_km_per_hour() -> None:
    assert Limits().walking_speed_max_mps == pytest.approx(4.16667, abs=1e-5)
    assert Limits().vehicle_speed_max_mps == pytest.approx(41.66667, abs=1e-5)


@pytest.mark.parametrize(
    ("kmh", "verdict"),
    [(0, OK), (5, OK), (14.999, OK), (15.001, IN_TRANSIT), (50, IN_TRANSIT), (149.99, IN_TRANSIT), (150.01, JUMP)],
)
@pytest.mark.parametrize("seconds", [10, 60, 3600])
def test_speed_tells_a_walk_from_a_ride_and_a_ride_from_a_wrong_place(
    kmh: float, verdict: FixVerdict, seconds: float
) -> None:
    assert verdict_on(fix(seconds=seconds, metres_north=kmh * KMH * seconds), after(fix())) is verdict


def test_exactly_at_a_speed_limit_the_milder_verdict_holds() -> None:
    start, end = fix(), fix(seconds=20, metres_north=100)
    speed = distance_m(start.position, end.position) / 20

    def verdict_with(limits: Limits) -> FixVerdict:
        return judge_fix(after(start), end, now=end.taken_at, in_territory=everywhere, limits=limits)[0]

    assert verdict_with(Limits(walking_speed_max_mps=speed)) is OK
    assert verdict_with(Limits(walking_speed_max_mps=nextafter(speed, 0))) is IN_TRANSIT
    assert verdict_with(Limits(walking_speed_max_mps=1, vehicle_speed_max_mps=speed)) is IN_TRANSIT
    assert verdict_with(Limits(walking_speed_max_mps=1, vehicle_speed_max_mps=nextafter(speed, 0))) is JUMP


@pytest.mark.parametrize(("age_s", "metres"), [(9.999, 100), (10, 30), (10.001, 30)])
def test_speed_is_the_average_since_the_newest_fix_at_least_10_seconds_old(age_s: float, metres: float) -> None:
    track = after(fix(seconds=-20, metres_north=-70), fix(seconds=0))
    speed = speed_mps(track, fix(seconds=age_s, metres_north=30))
    since_s = age_s if metres == 30 else age_s + 20
    assert speed == pytest.approx(metres / since_s, rel=1e-6)


def test_while_no_fix_is_10_seconds_old_speed_counts_from_the_oldest() -> None:
    track = after(fix(seconds=0), fix(seconds=4, metres_north=4))
    assert speed_mps(track, fix(seconds=8, metres_north=16)) == pytest.approx(2, rel=1e-6)


def test_two_fixes_of_one_moment_divide_by_a_second_not_by_zero() -> None:
    assert speed_mps(after(fix()), fix(metres_north=3)) == pytest.approx(3, rel=1e-6)
    assert speed_mps(after(fix()), fix(seconds=0.5, metres_north=3)) == pytest.approx(3, rel=1e-6)
    assert speed_mps(after(fix()), fix(seconds=2, metres_north=3)) == pytest.approx(1.5, rel=1e-6)


def test_the_first_fix_has_no_speed() -> None:
    assert speed_mps(Track(), fix()) is None


def test_speed_counts_degrees_of_longitude_shorter_than_those_of_latitude() -> None:
    # 0.0006 degrees in 10 s: 66.7 m to the north is a ride (24 km/h), 42.5 m to the east too, but only 15.3 km/h.
    north = GpsFix(LatLon(LENS.lat + 0.0006, LENS.lon), 10, moment(10))
    east = GpsFix(LatLon(LENS.lat, LENS.lon + 0.0006), 10, moment(10))
    assert speed_mps(after(fix()), north) == pytest.approx(6.67, abs=0.01)
    assert speed_mps(after(fix()), east) == pytest.approx(4.25, abs=0.01)


def test_a_walk_is_ok_from_its_first_step_to_its_last() -> None:
    verdicts, _ = judge_all(walk(metres=400, seconds=300))
    assert set(verdicts) == {OK}


def test_a_bus_ride_is_in_transit_and_the_walk_after_it_ok_again() -> None:
    ride = [fix(seconds=second, metres_north=second * 11) for second in range(61)]
    stop = [fix(seconds=61 + second, metres_north=660 + second) for second in range(60)]
    verdicts, _ = judge_all([*ride, *stop])
    assert verdicts[0] is OK
    assert set(verdicts[1:61]) == {IN_TRANSIT}
    assert set(verdicts[75:]) == {OK}


# Jumps


def test_a_jump_is_not_believed_until_two_later_fixes_agree() -> None:
    far = [fix(seconds=10 * number, metres_north=20_000 + number) for number in range(1, 5)]
    verdicts, track = judge_all([fix(), *far])
    assert verdicts == [OK, JUMP, JUMP, OK, OK]
    assert all(kept.fix.position.lat > LENS.lat + 0.1 for kept in track.believed)


def test_back_from_a_jump_the_walk_goes_on() -> None:
    verdicts, track = judge_all([fix(), fix(seconds=10, metres_north=20_000), fix(seconds=20, metres_north=5)])
    assert verdicts == [OK, JUMP, OK]
    assert track.jump == ()


def test_the_jump_itself_does_not_count_as_one_of_the_two() -> None:
    verdicts, _ = judge_all([fix(), fix(seconds=10, metres_north=20_000), fix(seconds=20, metres_north=20_001)])
    assert verdicts == [OK, JUMP, JUMP]


def test_jumps_that_do_not_agree_go_on_being_jumps() -> None:
    scattered = [fix(seconds=10 * number, metres_east=20_000 * (-1) ** number) for number in range(1, 8)]
    verdicts, track = judge_all([fix(), *scattered])
    assert verdicts == [OK, *[JUMP] * 7]
    assert len(track.jump) == 2


def test_after_scattered_jumps_two_fixes_that_agree_are_believed() -> None:
    verdicts, _ = judge_all(
        [
            fix(),
            fix(seconds=10, metres_north=20_000),
            fix(seconds=20, metres_east=20_000),
            fix(seconds=30, metres_north=-20_000),
            fix(seconds=40, metres_north=-20_000),
        ]
    )
    assert verdicts == [OK, JUMP, JUMP, JUMP, OK]


@pytest.mark.parametrize(("metres", "verdict"), [(41.6, OK), (41.7, JUMP)])
def test_two_fixes_agree_up_to_15_km_per_hour_between_them(metres: float, verdict: FixVerdict) -> None:
    verdicts, _ = judge_all(
        [
            fix(),
            fix(seconds=10, metres_north=20_000),
            fix(seconds=20, metres_north=20_000),
            fix(seconds=30, metres_north=20_000 + metres),
        ]
    )
    assert verdicts[-1] is verdict


def test_two_fixes_exactly_at_the_speed_of_a_walk_agree() -> None:
    jump, second, third = (fix(seconds=10 * number, metres_north=20_000 + 20 * number) for number in (1, 2, 3))
    mutual_speed = distance_m(second.position, third.position) / 10
    verdicts, _ = judge_all([fix(), jump, second, third], limits=Limits(walking_speed_max_mps=mutual_speed))
    assert verdicts[-1] is OK
    verdicts, _ = judge_all(
        [fix(), jump, second, third], limits=Limits(walking_speed_max_mps=nextafter(mutual_speed, 0))
    )
    assert verdicts[-1] is JUMP


def test_a_jump_slow_enough_in_the_long_run_is_a_ride() -> None:
    # 20 km is impossible in ten seconds, and an ordinary train ride in half an hour.
    verdicts, _ = judge_all(
        [
            fix(),
            fix(seconds=10, metres_north=20_000),
            fix(seconds=1800, metres_north=20_000),
            fix(seconds=1810, metres_north=20_000),
        ]
    )
    assert verdicts == [OK, JUMP, IN_TRANSIT, OK]


def test_an_inaccurate_fix_neither_confirms_a_jump_nor_ends_it() -> None:
    verdicts, _ = judge_all(
        [
            fix(),
            fix(seconds=10, metres_north=20_000),
            fix(seconds=15, metres_north=20_000, accuracy_m=60),
            fix(seconds=20, metres_north=20_000),
            fix(seconds=25, metres_north=20_000, accuracy_m=60),
            fix(seconds=30, metres_north=20_000),
        ]
    )
    assert verdicts == [OK, JUMP, TOO_INACCURATE, JUMP, TOO_INACCURATE, OK]


def test_a_jump_out_of_the_territory_makes_no_jump_of_the_way_back() -> None:
    track = after(fix())
    abroad = fix(seconds=10, metres_east=500_000)
    verdict, track_after = judge_fix(track, abroad, now=moment(10), in_territory=nowhere)
    assert verdict is OUTSIDE
    assert track_after == track
    assert verdict_on(fix(seconds=20, metres_north=10), track_after) is OK


# Which verdict comes first


def test_the_first_verdict_that_applies_holds() -> None:
    track = after(fix(seconds=100))
    far = place(metres_north=50_000)
    # Every later reason applies as well: the order of the design, one reason taken away per line.
    assert verdict_on(fix(seconds=0, accuracy_m=99, at=far), track, seconds_later=-61, inside=False) is FROM_THE_FUTURE
    assert verdict_on(fix(seconds=0, accuracy_m=99, at=far), track, seconds_later=DAY_S + 1, inside=False) is STALE
    assert verdict_on(fix(seconds=0, accuracy_m=99, at=far), track, inside=False) is OUT_OF_ORDER
    assert verdict_on(fix(seconds=110, accuracy_m=99, at=far), track, inside=False) is OUTSIDE
    assert verdict_on(fix(seconds=110, accuracy_m=99, at=far), track) is TOO_INACCURATE
    assert verdict_on(fix(seconds=110, at=far), track) is JUMP
    assert verdict_on(fix(seconds=110, metres_north=200), track) is IN_TRANSIT
    assert verdict_on(fix(seconds=110, metres_north=20), track) is OK


def test_the_enum_lists_the_verdicts_in_the_order_of_judgement() -> None:
    assert list(FixVerdict) == [FROM_THE_FUTURE, STALE, OUT_OF_ORDER, OUTSIDE, TOO_INACCURATE, JUMP, IN_TRANSIT, OK]


# What is remembered


@pytest.mark.parametrize("verdict", [FROM_THE_FUTURE, STALE, OUT_OF_ORDER])
def test_an_ignored_fix_leaves_no_trace(verdict: FixVerdict) -> None:
    track = after(fix())
    assert remember(track, judged(fix(seconds=5), verdict)) == track


def test_a_fix_from_the_future_does_not_make_the_next_one_out_of_order() -> None:
    verdicts, _ = judge_all([fix(), fix(seconds=500), fix(seconds=2)], now=moment(2))
    assert verdicts == [OK, FROM_THE_FUTURE, OK]


def test_an_inaccurate_fix_moves_time_on_but_is_no_base_for_speed() -> None:
    verdicts, track = judge_all([fix(), fix(seconds=20, metres_north=3000, accuracy_m=51)])
    assert verdicts == [OK, TOO_INACCURATE]
    assert verdict_on(fix(seconds=19), track) is OUT_OF_ORDER
    assert speed_mps(track, fix(seconds=30)) == 0


@pytest.mark.parametrize(("accuracy_m", "believed"), [(49.999, True), (50, True), (50.001, False)])
def test_what_is_accurate_enough_to_lift_clouds_is_a_base_for_speed(accuracy_m: float, believed: bool) -> None:
    _, track = judge_all([fix(accuracy_m=accuracy_m)])
    assert (speed_mps(track, fix(seconds=10)) is not None) is believed


def test_two_fixes_of_one_moment_are_both_remembered() -> None:
    verdicts, track = judge_all([fix(), fix(metres_north=3), fix(seconds=10, metres_north=23)])
    assert verdicts == [OK, OK, OK]
    assert len(track.believed) == 3
    assert track_from_context(fixes_to_repeat(track)) == track
    assert speed_mps(track, fix(seconds=10, metres_north=23)) == pytest.approx(2, rel=1e-6)


def test_an_accurate_fix_outside_the_territory_is_a_base_for_speed() -> None:
    _, track = judge_all([fix()], in_territory=nowhere)
    assert verdict_on(fix(seconds=10, metres_north=100), track) is IN_TRANSIT


def test_a_long_walk_leaves_a_short_track() -> None:
    _, track = judge_all(walk(metres=1400, seconds=1000))
    assert len(fixes_to_repeat(track)) <= 31


def test_a_phone_that_rests_leaves_a_short_track() -> None:
    _, track = judge_all([fix(seconds=second) for second in range(600)])
    assert len(fixes_to_repeat(track)) == 31


def test_a_phone_that_rests_outside_the_territory_leaves_a_short_track() -> None:
    _, track = judge_all([fix(seconds=second) for second in range(600)], in_territory=nowhere)
    assert len(fixes_to_repeat(track)) <= 31


def test_the_context_may_come_in_any_order() -> None:
    _, track = judge_all(
        [*walk(metres=40, seconds=30), fix(seconds=31, metres_north=9000), fix(seconds=32, accuracy_m=80)]
    )
    assert track_from_context(list(reversed(fixes_to_repeat(track)))) == track


def test_without_context_a_device_starts_anew() -> None:
    assert track_from_context([]) == Track()
    assert fixes_to_repeat(Track()) == ()
