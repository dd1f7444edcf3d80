"""Runs Alembic on the connection it is given. geoalchemy2's helpers keep PostGIS' own tables out of migrations."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from geoalchemy2 import alembic_helpers

from server.persistence.column_types import FogBits, WeeklyHours
from server.persistence.job_tables import QUEUE_TABLES
from server.persistence.tables import (  # noqa: F401 - all of them are part of the schema
    accounts,
    applications,
    calls,
    cases,
    events,
    jokers,
    meetings,
    notifications,
    offers,
    organisations,
    play,
    public,
    territory,
)
from server.persistence.tables.base import Table


def _render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Migrations name the database's own types: ours may change or move later."""
    if kind == "type" and isinstance(item, (FogBits, WeeklyHours)):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return "postgresql.JSONB()" if isinstance(item, WeeklyHours) else f"postgresql.{item.impl!r}"
    rendered: str | Literal[False] = alembic_helpers.render_item(kind, item, autogen_context)  # type: ignore[no-untyped-call]
    return rendered


def _include_object(thing: Any, name: str | None, kind: str, *rest: Any) -> bool:
    """Neither PostGIS' tables nor the job queue's are ours to change."""
    table = name if kind == "table" else getattr(getattr(thing, "table", None), "name", None)
    if table and table.startswith(QUEUE_TABLES):
        return False
    ours: bool = alembic_helpers.include_object(thing, name, kind, *rest)  # type: ignore[no-untyped-call]
    return ours


connection = context.config.attributes["connection"]
if connection is None:
    raise RuntimeError("run migrations through `jokajobs migrate`, which opens the connection")
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    include_object=_include_object,
    process_revision_directives=alembic_helpers.writer,
    render_item=_render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
