"""A stretch of a recorded walk, moved to the first territory, and what the rules say it lifts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.play.fog import FogCell, cells_lifted_at
from server.settings import PROJECT_ROOT
from server.simulator.gpx import read_walk
from server.simulator.move import moved_to

_FILE = PROJECT_ROOT / "tests" / "data" / "cerknicko-jezero.gpx"
_START = LatLon(50.4219, 2.7786)

_STRETCH = slice(82, 102)
"""200 m in under four minutes, past a small street with four doors: well within the ten minutes by which a receiver's
clock may differ from the phone's, so that a slow machine has time."""

_ACCURACY_M = 5.0


def recorded_stretch() -> list[GpsFix]:
    """The stretch, oldest first, as if it ended now."""
    fixes = moved_to(read_walk(_FILE), _START).segments[0].fixes[_STRETCH]
    late = datetime.now(UTC) - fixes[-1].taken_at  # noqa: TID251 - a real phone has a real clock
    return [
        replace(
            fix,
            # As exact as the client sends it.
            position=LatLon(round(fix.position.lat, 6), round(fix.position.lon, 6)),
            horizontal_accuracy_m=_ACCURACY_M,
            taken_at=fix.taken_at + late,
        )
        for fix in fixes
    ]


def cells_lifted_by(fixes: list[GpsFix]) -> frozenset[FogCell]:
    """Every cell that a walk along `fixes` lifts."""
    return frozenset().union(*(cells_lifted_at(fix.position) for fix in fixes))


def unsettled_start(fixes: list[GpsFix]) -> GpsFix:
    """Just before the walk, a step beside its start: the receiver is still far too vague to lift a cloud."""
    start = fixes[0]
    return replace(
        start,
        position=replace(start.position, lat=round(start.position.lat + 0.00001, 6)),
        horizontal_accuracy_m=300.0,
        taken_at=start.taken_at - timedelta(seconds=20),
    )
