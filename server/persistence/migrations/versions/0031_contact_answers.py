"""A trusted contact is asked by mail whether they want to be one, and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

_ANSWERS = ("confirmed", "declined")


def upgrade() -> None:
    comment = "What the trusted contact says to being one"
    for table in ("meeting", "case_meeting"):
        column = sa.Column("contact_answer", sa.String(40), comment=comment if table == "meeting" else None)
        op.add_column(table, column)
        op.create_check_constraint(op.f(f"ck_{table}_contact_answer"), table, sa.column("contact_answer").in_(_ANSWERS))
    asked = sa.Column("contact_asked_at", sa.DateTime(timezone=True), comment="When they were asked, by mail")
    op.add_column("meeting", asked)


def downgrade() -> None:
    op.drop_column("meeting", "contact_asked_at")
    op.drop_column("case_meeting", "contact_answer")
    op.drop_column("meeting", "contact_answer")
