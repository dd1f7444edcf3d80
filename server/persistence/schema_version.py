"""Which schema a database has, and which is the newest: asked at each start, and answered without Alembic, whose import
takes longer than the question."""

import re
from pathlib import Path

from sqlalchemy import Engine, text

_MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
_NAME = re.compile(r"(\d{4})_\w+\.py")


def newest_revision() -> str:
    """Returns the revision of the last migration: the number with which its file's name begins."""
    return max(found[1] for path in _MIGRATIONS.iterdir() if (found := _NAME.fullmatch(path.name)))


def has_newest_schema(engine: Engine) -> bool:
    """Tells that no migration is missing, and that none is there which this code does not know."""
    with engine.connect() as connection:
        if connection.scalar(text("select to_regclass('alembic_version')")) is None:
            return False
        return connection.scalars(text("select version_num from alembic_version")).all() == [newest_revision()]
