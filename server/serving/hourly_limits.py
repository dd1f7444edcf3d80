"""Counts of what may be done so many times an hour: by a client, to an address, for an offer."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from limits import RateLimitItemPerHour
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooManyRequests
from server.serving.moving_windows import wait_for_room_s

log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

_LEFT_ALONE_S = 5.0
"""A storage that did not answer is asked again after so long: nobody waits for it meanwhile."""

_STORAGE_TIMEOUT_S = 1.0


@dataclass(frozen=True, slots=True)
class Count:
    """One that is to be done, counted as `what` of `key`, of which there may be `limit` in any sixty minutes."""

    what: str
    key: str
    limit: int


class HourlyLimits:
    """Counts in this process' memory, or in what `storage` names, which several servers share.

    While the storage is away each server counts for itself: better than nobody, and better than no limit.
    """

    def __init__(self, storage: str) -> None:
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared: MovingWindowRateLimiter | None = None
        self._asked_again_at_s = 0.0
        if not storage.startswith("memory:"):
            self._shared = MovingWindowRateLimiter(_shared_storage(storage))

    def count(self, *counts: Count) -> None:
        """Counts all of them, or none. Raises TooManyRequests where one of them has reached its most."""
        self._ask(lambda limiter: _count(limiter, counts))

    def has_room(self, count: Count) -> bool:
        """Tells whether one more could be counted, and counts nothing."""
        item = RateLimitItemPerHour(count.limit)
        return self._ask(lambda limiter: not wait_for_room_s(limiter, item, count.what, count.key))

    def _ask(self, question: Callable[[MovingWindowRateLimiter], _Answer]) -> _Answer:
        if self._shared is not None and monotonic() >= self._asked_again_at_s:
            try:
                return question(self._shared)
            except StorageError:
                self._asked_again_at_s = monotonic() + _LEFT_ALONE_S
                log.warning("the storage of limits does not answer: this server counts for itself")
        return question(self._own)


def _count(limiter: MovingWindowRateLimiter, counts: tuple[Count, ...]) -> None:
    items = [(RateLimitItemPerHour(one.limit), (one.what, one.key)) for one in counts]
    wait_s = max(wait_for_room_s(limiter, item, *key) for item, key in items)
    if wait_s:
        raise TooManyRequests(wait_s)
    for item, key in items:
        if not limiter.hit(item, *key):  # somebody else had the last one meanwhile
            raise TooManyRequests(wait_for_room_s(limiter, item, *key))


def _shared_storage(address: str) -> Storage:
    timeouts = {"socket_timeout": _STORAGE_TIMEOUT_S, "socket_connect_timeout": _STORAGE_TIMEOUT_S}
    storage = storage_from_string(address, wrap_exceptions=True, **timeouts)
    if not isinstance(storage, Storage):
        raise TypeError(f"not a storage that is asked and waited for: {type(storage).__name__}")
    return storage
