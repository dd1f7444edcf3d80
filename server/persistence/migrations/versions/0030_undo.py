"""Somebody who is hired is told once it cannot be undone any more; what was withdrawn can come back for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_APPLICATION_ACTIONS = (
    "send", "see", "propose_meeting", "phone", "refuse", "meet", "hire", "put_off", "remind", "respond", "withdraw",
    "close", "fill",
)  # fmt: skip
_OFFER_ACTIONS = ("submit", "publish", "send_back", "pause", "resume", "fill", "expire", "extend", "withdraw")


def _allow_actions(table: str, *actions: str) -> None:
    name = op.f(f"ck_{table}_action")
    op.drop_constraint(name, table, type_="check")
    op.create_check_constraint(name, table, sa.column("action").in_(actions))


def upgrade() -> None:
    due_at = "When the player is told that they are hired; until then its employer can undo it"
    op.add_column("application", sa.Column("hire_due_at", sa.DateTime(timezone=True), comment=due_at))
    op.add_column("application", sa.Column("hire_reply", sa.Text(), comment="In the employer's words, told with it"))
    # Words of people: PostgreSQL keeps no samples of them.
    op.execute("alter table application alter column hire_reply set statistics 0")
    op.create_check_constraint(
        op.f("ck_application_words_belong_to_a_hire"), "application", "hire_due_at is not null or hire_reply is null"
    )
    op.create_index(
        "ix_application_hire_due", "application", ["hire_due_at"], postgresql_where=sa.text("hire_due_at is not null")
    )
    _allow_actions("application_transition", *_APPLICATION_ACTIONS, "restore")
    _allow_actions("offer_transition", *_OFFER_ACTIONS, "restore")


def downgrade() -> None:
    for table, actions in (
        ("application_transition", _APPLICATION_ACTIONS),
        ("offer_transition", _OFFER_ACTIONS),
    ):
        op.execute(sa.delete(sa.table(table, sa.column("action"))).where(sa.column("action") == "restore"))
        _allow_actions(table, *actions)
    op.drop_index("ix_application_hire_due", "application")
    op.drop_column("application", "hire_reply")
    op.drop_column("application", "hire_due_at")
