"""Applications keep the questions that were asked; answers are notified, and asking again gives points."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_RULES = (
    "cells", "discovery", "visit", "new_domain", "new_commune", "help_received", "help_given", "joker_met", "player_met",
)  # fmt: skip
_KINDS = (
    "call_waiting_for_you", "call_answered", "message_received", "meeting_proposed", "meeting_confirmed",
    "meeting_cancelled", "meeting_late", "meeting_reminder", "joker_approved", "joker_declined", "joker_suspended",
    "identity_checked", "report_settled",
)  # fmt: skip
_KINDS_OF_APPLICATIONS = (
    "application_answered", "application_unanswered", "application_closed", "offer_filled",
)  # fmt: skip


def _allow_rules(*rules: str) -> None:
    op.drop_constraint(op.f("ck_ledger_entry_rule"), "ledger_entry", type_="check")
    op.create_check_constraint(op.f("ck_ledger_entry_rule"), "ledger_entry", sa.column("rule").in_(rules))


def _allow_kinds(*kinds: str) -> None:
    for table in ("notification", "notification_setting"):
        name = op.f(f"ck_{table}_kind")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, sa.column("kind").in_(kinds))


def upgrade() -> None:
    op.add_column(
        "application",
        sa.Column(
            "questions",
            sa.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="The offer's, when it was sent",
        ),
    )
    op.create_check_constraint(
        op.f("ck_application_an_answer_for_each_question"),
        "application",
        "cardinality(answers) = cardinality(questions)",
    )
    _allow_rules(*_RULES, "reminder")
    _allow_kinds(*_KINDS, *_KINDS_OF_APPLICATIONS)


def downgrade() -> None:
    for table in ("notification", "notification_setting"):
        # allowed sql-source: the tables are named above
        gone = sa.text(f"delete from {table} where kind = any(:kinds)")  # noqa: S608
        op.get_bind().execute(gone, {"kinds": list(_KINDS_OF_APPLICATIONS)})
    _allow_kinds(*_KINDS)
    op.execute(sa.text("delete from ledger_entry where rule = 'reminder'"))
    _allow_rules(*_RULES)
    op.drop_constraint(op.f("ck_application_an_answer_for_each_question"), "application", type_="check")
    op.drop_column("application", "questions")
