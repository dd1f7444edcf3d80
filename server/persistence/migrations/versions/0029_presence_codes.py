"""What proved that somebody came to a meeting, in the meeting and in the evidence of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

_PROOFS = ("position", "others_code", "desk_code")
_ROLES = ("asker", "helper")
_CAME_BY = "What proved that they came; no position is kept"
_WELL_AT = "When they said that all is well, not having come"


def upgrade() -> None:
    for table in ("meeting", "case_meeting"):
        for role in _ROLES:
            comment = _CAME_BY if (table, role) == ("meeting", "asker") else None
            op.add_column(table, sa.Column(f"{role}_came_by", sa.String(40), comment=comment))
            name = op.f(f"ck_{table}_{role}_came_by")
            op.create_check_constraint(name, table, sa.column(f"{role}_came_by").in_(_PROOFS))
    for role in _ROLES:
        # Until now a position was the only proof.
        meeting = sa.table("meeting", sa.column(f"{role}_came_by"), sa.column(f"{role}_checked_in_at"))
        came = meeting.c[f"{role}_checked_in_at"].is_not(None)
        op.execute(sa.update(meeting).where(came).values({f"{role}_came_by": "position"}))
        op.create_check_constraint(
            op.f(f"ck_meeting_{role}_came_by_something"),
            "meeting",
            f"({role}_came_by is null) = ({role}_checked_in_at is null)",
        )
        comment = _WELL_AT if role == "asker" else None
        op.add_column("case_meeting", sa.Column(f"{role}_well_at", sa.DateTime(timezone=True), comment=comment))


def downgrade() -> None:
    for role in _ROLES:
        op.drop_column("case_meeting", f"{role}_well_at")
        for table in ("case_meeting", "meeting"):
            op.drop_column(table, f"{role}_came_by")
