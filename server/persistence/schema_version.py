"""Which schema a database has, and which is the newest: asked at each start, and answered without Alembic, whose import
takes longer than the question."""

import re
from pathlib import Path

from sqlalchemy import Engine, text

_MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_BEFORE = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)


def newest_revision() -> str:
    """Returns the revision of the last migration, which comes before no other. Their numbers say nothing of that: two
    that were written side by side may stand in either order."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in _MIGRATIONS.glob("*.py"))
    (newest,) = set[str](_REVISION.findall(text)) - set[str](_BEFORE.findall(text))
    return newest


def has_newest_schema(engine: Engine) -> bool:
    """Tells that no migration is missing, and that none is there which this code does not know."""
    with engine.connect() as connection:
        if connection.scalar(text("select to_regclass('alembic_version')")) is None:
            return False
        return connection.scalars(text("select version_num from alembic_version")).all() == [newest_revision()]
