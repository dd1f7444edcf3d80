"""Trying again while the server is down or busy, and giving up in the end."""

import time
from collections.abc import Callable
from typing import TypeVar

from server.simulator.failures import GaveUpError, TryAgainError

FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 5.0
"""A restart takes a few seconds: doubling from a quarter of a second meets it soon without hammering at the door."""

T = TypeVar("T")


class Patience:
    """Repeats what fails, with pauses that double, for `limit_s` seconds at most.

    `clock` counts seconds from anywhere, `wait` lets that many pass.
    """

    def __init__(
        self,
        limit_s: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limit_s = limit_s
        self.clock = clock
        self.wait = wait

    def retry(self, attempt: Callable[[], T]) -> T:
        """Returns the result of `attempt` once it raises no TryAgainError. Raises GaveUpError if it takes too long."""
        give_up_at_s = self.clock() + self.limit_s
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                return attempt()
            except TryAgainError as failure:
                left_s = give_up_at_s - self.clock()
                if left_s <= 0 or (failure.after_s or 0) > left_s:
                    raise GaveUpError(f"gave up after trying for {self.limit_s:g} s: {failure}") from failure
                self.wait(max(failure.after_s or 0, min(pause_s, left_s)))
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
