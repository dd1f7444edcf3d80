"""A script that has never left its chair and wants every offer of a territory.

It invents a device for each message, so that no fix has a past, lays a grid over the territory, and then stands half
a minute at every door that it was shown. `python -m tests.support.attackers.spoofed_walk` plays it against a fresh
demo and prints what one guest got in one day.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from shapely import Point
from shapely.geometry.base import BaseGeometry

from game_rules.geo import LatLon, destination
from game_rules.gps import GpsFix
from game_rules.play.limits import MAX_FIXES_PER_BATCH
from server.clock import utc_now
from tests.support.databases import fresh_databases
from tests.support.running.servers import Guest, ServerProcess, Socket, fix_payload

GRID_M = 129.0
"""Every door lies within the 100 m of a discovery of a point of such a grid: half its diagonal is 91 m."""
_ACCURACY_M = 25.0
_AT_A_DOOR_S = 31.0


@dataclass(frozen=True, slots=True)
class Loot:
    """The winnings of the script."""

    messages: int
    offers: int
    visits: int
    points: int
    cells: int


def grid_over(area: BaseGeometry, spacing_m: float = GRID_M) -> Iterator[LatLon]:
    """Points of a grid that covers `area` (longitude, latitude), row by row from the south-west."""
    west, south, east, north = area.bounds
    row = LatLon(south, west)
    while row.lat <= north:
        position = row
        while position.lon <= east:
            if area.contains(Point(position.lon, position.lat)):
                yield position
            position = destination(position, 90, spacing_m)
        row = destination(row, 0, spacing_m)


def in_batches(positions: Sequence[LatLon], size: int = MAX_FIXES_PER_BATCH) -> Iterator[Sequence[LatLon]]:
    for start in range(0, len(positions), size):
        yield positions[start : start + size]


def sweep(socket: Socket, positions: Sequence[LatLon], now: datetime) -> int:
    """Claims to have been at all `positions` today, a minute apart, each message as a new device."""
    messages = 0
    for batch in in_batches(positions):
        began = now - timedelta(minutes=len(batch) + 1)
        _send(socket, [GpsFix(at, _ACCURACY_M, began + timedelta(minutes=n)) for n, at in enumerate(batch)])
        messages += 1
    return messages


def stand_at(socket: Socket, doors: Sequence[LatLon], noon: datetime) -> int:
    """Claims to have stood at each of the `doors` at noon, each as a new device."""
    for door in doors:
        _send(socket, [GpsFix(door, 10, noon), GpsFix(door, 10, noon + timedelta(seconds=_AT_A_DOOR_S))])
    return len(doors)


def _send(socket: Socket, fixes: Sequence[GpsFix]) -> None:
    answer: Any = socket.ask(
        "gps_fixes", {"device_id": str(uuid4()), "fixes": [fix_payload(fix) for fix in fixes], "context": []}
    )
    assert answer["ok"], answer


def spoof(server: ServerProcess, area: BaseGeometry, *, now: datetime, noon: datetime) -> Loot:
    """Plays the script as one new guest of `server`."""
    guest = Guest(server)
    with guest.open_socket() as socket:
        messages = sweep(socket, list(grid_over(area)), now)
        found = guest.get("/api/me/offers")["offers"]
        doors = [LatLon(one["position"]["lat"], one["position"]["lon"]) for one in found]
        messages += stand_at(socket, doors, noon)
        me = guest.get("/api/me")
    totals = me["totals"]
    return Loot(
        messages, totals["offers_discovered"], totals["offers_visited"], totals["points"], totals["cells_lifted"]
    )


def _territory(server: ServerProcess) -> BaseGeometry:
    from shapely.geometry import shape  # noqa: PLC0415 - only the script needs it

    outline: Any = Guest(server).get("/api/campaign")["territory"]
    area: BaseGeometry = shape(outline)
    return area


def main() -> None:
    """Prints the loot of one guest in one day on the demo territory."""
    with fresh_databases("spoof") as databases:
        folder = Path(tempfile.mkdtemp())
        server = ServerProcess(databases.demo("walk"), folder / "log", env={"JOKAJOBS_MAX_BATCHES_PER_10_S": "1000"})
        try:
            now = utc_now()
            noon = now.replace(hour=12, minute=0, second=0)
            began_s = monotonic()
            loot = spoof(server, _territory(server), now=now, noon=noon if noon < now else noon - timedelta(days=1))
            print(f"{loot} in {monotonic() - began_s:.0f} s")  # noqa: T201 - it is what the command is for
        finally:
            server.stop()


if __name__ == "__main__":
    main()
