"""Moves a recorded walk to another place and another time. Knows neither files nor servers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from game_rules.geo import LatLon, bearing_deg, destination, distance_m
from game_rules.gps import GpsFix
from server.simulator.gpx import Walk


def moved_to(walk: Walk, start: LatLon) -> Walk:
    """The walk with its oldest fix at `start`, and each other fix as far from it, in the same direction, as before."""
    origin = walk.fixes_by_segment[0][0].position

    def moved(fix: GpsFix) -> GpsFix:
        direction_deg, length_m = bearing_deg(origin, fix.position), distance_m(origin, fix.position)
        return replace(fix, position=destination(start, direction_deg, length_m))

    return _with_each_fix(walk, moved)


def ended_at(walk: Walk, end: datetime) -> Walk:
    """The walk with its newest fix taken at `end` (aware), and the time between any two fixes as it was.

    Gaps are kept too: of a file that spans days, what is older than the rules accept is played, and found stale.
    """
    shift = end - walk.fixes_by_segment[-1][0].taken_at
    return _with_each_fix(walk, lambda fix: replace(fix, taken_at=fix.taken_at + shift))


def span(walk: Walk) -> timedelta:
    """Time from the oldest to the newest fix."""
    fixes = walk.fixes_by_segment
    return fixes[-1][0].taken_at - fixes[0][0].taken_at


def _with_each_fix(walk: Walk, change: Callable[[GpsFix], GpsFix]) -> Walk:
    segments = tuple(replace(segment, fixes=tuple(map(change, segment.fixes))) for segment in walk.segments)
    return replace(walk, segments=segments)
