"""Brings a database to the newest schema, and back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_MIGRATION_LOCK = 0x6A6F6B61
"""Any fixed number ("joka"): servers that start at once migrate one after the other."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to an open connection if given."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrates up to `revision`. Several processes may call it at once."""
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrates down to `revision`; "base" removes every table of ours."""
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        command.downgrade(alembic_config(connection), revision)
