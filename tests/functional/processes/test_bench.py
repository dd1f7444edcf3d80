"""The benchmark runs, and notices when the database holds anything else than was acknowledged. Speed is not judged."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, text

from server.persistence.engine import connect
from server.settings import PROJECT_ROOT
from tests.bench.__main__ import conclude, plan_rounds, seeded_server, send_load
from tests.bench.proof import prove
from tests.bench.rounds import Round, RoundResult, percentile
from tests.support.databases import NewDatabase


@pytest.fixture(scope="module")
def database_url(new_database: NewDatabase) -> str:
    return new_database("bench")


@pytest.fixture(scope="module")
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url, pool_size=1)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def played(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, RoundResult]:
    """A round of two walkers that has been played."""
    with seeded_server(database_url, tmp_path_factory.mktemp("server") / "log") as server:
        plan = replace(plan_rounds(server.url, walkers=2, batch=5, seconds=1)[1], name="two walkers")
        return plan, send_load(plan)


def test_dev_bench_runs_and_ends_well() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--walkers", "2", "--seconds", "1"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fixes/s" in done.stdout
    assert "DIFFERENT" not in done.stdout


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes end with the test."""
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def test_what_was_acknowledged_is_in_the_database(connection: Connection, played: tuple[Round, RoundResult]) -> None:
    plan, result = played
    proof = prove(connection, plan, result)

    assert result.fixes > 0
    assert proof.players == 2
    assert proof.cells > 0
    assert proof.differences == []
    assert conclude([(plan, result, proof)], lambda _line: None) == 0


EVERY_OFFER = (
    "insert into discovery (player_id, offer_id, discovered_on, visited_on) "
    "select player.id, offer.id, current_date, {visited_on} from player, offer "
    "on conflict (player_id, offer_id) do update set visited_on = excluded.visited_on"
)


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ("update ledger_entry set points = points + 1", {"points acknowledged", "points told"}),
        ("delete from ledger_entry where rule = 'new_commune'", {"points acknowledged", "points told"}),
        (
            "update fog_block set cells = set_bit(cells, 0, 1 - get_bit(cells, 0))",
            {"cells acknowledged", "cells told", "cells by the rules"},
        ),
        ("update fog_block set cells = cells >> 1", {"cells told", "cells by the rules"}),
        (EVERY_OFFER.format(visited_on="null"), {"discoveries acknowledged", "discoveries told"}),
        (EVERY_OFFER.format(visited_on="current_date"), {"visits acknowledged", "visits told"}),
    ],
)
def test_a_changed_row_is_noticed(
    connection: Connection, played: tuple[Round, RoundResult], change: str, noticed: set[str]
) -> None:
    plan, result = played
    connection.execute(text(change))
    proof = prove(connection, plan, result)
    lines: list[str] = []

    assert noticed <= {difference.split(": ")[1] for difference in proof.differences}
    assert conclude([(plan, result, proof)], lines.append) == 1
    assert any("DIFFERENT" in line for line in lines)


def test_an_unanswered_batch_is_noticed(connection: Connection, played: tuple[Round, RoundResult]) -> None:
    plan, result = played
    refused = replace(result, walkers=[replace(walker, problems=["internal_error"]) for walker in result.walkers])

    assert prove(connection, plan, refused).differences == [
        f"walk {walker.walk}: a batch was answered with internal_error" for walker in result.walkers
    ]


def test_percentiles_are_samples_by_nearest_rank() -> None:
    samples = [float(number) for number in range(100, 0, -1)]
    assert [percentile(samples, percent) for percent in (1, 50, 95, 99, 100)] == [1, 50, 95, 99, 100]
    assert percentile([7.0], 50) == 7.0
