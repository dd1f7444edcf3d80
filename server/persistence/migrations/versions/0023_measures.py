"""Measures against somebody, who reads why and can appeal."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_BEFORE: dict[str, dict[str, tuple[str, ...]]] = {
    "safety_case": {
        "kind": ("report", "alert"),
        "subject_kind": ("conversation", "meeting", "offer", "application", "profile", "place"),
        "outcome": ("measure_taken", "nothing_wrong", "not_enough_known", "person_safe"),
    },
    "case_log": {"action": ("opened", "read", "brought_up", "closed")},
}
_NEW: dict[str, dict[str, tuple[str, ...]]] = {
    "safety_case": {
        "kind": ("appeal",),
        "subject_kind": ("measure",),
        "outcome": ("measure_lifted", "measure_upheld"),
    },
    "case_log": {"action": ("measure_taken", "measure_lifted")},
}
_KINDS = (
    "call_waiting_for_you",
    "call_answered",
    "message_received",
    "meeting_proposed",
    "meeting_confirmed",
    "meeting_cancelled",
    "meeting_late",
    "meeting_reminder",
    "joker_approved",
    "joker_declined",
    "joker_suspended",
    "identity_checked",
    "report_settled",
    "case_opened",
    "application_answered",
    "application_unanswered",
    "application_closed",
    "offer_filled",
    "event_seat_free",
    "event_moved",
    "event_called_off",
    "identity_withdrawn",
)
_NEW_KINDS = ("measure_taken", "measure_lifted", "appeal_decided")
_NOTIFIED = ("notification", "notification_setting")
_OPEN_REPORT = "uq_safety_case_open_report"


def upgrade() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7"),
        sa.Column(
            "kind",
            sa.Enum(
                "warning",
                "messages_paused",
                "offer_taken_down",
                "joker_suspended",
                "organisation_suspended",
                "suspended",
                "banned",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("player_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True, comment="The offer that was taken down"),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, comment="An organiser's words; the person reads them"),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True, comment="Null is no end"),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(player_id is null) <> (organisation_id is null)", name=op.f("ck_measure_against_one")),
        sa.CheckConstraint("char_length(reason) between 1 and 500", name=op.f("ck_measure_reason_length")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["safety_case.id"], name=op.f("fk_measure_case_id_safety_case"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_measure_offer_id_offer"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_measure_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_measure_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        comment="What organisers decided against somebody, who reads it and can appeal.",
    )
    op.create_index(op.f("ix_measure_case_id"), "measure", ["case_id"], unique=False)
    op.create_index(op.f("ix_measure_offer_id"), "measure", ["offer_id"], unique=False)
    op.create_index(op.f("ix_measure_organisation_id"), "measure", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_measure_player_id"), "measure", ["player_id"], unique=False)
    op.add_column(
        "case_log", sa.Column("measure_id", sa.Uuid(), nullable=True, comment="The measure that was taken or lifted")
    )
    op.create_index(op.f("ix_case_log_measure_id"), "case_log", ["measure_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_case_log_measure_id_measure"), "case_log", "measure", ["measure_id"], ["id"], ondelete="SET NULL"
    )
    op.create_table_comment("safety_case", "Reports, alerts and appeals that an organiser judges.")
    _allow(with_new=True)
    _one_open("closed_at is null and kind <> 'alert'")
    op.execute("alter table measure alter column reason set statistics 0")


def downgrade() -> None:
    op.execute("delete from safety_case where kind = 'appeal'")
    op.execute("delete from case_log where action in ('measure_taken', 'measure_lifted')")
    for table in _NOTIFIED:
        op.execute(sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind").in_(_NEW_KINDS)))
    op.create_table_comment("safety_case", "Reports and alerts that an organiser judges.")
    _allow(with_new=False)
    _one_open("closed_at is null and kind = 'report'")
    op.drop_constraint(op.f("fk_case_log_measure_id_measure"), "case_log", type_="foreignkey")
    op.drop_index(op.f("ix_case_log_measure_id"), table_name="case_log")
    op.drop_column("case_log", "measure_id")
    op.drop_index(op.f("ix_measure_player_id"), table_name="measure")
    op.drop_index(op.f("ix_measure_organisation_id"), table_name="measure")
    op.drop_index(op.f("ix_measure_offer_id"), table_name="measure")
    op.drop_index(op.f("ix_measure_case_id"), table_name="measure")
    op.drop_table("measure")


def _allow(*, with_new: bool) -> None:
    for table, columns in _BEFORE.items():
        for column, values in columns.items():
            _check(table, column, (*values, *(_NEW[table][column] if with_new else ())))
    for table in _NOTIFIED:
        _check(table, "kind", (*_KINDS, *(_NEW_KINDS if with_new else ())))


def _check(table: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, sa.column(column).in_(values))


def _one_open(condition: str) -> None:
    op.drop_index(_OPEN_REPORT, table_name="safety_case")
    columns = ["reporter_id", "subject_kind", "subject_id"]
    op.create_index(_OPEN_REPORT, "safety_case", columns, unique=True, postgresql_where=condition)
