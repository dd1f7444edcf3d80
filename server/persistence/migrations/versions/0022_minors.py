"""Jokers of minors: the article they accepted, checks that are withdrawn, and who decided; a minor's call rests at night.

Nobody has accepted the article before: minors' calls wait until a Joker has.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_BEFORE = (
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
    "application_answered",
    "application_unanswered",
    "application_closed",
    "offer_filled",
    "event_seat_free",
    "event_moved",
    "event_called_off",
    "case_opened",
)
_NEW = ("identity_withdrawn",)
_TABLES = ("notification", "notification_setting")
_DECIDED = "The organiser who decided, if signed in"


def upgrade() -> None:
    op.add_column(
        "joker",
        sa.Column(
            "honorability_attested_on",
            sa.Date(),
            comment="Day of the attestation d'honorabilité that an organiser saw; the paper itself is kept nowhere",
        ),
    )
    op.add_column(
        "joker",
        sa.Column(
            "minors_article",
            sa.Integer(),
            comment="Version of the charter's article on minors they accepted; null helps adults only",
        ),
    )
    op.add_column("joker_transition", sa.Column("account_id", sa.Uuid(), comment=_DECIDED))
    op.create_foreign_key(
        op.f("fk_joker_transition_account_id_account"),
        "joker_transition",
        "account",
        ["account_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index(op.f("ix_joker_transition_account_id"), "joker_transition", ["account_id"])
    op.create_table(
        "joker_identity_decision",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum("confirm", "withdraw", name="action", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), comment=_DECIDED),
        sa.Column("reason", sa.Text(), comment="In the organiser's words; the Joker is shown them"),
        sa.Column("honorability_attested_on", sa.Date(), comment="As joker.honorability_attested_on then"),
        sa.ForeignKeyConstraint(
            ["player_id"],
            ["joker.player_id"],
            name=op.f("fk_joker_identity_decision_player_id_joker"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_joker_identity_decision_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joker_identity_decision")),
        comment="Every decision on who a Joker is, and who made it.",
    )
    op.execute("alter table joker_identity_decision alter column reason set statistics 0")
    op.create_index(op.f("ix_joker_identity_decision_player_id"), "joker_identity_decision", ["player_id"])
    op.create_index(op.f("ix_joker_identity_decision_account_id"), "joker_identity_decision", ["account_id"])
    op.add_column(
        "help_request",
        sa.Column(
            "rests_until",
            sa.DateTime(timezone=True),
            comment="A minor's waits for the morning: until then no Joker is shown it",
        ),
    )
    op.create_check_constraint(
        op.f("ck_help_request_only_what_waits_rests"), "help_request", "rests_until is null or state = 'waiting'"
    )
    _allow(*_BEFORE, *_NEW)


def downgrade() -> None:
    for table in _TABLES:
        op.execute(sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind").in_(_NEW)))
    _allow(*_BEFORE)
    op.drop_constraint(op.f("ck_help_request_only_what_waits_rests"), "help_request", type_="check")
    op.drop_column("help_request", "rests_until")
    op.drop_table("joker_identity_decision")
    op.drop_index(op.f("ix_joker_transition_account_id"), "joker_transition")
    op.drop_constraint(op.f("fk_joker_transition_account_id_account"), "joker_transition", type_="foreignkey")
    op.drop_column("joker_transition", "account_id")
    op.drop_column("joker", "minors_article")
    op.drop_column("joker", "honorability_attested_on")


def _allow(*kinds: str) -> None:
    for table in _TABLES:
        op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, sa.column("kind").in_(kinds))
