"""`python -m tests.bench.accept_race`: 50 Jokers accept one call in the same instant, 100 times over real sockets, and
100 times straight through the service from two processes."""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from server.adapters.postgres.embedded_postgres import private_cluster
from server.commands.database import migrate
from server.settings import PROJECT_ROOT
from tests.support.running.accept_processes import race_between_processes
from tests.support.running.filled import fill_database
from tests.support.running.help_people import open_jokers, race_for_a_call, scene_on
from tests.support.running.servers import ServerProcess

JOKERS, ROUNDS = 50, 100
DATABASE = "bench_accept_race"


def main() -> None:
    """Ends with an AssertionError at the first round that has not exactly one winner."""
    with private_cluster(PROJECT_ROOT, say=_say) as cluster, tempfile.TemporaryDirectory() as folder:
        url = cluster.ensure_database(DATABASE)
        migrate(url)
        engine = fill_database(url, [])
        server = ServerProcess(url, Path(folder) / "log", env={"JOKAJOBS_MAX_MESSAGES_PER_10_S": "1000"})
        try:
            scene = scene_on(engine)
            jokers = open_jokers(server, scene, JOKERS)
            began = perf_counter()
            for number in range(1, ROUNDS + 1):
                race_for_a_call(scene, jokers)
                if number % 10 == 0:
                    _say(f"{number} rounds, each with exactly one winner of {JOKERS}")
            _say(f"{(perf_counter() - began) / ROUNDS * 1000:.0f} ms a round")
            for _, socket in jokers:
                socket.__exit__()
            began = perf_counter()
            race_between_processes(engine, scene, jokers=JOKERS, rounds=ROUNDS)
            _say(f"{ROUNDS} rounds between two processes, each with exactly one winner of {JOKERS}")
            _say(f"{(perf_counter() - began) / ROUNDS * 1000:.0f} ms a round")
        finally:
            server.stop()
            engine.dispose()
            cluster.drop_database(DATABASE)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
