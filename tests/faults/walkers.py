"""Walkers: each sends a walk to one server while another phone of theirs watches on the other server."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from math import inf
from threading import Event
from time import monotonic
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text

from game_rules.gps import GpsFix
from game_rules.play.fog import BLOCK_EDGE_CELLS, cells_lifted_at
from server.clock import utc_now
from tests.faults.history import Attempt, Kept, Outcome, Verdict, check
from tests.faults.lines import Line, new_guest
from tests.faults.notes import Notes, Pulse
from tests.support.factories import offer, place
from tests.support.running.servers import Guest, ServerProcess, fix_payload

BATCHES = 56
"""Of one walk: each finds one offer, and a day shows sixty."""

_BATCH_M, _FIXES, _FIX_EVERY_S = 150.0, 4, 25.0
"""A metre and a half a second."""

_PAUSE_S = 0.4

_BEGINS_NORTH_M, _EAST_M = -4_500.0, -1_500.0
"""Due north through the territory, away from the offers of other scenes."""

OFFERS = [
    offer(
        title=f"Offre {number}",
        metres_north=_BEGINS_NORTH_M + number * _BATCH_M + 56.0,
        metres_east=_EAST_M + 30.0,
    )
    for number in range(BATCHES)
]
"""Beside the way, each in reach of fixes of its own batch alone: no other one makes good what a batch has lost."""

_NUMBER_OF_OFFER = {str(one.id): number for number, one in enumerate(OFFERS)}


class Walker:
    """Walks from the server `here`, watched from the server `there`, by a new guest for each walk."""

    def __init__(self, servers: tuple[ServerProcess, ServerProcess], here: int, pulse: Pulse) -> None:
        self._here, self._there = servers[here], servers[1 - here]
        self._name, self._pulse = f"fixes at {here}", pulse
        self._address = f"10.1.0.{here + 1}"
        self._notes = Notes()
        self._points: dict[str, str] = {}
        """By player, what the last acknowledgement said; nothing where a later batch has no answer."""
        self._pushed: list[Kept] = []
        self._healed: list[Kept] = []

    @property
    def pulses(self) -> list[str]:
        return [self._name]

    def runs(self) -> list[Callable[[Event], None]]:
        return [self._run]

    def finish(self) -> None:
        """Has nothing left to do: each walk was looked at from the other server when it ended."""

    def _run(self, enough: Event) -> None:
        """Walks until it is enough, and then to the next acknowledgement."""
        while not enough.is_set():
            guest = new_guest(self._here, enough, address=self._address)
            if guest is not None:
                self._walk(guest, enough)

    def verdicts(self, engine: Engine) -> Mapping[str, Verdict]:
        """Compares all walks with the database, and both with what the other phone was told."""
        # Rows of a walk carry no order, by design; what each acknowledgement told of the total does.
        attempts = [replace(attempt, answered_s=inf) for attempt in self._notes.attempts]
        players = sorted({attempt.stream for attempt in attempts})
        discovered = list(_discovered(engine, players))
        # Where it was kept counts, not when it was told: the library hands events on in threads.
        kept = [Attempt(one.stream, one.id, Outcome.ACKNOWLEDGED, 0.0, inf) for one in discovered]
        return {
            "fixes: discoveries": check(attempts, discovered),
            "fixes: points for them": check(attempts, list(_paid(engine, players))),
            "fixes: sum of points": check(self._acknowledged_points(), list(_points(engine, list(self._points)))),
            "fixes: clouds": check(_cells_sent(attempts), list(_cells(engine, players))),
            "fixes: pushes to the other server": check(
                kept, self._pushed, may_be_missing={attempt.id for attempt in kept}
            ),
            "fixes: snapshot of the other server": check(kept, self._healed),
        }

    def _walk(self, guest: Guest, enough: Event) -> None:
        player = str(guest.id)
        sending = Line(guest, self._here, "/play")
        watching = Line(guest, self._there, "/play", lambda event, payload: self._hear(player, event, payload))
        context: list[dict[str, Any]] = []
        seal = None
        for number, fixes in enumerate(_batches(utc_now())):
            if not watching.is_open:
                watching.open()
            message = {"device_id": guest.device_id, "fixes": fixes, "context": context, "context_seal": seal}
            ack = self._deliver(sending, player, number, message)
            sent = context + [{**fix, "verdict": verdict} for fix, verdict in zip(fixes, ack["verdicts"], strict=True)]
            context, seal = [sent[place] for place in ack["repeat"]], ack["context_seal"]
            if enough.wait(_PAUSE_S):
                break
        sending.close()
        watching.close()
        self._heal(guest)

    def _deliver(self, line: Line, player: str, number: int, message: dict[str, Any]) -> Any:
        """Sends a batch until it is acknowledged."""
        while True:
            line.open_until(Event())
            sent_s = monotonic()
            self._points.pop(player, None)
            outcome, ack = line.ask("gps_fixes", message)
            told = str(ack["totals"]["offers_discovered"]) if outcome is Outcome.ACKNOWLEDGED else None
            self._notes.add(player, str(OFFERS[number].id), outcome, sent_s, told=told)
            if outcome is Outcome.ACKNOWLEDGED:
                self._points[player] = str(ack["totals"]["points"])
                self._pulse.beat(self._name, sent_s)
                return ack
            assert outcome is Outcome.UNKNOWN or ack["problem"]["retryable"], ack
            Event().wait(_PAUSE_S)

    def _hear(self, player: str, event: str, payload: Any) -> None:
        if event == "offer_discovered":
            self._pushed.append(Kept(player, payload["offer"]["id"]))

    def _heal(self, guest: Guest) -> None:
        """Comes again, as a phone does whose connection broke, and keeps what the snapshot shows."""
        shown: list[Any] = []
        came = Event()

        def hear(event: str, payload: Any) -> None:
            if event == "snapshot":
                shown.append(payload)
                came.set()

        line = Line(guest, self._there, "/play", hear)
        while not came.wait(_PAUSE_S):
            line.open_until(Event())
        line.close()
        self._healed += [Kept(str(guest.id), one["id"]) for one in shown[0]["offers"]]

    def _acknowledged_points(self) -> Iterator[Attempt]:
        for player, points in self._points.items():
            yield Attempt(player, "points", Outcome.ACKNOWLEDGED, 0.0, inf, points)


def _batches(ended_at: datetime) -> Iterator[list[dict[str, Any]]]:
    """The walk, batch by batch, as a phone sends it that brings it home."""
    began_at = ended_at - timedelta(seconds=(BATCHES * _FIXES + 1) * _FIX_EVERY_S)
    for number in range(BATCHES):
        batch = []
        for step, position in enumerate(_way(number)):
            taken_at = began_at + timedelta(seconds=(number * _FIXES + step) * _FIX_EVERY_S)
            batch.append(fix_payload(GpsFix(position, 8.0, taken_at)))
        yield batch


@cache
def _way(number: int) -> tuple[Any, ...]:
    return tuple(
        place(metres_north=_BEGINS_NORTH_M + number * _BATCH_M + step * _BATCH_M / _FIXES, metres_east=_EAST_M)
        for step in range(_FIXES)
    )


@cache
def _cells_first_lifted_by(number: int) -> frozenset[str]:
    lifted = frozenset(f"{cell.x}/{cell.y}" for position in _way(number) for cell in cells_lifted_at(position))
    return lifted - _cells_lifted_up_to(number - 1)


@cache
def _cells_lifted_up_to(number: int) -> frozenset[str]:
    return frozenset() if number < 0 else _cells_lifted_up_to(number - 1) | _cells_first_lifted_by(number)


def _cells_sent(attempts: list[Attempt]) -> Iterator[Attempt]:
    for one in attempts:
        for cell in _cells_first_lifted_by(_NUMBER_OF_OFFER[one.id]):
            yield Attempt(one.stream, cell, one.outcome, one.sent_s, inf)


def _discovered(engine: Engine, players: list[str]) -> Iterator[Kept]:
    query = "select player_id, offer_id from discovery where player_id = any(:players)"
    for player, offer_id in _rows(engine, query, players):
        # Told are totals, and a walk finds its offers one after the other.
        number = _NUMBER_OF_OFFER.get(str(offer_id))
        yield Kept(str(player), str(offer_id), told=None if number is None else str(number + 1))


def _paid(engine: Engine, players: list[str]) -> Iterator[Kept]:
    query = "select player_id, subject from ledger_entry where player_id = any(:players) and rule = 'discovery'"
    for player, subject in _rows(engine, query, players):
        yield Kept(str(player), subject)


def _points(engine: Engine, players: list[str]) -> Iterator[Kept]:
    query = "select player_id, sum(points) from ledger_entry where player_id = any(:players) group by player_id"
    for player, points in _rows(engine, query, players):
        yield Kept(str(player), "points", str(points))


def _cells(engine: Engine, players: list[str]) -> Iterator[Kept]:
    query = "select player_id, x, y, cells::text from fog_block where player_id = any(:players)"
    for player, x, y, bits in _rows(engine, query, players):
        for number, bit in enumerate(bits):
            if bit == "1":
                row, column = divmod(number, BLOCK_EDGE_CELLS)
                yield Kept(str(player), f"{x * BLOCK_EDGE_CELLS + column}/{y * BLOCK_EDGE_CELLS + row}")


def _rows(engine: Engine, query: str, players: list[str]) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(query), {"players": [UUID(player) for player in players]}))
