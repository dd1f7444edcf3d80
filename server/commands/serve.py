"""`jokajobs serve`: has PostgreSQL start beside it while all that a server consists of is imported."""

import os
from contextlib import nullcontext
from dataclasses import dataclass

from server.checkout import DATABASE_NAME, PROJECT_ROOT
from server.processes.database_keeper import kept_database


@dataclass(frozen=True, slots=True)
class ServeChoices:
    """The options of the command line; None leaves it to the settings."""

    port: int | None
    host: str | None
    https: bool
    seed: bool
    worker: bool


def run_server(choices: ServeChoices) -> int:
    """Serves until it is told to stop. Returns the exit code."""
    is_given = bool(os.environ.get("DATABASE_URL"))
    with nullcontext() if is_given else kept_database(PROJECT_ROOT, DATABASE_NAME) as wait_for_url:
        from server.commands.game_server import run_game  # noqa: PLC0415 - PostgreSQL starts meanwhile

        if not is_given:
            import server.commands.served_game  # noqa: F401, PLC0415 - likewise, and it takes most of the start

        return run_game(choices, wait_for_url)
