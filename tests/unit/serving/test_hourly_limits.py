"""Things that may be done so many times an hour, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, memory
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooManyRequests
from server.serving import moving_windows
from server.serving.hourly_limits import Count, HourlyLimits
from server.serving.moving_windows import wait_for_room_s

START = datetime(2026, 3, 11, 14, tzinfo=UTC)


class Clock:
    """The one clock of this machine, which somebody sets."""

    def __init__(self) -> None:
        self.now = START

    def time(self) -> float:
        return self.now.timestamp()

    def utc_now(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(memory, "time", clock)
    monkeypatch.setattr(moving_windows, "utc_now", clock.utc_now)
    return clock


def wait_s(limits: HourlyLimits, *counts: Count) -> float:
    """Seconds to wait; 0 for what was counted."""
    try:
        limits.count(*counts)
    except TooManyRequests as refused:
        return refused.retry_after_s
    return 0.0


def test_so_many_fit_into_any_sixty_minutes(clock: Clock) -> None:
    limits, count = HourlyLimits("memory://"), Count("mails", "zoe", 2)
    assert wait_s(limits, count) == 0
    clock.now += timedelta(minutes=20)
    assert wait_s(limits, count) == 0
    assert not limits.has_room(count)
    assert wait_s(limits, count) == pytest.approx(40 * 60, abs=1)
    assert wait_s(limits, Count("mails", "léa", 2)) == 0
    clock.now += timedelta(minutes=40, seconds=2)
    assert limits.has_room(count)
    assert wait_s(limits, count) == 0


def test_of_several_counts_all_are_made_or_none(clock: Clock) -> None:
    limits, client, offer = HourlyLimits("memory://"), Count("client", "a", 9), Count("offer", "b", 1)
    assert wait_s(limits, client, offer) == 0
    for _ in range(20):
        assert wait_s(limits, client, offer) > 0
    assert [wait_s(limits, client) for _ in range(9)] == [0.0] * 8 + [pytest.approx(3600, abs=1)]


@pytest.mark.parametrize("back", [timedelta(hours=11), timedelta(days=400)])
def test_a_clock_that_was_ahead_keeps_nobody_out(clock: Clock, back: timedelta) -> None:
    limits, count = HourlyLimits("memory://"), Count("mails", "zoe", 2)
    clock.now += back
    assert [wait_s(limits, count) for _ in range(2)] == [0, 0]
    clock.now -= back
    assert [wait_s(limits, count) for _ in range(2)] == [0, 0]
    assert 0 < wait_s(limits, count) <= 3600


def test_nor_does_it_silence_a_socket(clock: Clock) -> None:
    limiter, rate = MovingWindowRateLimiter(MemoryStorage()), RateLimitItemPerSecond(1, 10)
    clock.now += timedelta(hours=11)
    limiter.hit(rate, "zoe")
    assert wait_for_room_s(limiter, rate, "zoe") == pytest.approx(10, abs=0.1)
    clock.now -= timedelta(hours=11)
    assert wait_for_room_s(limiter, rate, "zoe") == 0
