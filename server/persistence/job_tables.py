"""Facts about the job queue's own tables, which its library makes and keeps."""

from pathlib import Path

from procrastinate.schema import SchemaManager

QUEUE_TABLES = "procrastinate_"
"""How their names begin."""


def newest_queue_migration() -> str:
    """The newest schema change that the installed library knows."""
    return max(file.stem for file in Path(SchemaManager.get_migrations_path()).glob("*.sql"))
