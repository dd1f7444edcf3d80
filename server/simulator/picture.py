"""The picture that the phone shows: everything it was told, put together as any client would."""

from base64 import b64decode
from threading import Condition

from game_rules.geo import CompassSector
from game_rules.play.fog import mask_of
from game_rules.play.hints import HintBand
from server.schemas.play import (
    FogLiftedOut,
    HintOut,
    LevelReachedOut,
    OfferDiscoveredOut,
    OfferVisitedOut,
    PointsAwardedOut,
    SnapshotOut,
    TotalsOut,
)

Hint = tuple[HintBand | None, CompassSector | None]


class Picture:
    """The player's state as pushed by the server. Thread-safe.

    Nothing here is ever taken back, so that all of it is merged and the order of the events does not matter, save
    for the hints. A snapshot therefore adds what was missed and removes nothing.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._fog: dict[tuple[int, int], int] = {}
        self._offers: dict[str, str] = {}
        self._visited: set[str] = set()
        self._points = 0
        self._level = 0
        self._hints: list[Hint] = []
        self._not_understood: list[str] = []

    def take(self, event: str, payload: object) -> None:
        """Takes in one pushed event; one that does not fit the protocol is noted in `not_understood`."""
        with self._changed:
            try:
                self._merge(event, payload)
            except ValueError:
                # Raised further, it would end the thread that reads the socket, without a word.
                self._not_understood.append(event)
            self._changed.notify_all()

    def _merge(self, event: str, payload: object) -> None:
        match event:
            case "snapshot":
                self._merge_snapshot(SnapshotOut.model_validate(payload))
            case "fog_lifted":
                for block in FogLiftedOut.model_validate(payload).blocks:
                    self._lift(block.x, block.y, sum(mask_of(cell) for cell in set(block.cells)))
            case "offer_discovered":
                offer = OfferDiscoveredOut.model_validate(payload).offer
                self._offers[str(offer.id)] = offer.title
            case "offer_visited":
                self._visited.add(str(OfferVisitedOut.model_validate(payload).offer_id))
            case "points_awarded":
                self._take_totals(PointsAwardedOut.model_validate(payload).totals)
            case "level_reached":
                self._level = max(self._level, LevelReachedOut.model_validate(payload).level)
            case "hint":
                hint = HintOut.model_validate(payload)
                self._hints.append((hint.band, hint.compass_sector))

    def _merge_snapshot(self, snapshot: SnapshotOut) -> None:
        self._take_totals(snapshot.totals)
        for block in snapshot.fog:
            self._lift(block.x, block.y, int.from_bytes(b64decode(block.cells, validate=True), "big"))
        for offer in snapshot.offers:
            self._offers[str(offer.id)] = offer.title
            if offer.visited_on is not None:
                self._visited.add(str(offer.id))

    def _lift(self, x: int, y: int, mask: int) -> None:
        self._fog[x, y] = self._fog.get((x, y), 0) | mask

    def _take_totals(self, totals: TotalsOut) -> None:
        self._points = max(self._points, totals.points)
        self._level = max(self._level, totals.level)

    def wait_for(self, totals: TotalsOut, timeout_s: float) -> bool:
        """Waits until the pushes have caught up with `totals`; False when they have not in time: one was lost."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._cells_lifted() >= totals.cells_lifted and self._points >= totals.points, timeout_s
            )

    def _cells_lifted(self) -> int:
        return sum(mask.bit_count() for mask in self._fog.values())

    @property
    def cells_lifted(self) -> int:
        with self._changed:
            return self._cells_lifted()

    @property
    def offers(self) -> dict[str, str]:
        """Titles of the discovered offers by their ids."""
        with self._changed:
            return dict(self._offers)

    @property
    def visited(self) -> frozenset[str]:
        """Ids of the visited offers."""
        with self._changed:
            return frozenset(self._visited)

    @property
    def points(self) -> int:
        with self._changed:
            return self._points

    @property
    def level(self) -> int:
        with self._changed:
            return self._level

    @property
    def hints(self) -> tuple[Hint, ...]:
        """All hints, oldest first."""
        with self._changed:
            return tuple(self._hints)

    @property
    def not_understood(self) -> tuple[str, ...]:
        """Names of pushed events that did not fit the protocol."""
        with self._changed:
            return tuple(self._not_understood)
