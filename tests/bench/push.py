"""`python -m tests.bench.push`: how long after an employer's tap a walking player's phone has the new hint, and how
long a paused offer stays on the phones of those who have found it.

The shipped server, the demo territory, real sockets, all on this machine.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Condition
from time import perf_counter
from typing import Any
from uuid import uuid4

from game_rules.geo import LatLon, destination
from game_rules.gps import GpsFix
from server.clock import utc_now
from tests.bench.__main__ import seeded_server
from tests.bench.rounds import percentile
from tests.support.databases import fresh_databases
from tests.support.running.employers import Employer, door
from tests.support.running.servers import DEADLINE_S, Guest, Socket

CENTRE = LatLon(50.4219, 2.7786)
"""In Liévin, inside the demo's territory."""

NEARBY = destination(CENTRE, 45, 120)
KIND = "civic_service"
ALWAYS_OPEN = {str(weekday): [["00:00", "23:59"]] for weekday in range(7)}
"""At night no hint leads to a door."""


class Phone(Socket):
    """A walking player's phone, which notes when each event came."""

    def __init__(self, guest: Guest) -> None:
        self._arrived = Condition()
        self._came_at: dict[str, list[float]] = {}
        super().__init__(guest)
        self._player = guest

    def __enter__(self) -> "Phone":
        return self

    def _keep(self, event: str, payload: Any = None) -> None:
        with self._arrived:
            self._came_at.setdefault(event, []).append(perf_counter())
            self._arrived.notify_all()
        super()._keep(event, payload)

    def walk_to(self, position: LatLon) -> None:
        """A live fix there, from a device that was nowhere before."""
        self._player.device_id = str(uuid4())
        assert self.send_fixes([GpsFix(position, 5, utc_now())])["verdicts"] == ["ok"]

    def first_after(self, event: str, moment: float) -> float:
        """Returns when the first one of these came after the moment; waits for it."""
        with self._arrived:
            found: list[float] = []

            def has_come() -> bool:
                found[:] = [one for one in self._came_at.get(event, []) if one > moment]
                return bool(found)

            assert self._arrived.wait_for(has_come, DEADLINE_S), f"{event} never came"
            return found[0]


def main(walkers: int, rounds: int) -> None:
    """Prints what was measured. Ends with an AssertionError when something never arrives."""
    with (
        TemporaryDirectory() as folder,
        fresh_databases("bench") as databases,
        seeded_server(databases.empty("push"), Path(folder) / "log") as server,
        ExitStack() as open_phones,
    ):
        employer = Employer(server)
        found = employer.publish(kind=KIND, place=door(CENTRE), visiting_hours=ALWAYS_OPEN)
        hidden = employer.publish(kind=KIND, title="Mission", place=door(NEARBY), visiting_hours=ALWAYS_OPEN)
        phones = [open_phones.enter_context(Phone(Guest(server, kinds=[KIND]))) for _ in range(walkers)]
        for phone in phones:
            phone.wait_for("snapshot")
        _measure(employer, found, hidden, phones, rounds)


def _measure(employer: Employer, found: Any, hidden: Any, phones: list[Phone], rounds: int) -> None:
    to_hint, to_gone, answered = [], [], []
    for number in range(rounds):
        for phone in phones:
            phone.walk_to(CENTRE)
        paused = perf_counter()
        hidden = employer.move(hidden, "pause")
        for phone in phones:
            phone.first_after("hint", paused)
        tapped = perf_counter()
        hidden = employer.move(hidden, "resume")
        answered.append(perf_counter() - tapped)
        to_hint += [phone.first_after("hint", tapped) - tapped for phone in phones]
        tapped = perf_counter()
        found = employer.move(found, "pause")
        to_gone += [phone.first_after("offers_changed", tapped) - tapped for phone in phones]
        found = employer.move(found, "resume")
        _say(f"round {number + 1} of {rounds}")
    _say(f"\n{len(phones)} walking players, {rounds} rounds; seconds from the employer's tap")
    for name, samples in (("until the tap is answered", answered), ("hint", to_hint), ("gone", to_gone)):
        percentiles = (f"p{percent} {percentile(samples, percent):.2f}" for percent in (50, 95, 100))
        _say(f"  {name:26} {'  '.join(percentiles)}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.push")
    parser.add_argument("--walkers", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    main(options.walkers, options.rounds)
