"""The load, in a process of its own: guests with real sockets who send their walks. Reads a Round, writes its result.

Run as `python -m tests.bench.load < round.json > result.json`. The sockets are read and written frame by frame: a
Socket.IO client would cost this process more than the answer costs the server.
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - gevent has to take over the standard library before all else
from dataclasses import dataclass, field  # noqa: E402
from datetime import datetime, timedelta  # noqa: E402
from itertools import islice  # noqa: E402
from time import perf_counter, process_time  # noqa: E402
from typing import Any  # noqa: E402
from uuid import uuid4  # noqa: E402

import gevent  # noqa: E402
import orjson  # noqa: E402
import requests  # noqa: E402
import websocket  # noqa: E402

from game_rules.play.fog import BLOCK_EDGE_CELLS  # noqa: E402
from server.clock import utc_now  # noqa: E402
from tests.bench.rounds import Round, RoundResult, WalkerResult, round_from_json, to_json  # noqa: E402
from tests.bench.walks import walk  # noqa: E402

ANSWER_TIMEOUT_S = 20.0


@dataclass(slots=True)
class AddressedEvent:
    """The sums of what the events of one socket said."""

    player_id: str = ""
    points: int = 0
    cells: set[tuple[int, int]] = field(default_factory=set)
    discovered: list[str] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    hints: int = 0

    def hear(self, event: str, payload: Any) -> None:
        match event:
            case "snapshot":
                self.player_id = payload["player"]["id"]
            case "fog_lifted":
                for block in payload["blocks"]:
                    west, north = block["x"] * BLOCK_EDGE_CELLS, block["y"] * BLOCK_EDGE_CELLS
                    for row, column in (divmod(cell, BLOCK_EDGE_CELLS) for cell in block["cells"]):
                        self.cells.add((west + column, north + row))
            case "points_awarded":
                self.points += sum(entry["points"] for entry in payload["entries"])
            case "offer_discovered":
                self.discovered.append(payload["offer"]["id"])
            case "offer_visited":
                self.visited.append(payload["offer_id"])
            case "hint":
                self.hints += 1


class Walker:
    """A guest who walks one walk."""

    def __init__(self, plan: Round, number: int) -> None:
        self._plan = plan
        self._number = number
        self._positions = walk(number, plan.fix_every_s)
        self._device_id = str(uuid4())
        self._context: list[dict[str, Any]] = []
        self._seal: str | None = None
        self._told = AddressedEvent()
        self._totals: dict[str, int] = {}
        self._verdicts: list[str] = []
        self._latencies_ms: list[float] = []
        self._problems: list[str] = []

    def come_in(self) -> None:
        """Signs in as a guest and opens a socket, until its snapshot has come."""
        url = self._plan.server_url
        answer = requests.post(
            f"{url}/api/guests",
            json={"name": f"Walker {self._number}", "language": "fr", "age_band": "18_plus"},
            timeout=ANSWER_TIMEOUT_S,
        )
        answer.raise_for_status()
        self._socket = websocket.create_connection(
            f"{url.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket",
            cookie="; ".join(f"{cookie.name}={cookie.value}" for cookie in answer.cookies),
            timeout=ANSWER_TIMEOUT_S,
        )
        self._socket.send("40/play,")
        while not self._told.player_id:
            self._read()

    def play(self, began_at: datetime, deadline_s: float) -> None:
        """Sends batch after batch until `deadline_s` (of perf_counter); the last one's answer is waited for."""
        taken_at = began_at
        step = timedelta(seconds=self._plan.fix_every_s)
        while perf_counter() < deadline_s and taken_at + self._plan.batch * step <= utc_now() and not self._problems:
            fixes = []
            for position in islice(self._positions, self._plan.batch):
                fixes.append(
                    {
                        "lat": position.lat,
                        "lon": position.lon,
                        "horizontal_accuracy_m": 8.0,
                        "taken_at": taken_at.isoformat(),
                    }
                )
                taken_at += step
            self._send(fixes)
        self._socket.close()

    def _send(self, fixes: list[dict[str, Any]]) -> None:
        message = {"device_id": self._device_id, "fixes": fixes, "context": self._context, "context_seal": self._seal}
        frame = f'42/play,{len(self._latencies_ms)}["gps_fixes",{orjson.dumps(message).decode()}]'
        sent_s = perf_counter()
        self._socket.send(frame)
        answer = self._read()
        while answer is None:
            answer = self._read()
        self._latencies_ms.append((perf_counter() - sent_s) * 1000)
        if not answer["ok"]:
            self._problems.append(answer["problem"]["code"])
            return
        self._totals = answer["totals"]
        self._verdicts += answer["verdicts"]
        sent = self._context + [
            {**fix, "verdict": verdict} for fix, verdict in zip(fixes, answer["verdicts"], strict=True)
        ]
        self._context, self._seal = [sent[place] for place in answer["repeat"]], answer["context_seal"]

    def _read(self) -> dict[str, Any] | None:
        """Takes one frame in; returns what it acknowledges, if it does."""
        frame = str(self._socket.recv())
        if frame == "2":
            self._socket.send("3")
        elif frame.startswith("42/play,"):
            self._told.hear(*orjson.loads(frame[len("42/play,") :]))
        elif frame.startswith("43/play,"):
            answer: dict[str, Any] = orjson.loads(frame[frame.index("[") :])[0]
            return answer
        elif not frame.startswith(("0", "40/play,")):
            raise ConnectionError("the server closed the socket")
        return None

    def result(self) -> WalkerResult:
        return WalkerResult(
            walk=self._number,
            player_id=self._told.player_id,
            verdicts=self._verdicts,
            totals=self._totals,
            points_told=self._told.points,
            cells_told=sorted(self._told.cells),
            discovered_told=self._told.discovered,
            visited_told=self._told.visited,
            hints=self._told.hints,
            latencies_ms=self._latencies_ms,
            problems=self._problems,
        )


def run(plan: Round) -> RoundResult:
    """Lets all walkers in, then starts them together. Raises what the first of them failed with."""
    walkers = [Walker(plan, number) for number in range(plan.walkers)]
    gevent.joinall([gevent.spawn(walker.come_in) for walker in walkers], raise_error=True)
    began_at = utc_now() - timedelta(seconds=plan.began_ago_s)
    cpu_s, start_s = process_time(), perf_counter()
    gevent.joinall(
        [gevent.spawn(walker.play, began_at, start_s + plan.seconds) for walker in walkers], raise_error=True
    )
    return RoundResult(
        elapsed_s=perf_counter() - start_s,
        load_cpu_s=process_time() - cpu_s,
        walkers=[walker.result() for walker in walkers],
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(to_json(run(round_from_json(sys.stdin.buffer.read()))))
