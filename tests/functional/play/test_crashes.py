"""Twenty times `kill -9` in one walk: in the end everything is as if nothing had happened."""

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from server.persistence.engine import connect
from tests.support.databases import NewDatabase
from tests.support.running import crashing_server
from tests.support.running.crashing_server import DIES, LAST_WORDS
from tests.support.running.filled import StartServer, address_of, eventually
from tests.support.running.servers import SHIPPED, Guest, ServerProcess
from tests.support.running.walks import LAKE, ended, in_daytime, keep_session, report_of, start_walk

pytestmark = pytest.mark.usefixtures("commands")

CRASHING = (sys.executable, crashing_server.__file__, *SHIPPED[1:])

MOMENTS = ("before",) * 7 + ("after",) * 7 + ("any",) * 6
"""Just before a COMMIT of fixes, between it and its acknowledgement, and whenever the signal happens to arrive."""


@pytest.fixture(scope="module")
def engine(demo_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(demo_database("crashes"), pool_size=2)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    # Short messages, sent as fast as they are acknowledged, are more than a phone may send.
    return start_server(address_of(engine), env={"JOKAJOBS_MAX_BATCHES_PER_10_S": "1000"}, command=CRASHING)


@dataclass(frozen=True)
class Played:
    """A walk that has been played to its end: what the command told, and the player."""

    report: dict[str, Any]
    player_id: str
    totals: Any


@dataclass(frozen=True)
class Death:
    """An end of the server at a COMMIT of fixes, and whether the database has what was to be committed."""

    moment: str
    is_kept: bool


class Stage:
    """Plays the walk against a server that ends during it."""

    def __init__(self, server: ServerProcess, engine: Engine, folder: Path) -> None:
        self._server, self._engine, self._folder = server, engine, folder
        self._last_words = folder / "last-words"
        self._options = ("--ended-at", in_daytime().isoformat(), "--batch", "2", "--patience", "60")
        self.deaths: list[Death] = []

    def play(self, *moments: str) -> Played:
        """Plays it with an end of the server at each of `moments`, as its JOKAJOBS_TEST_DIES says them."""
        walker = Guest(self._server)
        player_id = walker.get("/api/me")["player"]["id"]
        if moments:
            self._server.stop()
        session = keep_session(walker, self._folder / f"{player_id}.json")
        playing = start_walk(LAKE, *self._options, "--session", str(session))
        for moment in moments:
            self._die(moment, player_id)
            assert playing.is_running, "the walk ended before the last crash"
        if moments:
            self._server.start()
        return Played(report_of(ended(playing)), player_id, walker.get("/api/me")["totals"])

    def _die(self, moment: str, player_id: str) -> None:
        self._last_words.unlink(missing_ok=True)
        self._server.start({DIES: moment, LAST_WORDS: str(self._last_words)})
        when = moment.partition(":")[0]
        if when == "any":
            eventually(self._last_words.exists)
            self._server.kill()
        else:
            assert self._server.wait_for_end() == -signal.SIGKILL
        self.deaths.append(Death(when, self._is_kept(self._last_words.read_text(), player_id)))

    def _is_kept(self, mark: str, player_id: str) -> bool:
        with self._engine.connect() as connection:
            query = text("select last_fix from device_day where player_id = :player")
            return bytes.fromhex(mark) in connection.scalars(query, {"player": UUID(player_id)}).all()


@pytest.fixture(scope="module")
def stage(server: ServerProcess, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(server, engine, tmp_path_factory.mktemp("walks"))


@pytest.fixture(scope="module")
def undisturbed(stage: Stage) -> Played:
    return stage.play()


def test_a_walk_through_twenty_crashes_wins_what_an_undisturbed_one_wins(
    stage: Stage, undisturbed: Played, engine: Engine
) -> None:
    # Of the 148 messages some 130 pass before the last crash: on foot, and during both car rides, where the verdicts
    # of a server that starts anew hang on what the phone repeats.
    chance = Random(20)
    played = stage.play(*(f"{moment}:{chance.randint(5, 8)}" for moment in chance.sample(MOMENTS, len(MOMENTS))))

    at_commit = [death for death in stage.deaths if death.moment in {"before", "after"}]
    assert Counter(at_commit) == {Death("before", is_kept=False): 7, Death("after", is_kept=True): 7}
    assert played.report == undisturbed.report
    assert _all_that_is_kept_of(engine, played.player_id) == _all_that_is_kept_of(engine, undisturbed.player_id)
    assert played.totals == undisturbed.totals


def test_a_server_that_acknowledges_before_it_commits_is_found_out(
    stage: Stage, undisturbed: Played, engine: Engine
) -> None:
    """Shows that the comparison above can fail."""
    played = stage.play("acknowledged:20")
    assert stage.deaths[-1] == Death("acknowledged", is_kept=False)
    assert _all_that_is_kept_of(engine, played.player_id) != _all_that_is_kept_of(engine, undisturbed.player_id)


def _all_that_is_kept_of(engine: Engine, player_id: str) -> list[Any]:
    queries = (
        "select x, y, cells from fog_block where player_id = :player order by x, y",
        "select offer_id, discovered_on, visited_on from discovery where player_id = :player order by offer_id",
        "select rule, subject, points, earned_on from ledger_entry where player_id = :player order by rule, subject",
        "select starts, discoveries, visits, is_beyond from walking_day where player_id = :player",
        "select metres, seconds, is_shut from device_day where player_id = :player",
    )
    with engine.connect() as connection:
        kept = [connection.execute(text(query), {"player": UUID(player_id)}).all() for query in queries]
    assert all(kept), "a walk that wins nothing shows nothing"
    return kept
