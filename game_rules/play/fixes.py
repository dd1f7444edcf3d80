"""Verdicts on position reports: one per fix, judged against the device's own earlier fixes.

Nothing here knows who plays or where offers are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from game_rules.geo import LatLon, distance_m
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.play.limits import MAX_BELIEVED_FIXES


class FixVerdict(StrEnum):
    """Verdicts on a fix; the first that applies, in this order."""

    FROM_THE_FUTURE = "from_the_future"
    STALE = "stale"
    OUT_OF_ORDER = "out_of_order"
    OUTSIDE_TERRITORY = "outside_territory"
    TOO_INACCURATE = "too_inaccurate"
    IMPOSSIBLE_JUMP = "impossible_jump"
    IN_TRANSIT = "in_transit"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class JudgedFix:
    """A fix with the verdict it got."""

    fix: GpsFix
    verdict: FixVerdict


@dataclass(frozen=True, slots=True)
class Track:
    """The fixes of a device that are remembered, oldest first, to judge the next one.

    `believed` are fixes whose place is believed (accurate, and no jump). `jump` holds what came after a place that
    cannot be believed yet: the jump itself and the newest fix that followed it. `newest` is the newest fix of any
    kind that moved the device's time on.
    """

    believed: tuple[JudgedFix, ...] = ()
    jump: tuple[JudgedFix, ...] = ()
    newest: JudgedFix | None = None


_IGNORED = frozenset({FixVerdict.FROM_THE_FUTURE, FixVerdict.STALE, FixVerdict.OUT_OF_ORDER})


def _seconds(earlier: GpsFix, later: GpsFix) -> float:
    return (later.taken_at - earlier.taken_at).total_seconds()


def _speed_mps(earlier: GpsFix, later: GpsFix, limits: Limits) -> float:
    interval_s = max(_seconds(earlier, later), limits.speed_interval_min_s)
    return distance_m(earlier.position, later.position) / interval_s


def speed_mps(track: Track, fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> float | None:
    """Average speed in m/s since the newest believed fix at least 10 s older, or the oldest known; None without one."""
    for earlier in reversed(track.believed):
        if _seconds(earlier.fix, fix) >= limits.speed_base_min_age_s:
            return _speed_mps(earlier.fix, fix, limits)
    if track.believed:
        return _speed_mps(track.believed[0].fix, fix, limits)
    return None


def judge_fix(
    track: Track,
    fix: GpsFix,
    *,
    now: datetime,
    in_territory: Callable[[LatLon], bool],
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[FixVerdict, Track]:
    """The verdict on `fix`, and the track that judges the next one. `now` is the server's time, aware."""
    age_s = (now - fix.taken_at).total_seconds()
    if age_s < -limits.future_tolerance_s:
        return FixVerdict.FROM_THE_FUTURE, track
    if age_s > limits.stale_after_s:
        return FixVerdict.STALE, track
    if track.newest is not None and fix.taken_at < track.newest.fix.taken_at:
        return FixVerdict.OUT_OF_ORDER, track

    inside = in_territory(fix.position)
    if fix.horizontal_accuracy_m > limits.accuracy_max_m:
        verdict = FixVerdict.TOO_INACCURATE if inside else FixVerdict.OUTSIDE_TERRITORY
        return verdict, remember(track, JudgedFix(fix, verdict), limits)

    speed = speed_mps(track, fix, limits)
    if not inside:
        if _is_beyond_a_vehicle(speed, limits) and not _agrees_with_the_fix_before(track, fix, limits):
            return FixVerdict.OUTSIDE_TERRITORY, track
        verdict = FixVerdict.OUTSIDE_TERRITORY
    elif _is_beyond_a_vehicle(speed, limits):
        # When two fixes after the jump say the same, the device is there: `remember` forgets its earlier places.
        agrees = _agrees_with_the_fix_before(track, fix, limits)
        verdict = FixVerdict.OK if agrees else FixVerdict.IMPOSSIBLE_JUMP
    elif speed is not None and speed > limits.walking_speed_max_mps:
        verdict = FixVerdict.IN_TRANSIT
    else:
        verdict = FixVerdict.OK
    return verdict, remember(track, JudgedFix(fix, verdict), limits)


def _is_beyond_a_vehicle(speed: float | None, limits: Limits) -> bool:
    return speed is not None and speed > limits.vehicle_speed_max_mps


def _agrees_with_the_fix_before(track: Track, fix: GpsFix, limits: Limits) -> bool:
    """Tells whether `fix` and the one before it, both later than the jump itself, lie no more than a walk apart."""
    the_jump_and_one_more = 2
    return (
        len(track.jump) == the_jump_and_one_more
        and _speed_mps(track.jump[-1].fix, fix, limits) <= limits.walking_speed_max_mps
    )


def remember(track: Track, judged: JudgedFix, limits: Limits = DEFAULT_LIMITS) -> Track:
    """The track with one more judged fix.

    A device repeats judged fixes in its `context`, under the seal that it was given with them.
    """
    fix = judged.fix
    if judged.verdict in _IGNORED or (track.newest is not None and fix.taken_at < track.newest.fix.taken_at):
        return track
    if judged.verdict is FixVerdict.IMPOSSIBLE_JUMP:
        return replace(track, jump=(*track.jump[:1], judged), newest=judged)
    if fix.horizontal_accuracy_m > limits.accuracy_max_m:
        return replace(track, newest=judged)
    if _agrees_with_the_fix_before(track, fix, limits) and _is_beyond_a_vehicle(speed_mps(track, fix, limits), limits):
        return Track(believed=(judged,), newest=judged)
    return Track(believed=_without_the_needless((*track.believed, judged), limits), newest=judged)


def _without_the_needless(believed: tuple[JudgedFix, ...], limits: Limits) -> tuple[JudgedFix, ...]:
    """Keeps what a later speed or visit may still ask for.

    Speed asks for the newest fix that is old enough. A visit asks for an `ok` fix that is old enough, with all
    fixes since then at one door: what lies further from here than two reaches of a door ended that stay, and what
    is not `ok` cannot begin one (a phone at rest outside the territory would repeat minutes of its fixes for nothing).
    """
    believed = believed[-MAX_BELIEVED_FIXES:]
    newest = believed[-1].fix
    stay_m = 2 * (limits.visit_radius_m + limits.visit_accuracy_bonus_max_m)
    speed_start = 0
    for index in range(len(believed) - 1, -1, -1):
        if _seconds(believed[index].fix, newest) >= limits.speed_base_min_age_s:
            speed_start = index
            break
    visit_start = len(believed)
    for index in range(len(believed) - 1, -1, -1):
        earlier = believed[index]
        if distance_m(earlier.fix.position, newest.position) > stay_m:
            break
        if earlier.verdict is FixVerdict.OK:
            visit_start = index
            if _seconds(earlier.fix, newest) >= limits.visit_dwell_s:
                break
    return believed[min(speed_start, visit_start) :]


def is_elsewhere(step: GpsFix, fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether one person cannot have been at both: two devices told them, and `step` one that walks.

    Both accuracies are taken off the way between them. Fixes more than a minute apart speak of no contradiction, nor
    does a phone that lies at home: only who walks has a say.
    """
    apart_s = abs(_seconds(step, fix))
    if apart_s > limits.elsewhere_window_s:
        return False
    way_m = distance_m(step.position, fix.position) - step.horizontal_accuracy_m - fix.horizontal_accuracy_m
    return way_m > limits.walking_speed_max_mps * max(apart_s, limits.speed_base_min_age_s)


def track_from_context(context: Sequence[JudgedFix], limits: Limits = DEFAULT_LIMITS) -> Track:
    """The track that the repeated fixes stand for, oldest first; see `fixes_to_repeat`."""
    track = Track()
    for judged in sorted(context, key=lambda one: one.fix.taken_at):
        track = remember(track, judged, limits)
    return track


def fixes_to_repeat(track: Track) -> tuple[JudgedFix, ...]:
    """The fixes, oldest first, from which `track_from_context` makes the same track again.

    A device sends them as context with its next batch, so that a server that was restarted in between, or another
    one, decides the same.
    """
    kept = (*track.believed, *track.jump)
    if track.newest is not None and all(judged is not track.newest for judged in kept):
        kept = (*kept, track.newest)
    return kept
