"""A round of the benchmark as the load process is asked for it, and what that brings back: plain data, sent as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any
from uuid import UUID

import orjson


@dataclass(frozen=True, slots=True)
class Round:
    """Some walkers on sockets of their own; each sends its next batch when the last one is acknowledged.

    A walk began `began_ago_s` before the round and has a fix every `fix_every_s`; a walker stops after `seconds`, or
    where its walk reaches the present.
    """

    name: str
    server_url: str
    walkers: int
    batch: int
    seconds: float
    began_ago_s: float
    fix_every_s: float


@dataclass(frozen=True, slots=True)
class WalkerResult:
    """The answers and news that one player got. `cells` are (column, row) at zoom 20; ids are text, as on the wire."""

    walk: int
    player_id: str
    verdicts: list[str]
    totals: dict[str, int]
    points_told: int
    cells_told: list[tuple[int, int]]
    discovered_told: list[str]
    visited_told: list[str]
    hints: int
    latencies_ms: list[float]
    problems: list[str]

    @property
    def player(self) -> UUID:
        return UUID(self.player_id)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """`elapsed_s` runs from the first batch sent to the last acknowledgement; `load_cpu_s` is the load's own work."""

    elapsed_s: float
    load_cpu_s: float
    walkers: list[WalkerResult]

    @property
    def fixes(self) -> int:
        return sum(len(walker.verdicts) for walker in self.walkers)

    @property
    def latencies_ms(self) -> list[float]:
        return [latency for walker in self.walkers for latency in walker.latencies_ms]


def percentile(samples: Sequence[float], percent: float) -> float:
    """The exact percentile by nearest rank: the smallest sample that so many percent do not exceed."""
    return sorted(samples)[max(0, ceil(len(samples) * percent / 100) - 1)]


def to_json(value: Round | RoundResult) -> bytes:
    return orjson.dumps(asdict(value))


def round_from_json(text: bytes) -> Round:
    return Round(**orjson.loads(text))


def result_from_json(text: bytes) -> RoundResult:
    data: dict[str, Any] = orjson.loads(text)
    walkers = [
        WalkerResult(**{**walker, "cells_told": [(x, y) for x, y in walker["cells_told"]]})
        for walker in data.pop("walkers")
    ]
    return RoundResult(walkers=walkers, **data)
