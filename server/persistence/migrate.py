"""Brings a database to the newest schema, and back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_MIGRATION_LOCK = 0x6A6F6B61
"""Any fixed number ("joka"): servers that start at once migrate one after the other."""


class UnknownSchemaError(Exception):
    """The database has a schema that this code does not know: a newer version of it has been here."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to an open connection if given."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrates up to `revision`. Several processes may call it at once. Raises UnknownSchemaError."""
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        _check_known(connection)
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrates down to `revision`; "base" removes every table of ours."""
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        command.downgrade(alembic_config(connection), revision)


def _check_known(connection: Connection) -> None:
    script = ScriptDirectory.from_config(alembic_config())
    known = {one.revision for one in script.walk_revisions()}
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            raise UnknownSchemaError(revision)
