"""Calls, messages and reports outlive whoever leaves for good, without their name and words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_LEFT = "Null is somebody who has left for good"
_OVER_ONCE_SOMEBODY_LEFT = (
    "(asker_id is not null or state in ('withdrawn', 'expired', 'closed')) "
    "and (joker_id is not null or state <> 'accepted')"
)


def upgrade() -> None:
    op.alter_column("help_request", "asker_id", existing_type=sa.Uuid(), nullable=True, comment=_LEFT)
    op.alter_column(
        "help_request",
        "joker_id",
        existing_type=sa.Uuid(),
        existing_nullable=True,
        comment="Who accepted first; null in a closed one: has left",
        existing_comment="Who accepted first",
    )
    op.drop_constraint(op.f("ck_help_request_answered_has_a_joker"), "help_request", type_="check")
    op.create_check_constraint(
        op.f("ck_help_request_only_answered_has_a_joker"),
        "help_request",
        "joker_id is null or state in ('accepted', 'closed')",
    )
    op.create_check_constraint(
        op.f("ck_help_request_over_once_somebody_left"), "help_request", _OVER_ONCE_SOMEBODY_LEFT
    )

    op.alter_column("help_message", "sender_id", existing_type=sa.Uuid(), nullable=True, comment=_LEFT)
    op.alter_column("help_message", "text", existing_type=sa.Text(), nullable=True)
    op.create_check_constraint(
        op.f("ck_help_message_who_leaves_takes_their_words"), "help_message", "(sender_id is null) = (text is null)"
    )

    op.add_column("conversation_report", sa.Column("id", sa.Uuid(), nullable=True, comment="UUIDv7"))
    op.add_column(
        "conversation_report",
        sa.Column("about_id", sa.Uuid(), nullable=True, comment="The other one; null has left for good"),
    )
    op.execute(
        sa.text(
            "update conversation_report r set id = gen_random_uuid(), "
            "about_id = case when c.asker_id = r.reporter_id then c.joker_id else c.asker_id end "
            "from help_request c where c.id = r.call_id"
        )
    )
    op.drop_constraint(op.f("pk_conversation_report"), "conversation_report", type_="primary")
    op.alter_column("conversation_report", "id", existing_type=sa.Uuid(), nullable=False, existing_comment="UUIDv7")
    op.create_primary_key(op.f("pk_conversation_report"), "conversation_report", ["id"])
    op.alter_column(
        "conversation_report",
        "call_id",
        existing_type=sa.Uuid(),
        nullable=True,
        comment="Null is one that is no longer kept",
    )
    op.alter_column("conversation_report", "reporter_id", existing_type=sa.Uuid(), nullable=True, comment=_LEFT)
    op.drop_constraint(op.f("fk_conversation_report_call_id_help_request"), "conversation_report", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_conversation_report_call_id_help_request"),
        "conversation_report",
        "help_request",
        ["call_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_foreign_key(
        op.f("fk_conversation_report_about_id_player"),
        "conversation_report",
        "player",
        ["about_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_unique_constraint(
        op.f("uq_conversation_report_call_id_reporter_id"), "conversation_report", ["call_id", "reporter_id"]
    )
    op.create_index(op.f("ix_conversation_report_reporter_id"), "conversation_report", ["reporter_id"])
    op.create_index(op.f("ix_conversation_report_about_id"), "conversation_report", ["about_id"])
    op.create_check_constraint(
        op.f("ck_conversation_report_who_leaves_takes_their_words"),
        "conversation_report",
        "reporter_id is not null or text is null",
    )
    op.create_check_constraint(
        op.f("ck_conversation_report_nobody_reports_themselves"), "conversation_report", "reporter_id <> about_id"
    )


def downgrade() -> None:
    # The schema before knows nobody who has left: what they had a part in goes with them, as it did then.
    op.execute(sa.text("delete from conversation_report where call_id is null or reporter_id is null"))
    op.execute(sa.text("delete from help_request where asker_id is null or (joker_id is null and state = 'closed')"))
    op.drop_constraint(op.f("ck_conversation_report_nobody_reports_themselves"), "conversation_report", type_="check")
    op.drop_constraint(
        op.f("ck_conversation_report_who_leaves_takes_their_words"), "conversation_report", type_="check"
    )
    op.drop_index(op.f("ix_conversation_report_about_id"), table_name="conversation_report")
    op.drop_index(op.f("ix_conversation_report_reporter_id"), table_name="conversation_report")
    op.drop_constraint(op.f("uq_conversation_report_call_id_reporter_id"), "conversation_report", type_="unique")
    op.drop_constraint(op.f("fk_conversation_report_about_id_player"), "conversation_report", type_="foreignkey")
    op.drop_constraint(op.f("fk_conversation_report_call_id_help_request"), "conversation_report", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_conversation_report_call_id_help_request"),
        "conversation_report",
        "help_request",
        ["call_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.drop_constraint(op.f("pk_conversation_report"), "conversation_report", type_="primary")
    op.drop_column("conversation_report", "about_id")
    op.drop_column("conversation_report", "id")
    op.alter_column("conversation_report", "reporter_id", existing_type=sa.Uuid(), nullable=False, comment=None)
    op.alter_column("conversation_report", "call_id", existing_type=sa.Uuid(), nullable=False, comment=None)
    op.create_primary_key(op.f("pk_conversation_report"), "conversation_report", ["call_id", "reporter_id"])

    op.drop_constraint(op.f("ck_help_message_who_leaves_takes_their_words"), "help_message", type_="check")
    op.alter_column("help_message", "text", existing_type=sa.Text(), nullable=False)
    op.alter_column("help_message", "sender_id", existing_type=sa.Uuid(), nullable=False, comment=None)

    op.drop_constraint(op.f("ck_help_request_over_once_somebody_left"), "help_request", type_="check")
    op.drop_constraint(op.f("ck_help_request_only_answered_has_a_joker"), "help_request", type_="check")
    op.create_check_constraint(
        op.f("ck_help_request_answered_has_a_joker"),
        "help_request",
        "(state in ('accepted', 'closed')) = (joker_id is not null)",
    )
    op.alter_column(
        "help_request", "joker_id", existing_type=sa.Uuid(), existing_nullable=True, comment="Who accepted first"
    )
    op.alter_column("help_request", "asker_id", existing_type=sa.Uuid(), nullable=False, comment=None)
