"""The wait for room in a moving window of the `limits` library, whatever the clock has done meanwhile."""

from limits import RateLimitItem
from limits.strategies import MovingWindowRateLimiter

from server.clock import utc_now

_SHORTEST_S = 0.1
_TOLERANCE_S = 1.0


def wait_for_room_s(limiter: MovingWindowRateLimiter, item: RateLimitItem, *key: str) -> float:
    """Seconds until one more fits into the window; 0 when it does now.

    What was counted in the future is forgotten: the clock has been set back since, and nobody waits for longer than
    the window.
    """
    if limiter.test(item, *key):
        return 0.0
    wait_s = limiter.get_window_stats(item, *key).reset_time - utc_now().timestamp()
    if wait_s > item.get_expiry() + _TOLERANCE_S:
        limiter.clear(item, *key)
        return 0.0
    return min(max(_SHORTEST_S, round(wait_s, 1)), float(item.get_expiry()))
