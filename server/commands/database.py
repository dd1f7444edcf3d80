"""Opens the database a command works on, and fills it."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from game_rules.refusals import RefusalReason, Refused
from seed_data.load import load_demo
from seed_data.territory import read_territory, union_of
from server.adapters.postgres.embedded_postgres import ClusterError, private_cluster
from server.checkout import DATABASE_NAME
from server.commands.terminal import say
from server.persistence.log_settings import telling_log_settings
from server.persistence.schema_version import has_newest_schema
from server.persistence.time_limits import AT_A_TERMINAL
from server.persistence.unit_of_work import connect
from server.processes.database_keeper import kept_database
from server.processes.interrupts import unwind_when_told
from server.services.app_context import AppContext
from server.services.territory.replace_territory import replace_territory
from server.settings import PROJECT_ROOT, SettingsError, settings_from, sqlalchemy_url
from server.wiring import app_context_on


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


def seed_if_empty(database_url: str) -> None:
    """Loads the demo territory into a database that has none."""
    with opened(database_url) as app_context:
        with app_context.open_unit() as unit:
            if not unit.territory.is_empty():
                return
        say("Loading the demo territory, once:")
        _load(app_context)


def _load(app_context: AppContext) -> None:
    report = load_demo(app_context.context(), progress=_progress, say=lambda line: say(f"  {line}"))
    say(f"  {report.created} rows new, {report.updated} changed, {report.unchanged} as they were.")


def _progress(name: str, done: int, of: int) -> None:
    width = 24
    filled = width * done // of if of else width
    end = done >= of
    # allowed terminal-line: the name of a file of ours, written over the line before
    click.echo(f"\r  {name:<16} [{'#' * filled:<{width}}] {done}/{of}", nl=end, err=True)


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


def seed_database() -> int:
    """`jokajobs seed`."""

    def work() -> None:
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                _load(app_context)

    return run_command(work)


def import_territory_file(file: str) -> int:
    """`jokajobs territory import FILE`."""

    def work() -> None:
        outlines = read_territory(Path(file))
        areas = {one.insee: one.outline for one in outlines if one.insee}
        territory = union_of([one.outline for one in outlines])
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                done = replace_territory(app_context.context(), areas, territory, source=Path(file).name)
        say(f"The campaign is played on {len(outlines)} outlines; {len(done.replaced)} communes took theirs over.")
        if done.unknown:
            say(f"No commune here has these INSEE codes: {', '.join(done.unknown)}.")

    return run_command(work)
