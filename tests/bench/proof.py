"""Proves, player by player, that SQL finds what was acknowledged, what was told and what the rules make of the walk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from game_rules.play.fixes import FixVerdict
from game_rules.play.fog import BLOCK_EDGE_CELLS, cells_lifted_at
from tests.bench.rounds import Round, RoundResult, WalkerResult
from tests.bench.walks import walk


@dataclass(slots=True)
class Stored:
    """A player's rows, as SQL counts them."""

    points: int = 0
    cells: int = 0
    offers: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    fog: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Proof:
    """The sums that were compared, and one line per difference."""

    players: int
    cells: int
    discoveries: int
    visits: int
    points: int
    differences: list[str]


def prove(connection: Connection, plan: Round, result: RoundResult) -> Proof:
    """Compares every player of the round. No difference, and every walker answered, is what a good round has."""
    rows = _stored(connection, {walker.player for walker in result.walkers})
    differences = [line for walker in result.walkers for line in _differences(plan, walker, rows[walker.player])]
    if not result.fixes:
        differences.append("nothing was acknowledged")
    return Proof(
        players=len(rows),
        cells=sum(stored.cells for stored in rows.values()),
        discoveries=sum(len(stored.offers) for stored in rows.values()),
        visits=sum(len(stored.visited) for stored in rows.values()),
        points=sum(stored.points for stored in rows.values()),
        differences=differences,
    )


def _stored(connection: Connection, players: set[UUID]) -> dict[UUID, Stored]:
    stored = {player: Stored() for player in players}

    def rows_of_players(query: str) -> Iterator[Row[*tuple[Any, ...]]]:
        return iter(connection.execute(text(query), {"players": list(players)}))

    for player_id, points in rows_of_players(
        "select player_id, sum(points) from ledger_entry where player_id = any(:players) group by player_id"
    ):
        stored[player_id].points = int(points)
    for player_id, cells in rows_of_players(
        "select player_id, sum(bit_count(cells)) from fog_block where player_id = any(:players) group by player_id"
    ):
        stored[player_id].cells = int(cells)
    for player_id, x, y, bits in rows_of_players(
        "select player_id, x, y, cells::text from fog_block where player_id = any(:players)"
    ):
        stored[player_id].fog |= set(_cells_in(x, y, bits))
    for player_id, offer_id, is_visited in rows_of_players(
        "select player_id, offer_id, visited_on is not null from discovery where player_id = any(:players)"
    ):
        stored[player_id].offers.add(str(offer_id))
        if is_visited:
            stored[player_id].visited.add(str(offer_id))
    return stored


def _cells_in(block_x: int, block_y: int, bits: str) -> Iterator[tuple[int, int]]:
    for number, bit in enumerate(bits):
        if bit == "1":
            row, column = divmod(number, BLOCK_EDGE_CELLS)
            yield block_x * BLOCK_EDGE_CELLS + column, block_y * BLOCK_EDGE_CELLS + row


def _differences(plan: Round, walker: WalkerResult, stored: Stored) -> Iterator[str]:
    comparisons: list[tuple[str, object, object]] = [
        ("points acknowledged", walker.totals.get("points", 0), stored.points),
        ("cells acknowledged", walker.totals.get("cells_lifted", 0), stored.cells),
        ("discoveries acknowledged", walker.totals.get("offers_discovered", 0), len(stored.offers)),
        ("visits acknowledged", walker.totals.get("offers_visited", 0), len(stored.visited)),
        ("points told", walker.points_told, stored.points),
        ("cells told", set(walker.cells_told), stored.fog),
        ("cells by the rules", _cells_by_the_rules(plan, walker), stored.fog),
        ("discoveries told", sorted(walker.discovered_told), sorted(stored.offers)),
        ("visits told", sorted(walker.visited_told), sorted(stored.visited)),
    ]
    for what, expected, found in comparisons:
        if expected != found:
            yield f"walk {walker.walk}: {what}: {_short(expected)}, in SQL {_short(found)}"
    yield from (f"walk {walker.walk}: a batch was answered with {problem}" for problem in walker.problems)


def _cells_by_the_rules(plan: Round, walker: WalkerResult) -> set[tuple[int, int]]:
    """Computes the cells that the walker's `ok` fixes lift, from where the walk went."""
    positions = islice(walk(walker.walk, plan.fix_every_s), len(walker.verdicts))
    return {
        (cell.x, cell.y)
        for position, verdict in zip(positions, walker.verdicts, strict=True)
        if verdict == FixVerdict.OK.value
        for cell in cells_lifted_at(position)
    }


def _short(value: object) -> str:
    return f"{len(value)} items" if isinstance(value, (set, list)) else str(value)
