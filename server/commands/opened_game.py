"""The game of a database, for commands that change it."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Engine

from game_rules.refusals import RefusalReason, Refused
from server.commands.database import database, migrate, run_command
from server.persistence.engine import connect
from server.persistence.time_limits import AT_A_TERMINAL
from server.services.app_context import AppContext
from server.settings import SettingsError, settings_from
from server.wiring import app_context_on


@contextmanager
def opened(database_url: str) -> Iterator[AppContext]:
    """The game of a migrated database, for a command that is over soon."""
    engine: Engine = connect(database_url, pool_size=1, limits=AT_A_TERMINAL)
    try:
        yield app_context_on(engine, settings_from(os.environ, database_url=""))
    finally:
        engine.dispose()


def run_on_app(work: Callable[[AppContext], None], sentences: Mapping[RefusalReason, str]) -> int:
    """Runs `work` on the game of the database, brought up to date; a refusal is said in the words of `sentences`."""

    def run() -> None:
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                try:
                    work(app_context)
                except Refused as refused:
                    raise SettingsError(sentences.get(refused.reason, refused.reason.value)) from refused

    return run_command(run)
