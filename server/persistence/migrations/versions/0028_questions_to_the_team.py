"""Somebody writes to the organisers, who answer in the queue of cases."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

_BEFORE: dict[str, tuple[str, ...]] = {
    "kind": ("report", "alert", "appeal"),
    "subject_kind": ("conversation", "meeting", "offer", "application", "profile", "place", "measure"),
    "outcome": (
        "measure_taken",
        "nothing_wrong",
        "not_enough_known",
        "person_safe",
        "measure_lifted",
        "measure_upheld",
    ),
}
_NEW = {"kind": "question", "subject_kind": "team", "outcome": "answered"}


def _allow(values: dict[str, tuple[str, ...]]) -> None:
    for column, allowed in values.items():
        name = op.f(f"ck_safety_case_{column}")
        op.drop_constraint(name, "safety_case", type_="check")
        op.create_check_constraint(name, "safety_case", sa.column(column).in_(allowed))


def upgrade() -> None:
    _allow({column: (*values, _NEW[column]) for column, values in _BEFORE.items()})


def downgrade() -> None:
    op.execute(sa.text("delete from safety_case where kind = 'question'"))
    _allow(_BEFORE)
