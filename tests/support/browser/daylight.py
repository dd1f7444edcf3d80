"""The shipped server with the demo seed, in a territory where it is noon: hints and doors rest at night."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from tests.support.databases import fresh_databases
from tests.support.running.servers import SHIPPED, ServerProcess


def serve_at_noon(database_url: str, log: Path) -> ServerProcess:
    """Moves the campaign of a demo database to another time zone, and serves it."""
    hours_to_noon = 12 - datetime.now(UTC).hour  # noqa: TID251 - it is about the clock of the server under test
    engine = create_engine(database_url)
    with engine.begin() as connection:
        # The names of these zones count westwards.
        connection.execute(text("update campaign set timezone = :zone"), {"zone": f"Etc/GMT{-hours_to_noon:+d}"})
    engine.dispose()
    return ServerProcess(database_url, log, command=SHIPPED)


@contextmanager
def noon_server(label: str) -> Iterator[ServerProcess]:
    """Such a server for a script, on a database of its own; both are gone afterwards."""
    with fresh_databases("script") as databases, TemporaryDirectory() as folder:
        server = serve_at_noon(databases.demo(label), Path(folder) / "log")
        try:
            yield server
        finally:
            server.stop()
