"""Position reports of a brisk walk that has just ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from game_rules.gps import GpsFix
from tests.support.factories import fix


def walk(metres: int, *, ended_s_ago: float = 0) -> list[GpsFix]:
    """A brisk walk north that ended just now."""
    end = datetime.now(UTC) - timedelta(seconds=ended_s_ago)  # noqa: TID251 - a real phone has a real clock
    return [
        replace(fix(metres_north=north, accuracy_m=5), taken_at=end - timedelta(seconds=(metres - north) * 0.4))
        for north in range(0, metres + 1, 10)
    ]
