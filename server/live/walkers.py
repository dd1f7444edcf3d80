"""Players who walk right now: the last fixes of each device, and the last hint and Jokers told to each player.

Lost on a restart, by design.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from game_rules.gps import GpsFix
from game_rules.play.fixes import FixVerdict, Track
from game_rules.play.hints import SentHint
from game_rules.play.jokers_nearby import StaffedPlace

MAX_WALKERS = 50_000
"""Bounds the memory; whoever sent nothing for longest is forgotten first, and context brings them back."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class _MostRecent(Generic[Key, Value]):
    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._values))

    def forget(self, is_of: Callable[[Key], bool]) -> None:
        for key in [key for key in self._values if is_of(key)]:
            del self._values[key]


class Walkers:
    """In-memory state of this server process."""

    def __init__(self, size: int = MAX_WALKERS) -> None:
        self._tracks: _MostRecent[tuple[UUID, UUID], Track] = _MostRecent(size)
        self._hints: _MostRecent[UUID, SentHint] = _MostRecent(size)
        self._places: _MostRecent[UUID, tuple[StaffedPlace, ...]] = _MostRecent(size)
        self._steps: _MostRecent[UUID, tuple[UUID, GpsFix]] = _MostRecent(size)

    def track(self, player_id: UUID, device_id: UUID) -> Track | None:
        return self._tracks.get((player_id, device_id))

    def keep_track(self, player_id: UUID, device_id: UUID, track: Track) -> None:
        self._tracks.put((player_id, device_id), track)

    def step(self, player_id: UUID) -> tuple[UUID, GpsFix] | None:
        """The newest fix to which the player walked, with the device that told it."""
        return self._steps.get(player_id)

    def keep_step(self, player_id: UUID, device_id: UUID, fix: GpsFix) -> None:
        self._steps.put(player_id, (device_id, fix))

    def live_fixes(self, now: datetime, max_age_s: float) -> dict[UUID, GpsFix]:
        """Finds everybody who sent an `ok` fix of at most so many seconds ago: the newest one of each player."""
        newest: dict[UUID, GpsFix] = {}
        for player_id, device_id in self._tracks:
            track = self._tracks.get((player_id, device_id))
            last = track.newest if track else None
            if last is None or last.verdict is not FixVerdict.OK:
                continue
            known = newest.get(player_id)
            is_live = (now - last.fix.taken_at).total_seconds() <= max_age_s
            if is_live and (known is None or known.taken_at < last.fix.taken_at):
                newest[player_id] = last.fix
        return newest

    def last_hint(self, player_id: UUID) -> SentHint | None:
        return self._hints.get(player_id)

    def keep_hint(self, player_id: UUID, hint: SentHint) -> None:
        self._hints.put(player_id, hint)

    def told_places(self, player_id: UUID) -> tuple[StaffedPlace, ...]:
        """The places with a Joker that the player was told last."""
        return self._places.get(player_id) or ()

    def keep_told_places(self, player_id: UUID, places: tuple[StaffedPlace, ...]) -> None:
        self._places.put(player_id, places)

    def players(self) -> set[UUID]:
        """Everybody of whom something is remembered."""
        return {player_id for player_id, _ in self._tracks} | set(self._hints) | set(self._places) | set(self._steps)

    def forget(self, player_id: UUID) -> None:
        """Drops all that is remembered of the player."""
        self._tracks.forget(lambda key: key[0] == player_id)
        self._hints.forget(lambda key: key == player_id)
        self._places.forget(lambda key: key == player_id)
        self._steps.forget(lambda key: key == player_id)
