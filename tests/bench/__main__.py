"""`./dev bench`: how many fixes a second this machine takes from phones to PostGIS, and how long a phone waits.

The server runs as it ships, on a fresh database with the demo territory. The load comes from another process over
real sockets, so that neither measures itself. A figure counts only if the database holds what was acknowledged: the
exit code is 1 when it does not.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from game_rules.play.limits import MAX_FIXES_PER_BATCH
from server.persistence.engine import connect
from server.settings import PROJECT_ROOT
from tests.bench.proof import Proof, prove
from tests.bench.report import HEADER, figures, proof_lines, tallies
from tests.bench.rounds import Round, RoundResult, result_from_json, to_json
from tests.support.databases import fresh_databases
from tests.support.running.servers import SHIPPED, ServerProcess

Say = Callable[[str], None]

SET_UP_TIMEOUT_S = 60.0
OTHER_BATCHES = (1, 50)
"""Sizes of a batch that are compared with the chosen one: each fix at once, and a walk brought home."""

BROUGHT_HOME_AGO_S = 20 * 3600.0
BROUGHT_HOME_FIX_EVERY_S = 5.0
"""Within the day in which a walk may be brought home, and longer ago than any round can send."""

LIVE_AGO_S = 60.0
LIVE_FIX_EVERY_S = 1.0
"""A walk's last minute, all of it young enough for hints."""

LIVE_WALKERS_FACTOR = 3
"""A minute is soon sent: more walkers make the live round long enough to be measured."""


def plan_rounds(server_url: str, *, walkers: int, batch: int, seconds: float) -> list[Round]:
    """The rounds in their order; the first only warms up."""

    def brought_home(size: int, length_s: float, *, name: str = "", most: int = walkers) -> Round:
        return Round(
            name=name or f"brought home, batches of {size}",
            server_url=server_url,
            walkers=min(walkers, most),
            batch=size,
            seconds=length_s,
            began_ago_s=BROUGHT_HOME_AGO_S,
            fix_every_s=BROUGHT_HOME_FIX_EVERY_S,
        )

    live = Round(
        name=f"live, batches of {batch}",
        server_url=server_url,
        walkers=walkers * LIVE_WALKERS_FACTOR,
        batch=batch,
        seconds=seconds,
        began_ago_s=max(LIVE_AGO_S, batch * LIVE_FIX_EVERY_S),
        fix_every_s=LIVE_FIX_EVERY_S,
    )
    others = [brought_home(size, seconds / 2) for size in OTHER_BATCHES if size != batch]
    return [brought_home(batch, min(seconds, 1.0), name="warm-up", most=4), brought_home(batch, seconds), *others, live]


@contextmanager
def seeded_server(database_url: str, log: Path) -> Iterator[ServerProcess]:
    """The shipped server on a database with the demo territory, without its limit for one player."""
    subprocess.run(
        [SHIPPED[0], "seed"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        check=True,
        timeout=SET_UP_TIMEOUT_S,
    )
    server = ServerProcess(
        database_url,
        log,
        env={"JOKAJOBS_MAX_BATCHES_PER_10_S": "1000000", "JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR": "1000000"},
    )
    try:
        yield server
    finally:
        server.stop()


def send_load(plan: Round) -> RoundResult:
    """Runs the round in a process of its own. Raises subprocess.SubprocessError when that fails or hangs."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        cwd=PROJECT_ROOT,
        input=to_json(plan),
        stdout=subprocess.PIPE,
        check=True,
        timeout=SET_UP_TIMEOUT_S + plan.seconds,
    )
    return result_from_json(done.stdout)


def measure(engine: Engine, rounds: Sequence[Round], say: Say) -> list[tuple[Round, RoundResult, Proof]]:
    """Runs the rounds one after the other, each proved as soon as it ends; tells the figures of all but the first."""
    say(HEADER)
    measured = []
    for plan in rounds:
        result = send_load(plan)
        with engine.connect() as connection:
            measured.append((plan, result, prove(connection, plan, result)))
        if plan is not rounds[0]:
            say(figures(plan, result))
    return measured


def conclude(measured: Sequence[tuple[Round, RoundResult, Proof]], say: Say) -> int:
    """Tells verdicts and proofs. Returns the exit code: 1 when the database holds anything else than was told."""
    say("\nVerdicts")
    for plan, result, _ in measured:
        say(f"  {tallies(plan, result)}")
    say("\nSQL against the last acknowledgements, the events, and the cells computed from the fixes sent")
    for plan, _, proof in measured:
        for line in proof_lines(plan, proof):
            say(f"  {line}")
    return 1 if any(proof.differences for *_, proof in measured) else 0


def main(arguments: Sequence[str], say: Say) -> int:
    """Runs the benchmark and returns its exit code."""
    options = _options(arguments)
    with TemporaryDirectory() as folder, fresh_databases("bench") as databases:
        database_url, log = databases.empty("load"), Path(folder) / "log"
        engine = connect(database_url, pool_size=1)
        try:
            with seeded_server(database_url, log) as server:
                say(f"\n{options.walkers} walkers; {os.cpu_count()} cores for one server process, database and load\n")
                rounds = plan_rounds(server.url, walkers=options.walkers, batch=options.batch, seconds=options.seconds)
                return conclude(measure(engine, rounds, say), say)
        except subprocess.SubprocessError as error:
            say(f"{error}\nThe server's log:\n{log.read_text() if log.exists() else '(it did not start)'}")
            return 1
        finally:
            engine.dispose()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measures how many fixes a second are handled.")
    parser.add_argument("--walkers", type=_from_1_to(200), default=20, help="sockets at once (default 20)")
    parser.add_argument("--batch", type=_from_1_to(MAX_FIXES_PER_BATCH), default=5, help="fixes a batch (default 5)")
    parser.add_argument(
        "--seconds",
        type=_from_1_to(60),
        default=6,
        help="of the main round; the others take as long or half (default 6)",
    )
    return parser.parse_args(arguments)


def _from_1_to(most: int) -> Callable[[str], int]:
    def whole_number(value: str) -> int:
        number = int(value)
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(f"a whole number from 1 to {most}, not {value}")
        return number

    return whole_number


if __name__ == "__main__":
    # An end by SIGTERM, too, stops the server and drops the database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:], lambda line: print(line, flush=True)))  # noqa: T201 - what it is run for
