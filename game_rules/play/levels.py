"""Levels: level n starts at 50 * n * (n - 1) points, so that each takes 100 points more than the one before."""

from math import isqrt


def points_at_level(level: int) -> int:
    """The points at which `level` (1, 2, 3 ...) starts. Raises ValueError below 1."""
    if level < 1:
        raise ValueError(f"levels start at 1, not {level}")
    return 50 * level * (level - 1)


def level_of(points: int) -> int:
    """The level that `points` (0 or more) reach: the greatest n with 50 * n * (n - 1) <= points."""
    if points < 0:
        raise ValueError(f"points are never negative, not {points}")
    # 50 n (n - 1) <= p is (2 n - 1)^2 <= (2 p + 25) / 25; integers keep large totals exact.
    return (1 + isqrt((2 * points + 25) // 25)) // 2
