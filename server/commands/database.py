"""Opens the database a command works on, and brings it up to date. Imports nothing of the game: whatever is wrong with
the settings or the database is told at once."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from game_rules.refusals import Refused
from server.adapters.postgres.embedded_postgres import ClusterError, private_cluster
from server.checkout import DATABASE_NAME
from server.commands.terminal import say
from server.persistence.engine import connect
from server.persistence.log_settings import telling_log_settings
from server.persistence.schema_version import has_newest_schema
from server.persistence.time_limits import AT_A_TERMINAL
from server.processes.database_keeper import kept_database
from server.processes.interrupts import unwind_when_told
from server.settings import PROJECT_ROOT, SettingsError, sqlalchemy_url


@contextmanager
def database() -> Iterator[str]:
    """The SQLAlchemy URL of the database: DATABASE_URL's, or the private cluster's, which runs meanwhile.

    Raises SettingsError or ClusterError, each with one line that says what to do.
    """
    wanted = os.environ.get("DATABASE_URL")
    if wanted:
        yield sqlalchemy_url(wanted)
        return
    with private_cluster(PROJECT_ROOT, say=say) as cluster:
        yield cluster.ensure_database(DATABASE_NAME)


@contextmanager
def lasting_database() -> Iterator[str]:
    """As `database`, for what runs until it is stopped: a private cluster that dies is brought back."""
    if os.environ.get("DATABASE_URL"):
        with database() as url:
            yield url
        return
    with kept_database(PROJECT_ROOT, DATABASE_NAME) as wait_for_url:
        yield wait_for_url()


def migrate(database_url: str) -> None:
    """Brings the database to the newest schema. Raises SettingsError when it cannot be used."""
    engine = connect(database_url, pool_size=1, limits=AT_A_TERMINAL)
    try:
        if not has_newest_schema(engine):
            _upgrade(engine)
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        raise SettingsError(f"the database does not answer ({reason}): check DATABASE_URL") from error
    except ProgrammingError as error:
        if "geography" not in str(error.orig):
            raise
        raise SettingsError(
            "the database has no PostGIS: run CREATE EXTENSION postgis; in it as its administrator"
        ) from error
    finally:
        engine.dispose()


def _upgrade(engine: Engine) -> None:
    from server.persistence.migrate import UnknownSchemaError, upgrade  # noqa: PLC0415 - it brings Alembic along

    try:
        upgrade(engine)
    except UnknownSchemaError as error:
        raise SettingsError(
            f"the database was brought to schema {error.revision} by a newer version of Jokajobs: start that version, "
            "or restore the backup from before"
        ) from error


def log_warning(database_url: str) -> str | None:
    """Returns what an operator has to set to keep people's words out of PostgreSQL's log; None if nothing."""
    engine = connect(database_url, pool_size=1, limits=AT_A_TERMINAL)
    try:
        wanted = telling_log_settings(engine)
    finally:
        engine.dispose()
    if not wanted:
        return None
    name = (make_url(database_url).database or "").replace('"', '""')
    statements = " ".join(f"ALTER DATABASE \"{name}\" SET {setting} = '{value}';" for setting, value in wanted.items())
    return f"WARNING: PostgreSQL writes people's words into its log. As its administrator, run: {statements}"


def run_command(work: Callable[[], None]) -> int:
    """Runs `work`, which a signal ends; what a person can mend becomes one clear line and exit code 1."""
    unwind_when_told()
    return told_in_a_line(work)


def told_in_a_line(work: Callable[[], None]) -> int:
    """Runs `work`, which listens to signals itself, as `run_command` does."""
    try:
        work()
    except (SettingsError, ClusterError, ValueError, OSError, Refused) as error:
        for line in f"jokajobs: {error}".splitlines():
            say(line)
        return 1
    return 0


def migrate_database() -> int:
    """`jokajobs migrate`."""

    def work() -> None:
        with database() as url:
            migrate(url)
            say("The database has the newest schema.")

    return run_command(work)
