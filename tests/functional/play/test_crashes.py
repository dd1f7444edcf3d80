"""Twenty times `kill -9` in one walk: in the end everything is as if nothing had happened."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from server.persistence.unit_of_work import connect
from tests.support.databases import NewDatabase
from tests.support.running import crashing_server
from tests.support.running.crashing_server import DIES
from tests.support.running.filled import StartServer, address_of
from tests.support.running.servers import DEADLINE_S, SHIPPED, Guest, ServerProcess
from tests.support.running.walks import LAKE, ended, in_daytime, keep_session, report_of, start_walk, walk

CRASHING = (sys.executable, crashing_server.__file__, *SHIPPED[1:])

MOMENTS = ("before",) * 7 + ("after",) * 7 + ("any",) * 6
"""Just before a COMMIT, between COMMIT and acknowledgement, and whenever the signal happens to arrive."""


@pytest.fixture(scope="module")
def engine(demo_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(demo_database("crashes"), pool_size=2)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    # Short messages, sent as fast as they are acknowledged, are more than a phone may send.
    return start_server(address_of(engine), env={"JOKAJOBS_MAX_BATCHES_PER_10_S": "1000"}, command=CRASHING)


def test_a_walk_through_twenty_crashes_wins_what_an_undisturbed_one_wins(
    server: ServerProcess, engine: Engine, tmp_path: Path
) -> None:
    unlucky, lucky = Guest(server), Guest(server)
    unlucky_id, lucky_id = (guest.get("/api/me")["player"]["id"] for guest in (unlucky, lucky))
    options = ("--ended-at", in_daytime().isoformat(), "--batch", "2", "--patience", "240")
    undisturbed = report_of(walk(LAKE, *options, "--session", str(keep_session(lucky, tmp_path / "lucky.json"))))
    server.stop()

    # Of the 148 messages some 130 pass before the last crash: on foot, and during both car rides, where the verdicts
    # of a server that starts anew hang on what the phone repeats.
    chance = Random(20)
    playing = start_walk(LAKE, *options, "--session", str(keep_session(unlucky, tmp_path / "unlucky.json")))
    for moment in chance.sample(MOMENTS, len(MOMENTS)):
        messages = chance.randint(5, 8)
        if moment == "any":
            written = _transactions(engine)
            server.start()
            _wait_for_transactions(engine, written + messages)
            server.kill()
        else:
            server.start({DIES: f"{moment}:{messages}"})
            assert server.wait_for_end() == -signal.SIGKILL
        assert playing.poll() is None, "the walk ended before the last crash"
    server.start()

    assert report_of(ended(playing)) == undisturbed
    assert _all_that_is_kept_of(engine, unlucky_id) == _all_that_is_kept_of(engine, lucky_id)
    assert unlucky.get("/api/me")["totals"] == lucky.get("/api/me")["totals"]


def _wait_for_transactions(engine: Engine, number: int) -> None:
    deadline = monotonic() + DEADLINE_S
    while _transactions(engine) < number:
        assert monotonic() < deadline, "the walk does not go on"
        sleep(0.002)


def _transactions(engine: Engine) -> int:
    """Counts transactions that wrote something since the database server was made: each message of a phone is one."""
    with engine.connect() as connection:
        return int(connection.scalar(text("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) or 0)


def _all_that_is_kept_of(engine: Engine, player_id: str) -> list[Any]:
    queries = (
        "select x, y, cells from fog_block where player_id = :player order by x, y",
        "select offer_id, discovered_on, visited_on from discovery where player_id = :player order by offer_id",
        "select rule, subject, points, earned_on from ledger_entry where player_id = :player order by rule, subject",
    )
    with engine.connect() as connection:
        kept = [connection.execute(text(query), {"player": UUID(player_id)}).all() for query in queries]
    assert all(kept), "a walk that wins nothing shows nothing"
    return kept
