"""The shipped server with the demo seed, in a territory where it is noon: hints and doors rest at night."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from server.adapters.embedded_postgres import private_cluster
from server.settings import PROJECT_ROOT
from tests.functional.servers import SHIPPED, ServerProcess

_JOKAJOBS = str(Path(sys.executable).parent / "jokajobs")


def serve_at_noon(database_url: str, log: Path) -> ServerProcess:
    """Seeds the empty database as `jokajobs seed` does, moves its campaign to another time zone, and serves it."""
    subprocess.run(
        [_JOKAJOBS, "seed"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        check=True,
        capture_output=True,
    )
    hours_to_noon = 12 - datetime.now(UTC).hour  # noqa: TID251 - it is about the clock of the server under test
    engine = create_engine(database_url)
    with engine.begin() as connection:
        # The names of these zones count westwards.
        connection.execute(text("update campaign set timezone = :zone"), {"zone": f"Etc/GMT{-hours_to_noon:+d}"})
    engine.dispose()
    return ServerProcess(database_url, log, command=SHIPPED)


@contextmanager
def noon_server(label: str) -> Iterator[ServerProcess]:
    """Such a server for a script, on a new database of the private cluster; both are gone afterwards."""
    with private_cluster(PROJECT_ROOT, say=print) as cluster, TemporaryDirectory() as folder:
        name = f"{label}_{os.getpid()}"
        url = cluster.ensure_database(name)
        try:
            server = serve_at_noon(url, Path(folder) / "log")
            try:
                yield server
            finally:
                server.stop()
        finally:
            cluster.drop_database(name)
