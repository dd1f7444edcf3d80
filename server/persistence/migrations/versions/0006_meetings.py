"""Meetings, what the clock has done about them, alerts; mails may have an attachment and name somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_RULES = ("cells", "discovery", "visit", "new_domain", "new_commune", "help_received", "help_given")
_RULES_OF_MEETINGS = ("joker_met", "player_met")

_ATTACHMENT_IS_WHOLE = (
    "(attachment is null) = (attachment_name is null) and (attachment is null) = (attachment_type is null)"
)


def _allow_rules(*rules: str) -> None:
    op.drop_constraint(op.f("ck_ledger_entry_rule"), "ledger_entry", type_="check")
    op.create_check_constraint(op.f("ck_ledger_entry_rule"), "ledger_entry", sa.column("rule").in_(rules))


def upgrade() -> None:
    _allow_rules(*_RULES, *_RULES_OF_MEETINGS)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False, comment="Made by the device of who proposed it"),
        sa.Column("call_id", sa.Uuid(), nullable=False, comment="The conversation: it knows the two"),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False, comment="IANA name; its hours are told in it"),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "confirmed",
                "under_way",
                "met",
                "missed",
                "cancelled",
                "lapsed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "proposed_by",
            sa.Enum(
                "asker", "helper", "game", name="proposed_by", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "contact_name",
            sa.Text(),
            nullable=True,
            comment="Trusted contact of the asker; erased soon after, see README",
        ),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True, comment="Digits, maybe after a plus"),
        sa.Column("asker_late_minutes", sa.Integer(), nullable=True, comment="What they announced"),
        sa.Column("asker_checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asker_checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helper_late_minutes", sa.Integer(), nullable=True),
        sa.Column("helper_checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helper_checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "cancelled_by",
            sa.Enum(
                "asker", "helper", "game", name="cancelled_by", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "cancel_reason",
            sa.Enum(
                "ill",
                "no_time",
                "transport",
                "other_time",
                "changed_mind",
                name="cancel_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="When nothing more was to come of it"),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="SEQUENCE of its calendar entry (RFC 5545)"),
        sa.CheckConstraint(
            "(cancelled_by is not null) = (state = 'cancelled')", name=op.f("ck_meeting_cancelled_by_somebody")
        ),
        sa.CheckConstraint(
            "(ended_at is null) = (state in ('proposed', 'confirmed', 'under_way'))",
            name=op.f("ck_meeting_what_is_over_has_an_end"),
        ),
        sa.CheckConstraint(
            "(contact_name is null) = (contact_email is null and contact_phone is null)",
            name=op.f("ck_meeting_contact_can_be_reached"),
        ),
        sa.CheckConstraint(
            "asker_checked_out_at is null or asker_checked_in_at is not null",
            name=op.f("ck_meeting_asker_came_before_leaving"),
        ),
        sa.CheckConstraint(
            "helper_checked_out_at is null or helper_checked_in_at is not null",
            name=op.f("ck_meeting_helper_came_before_leaving"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["help_request.id"], name=op.f("fk_meeting_call_id_help_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_meeting_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        comment="An appointment of the two of a conversation at a staffed public place.",
    )
    op.create_index(op.f("ix_meeting_call_id"), "meeting", ["call_id"], unique=False)
    op.create_index(
        "uq_meeting_live",
        "meeting",
        ["call_id"],
        unique=True,
        postgresql_where="state in ('proposed', 'confirmed', 'under_way')",
    )
    op.create_table(
        "meeting_alert",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("asker", "helper", "game", name="role", native_enum=False, create_constraint=True, length=40),
            nullable=False,
            comment="Who is missed",
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_mailed", sa.Boolean(), nullable=False, comment="The trusted contact was written to"),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True, comment="When they checked out after all"),
        sa.Column(
            "settled_at", sa.DateTime(timezone=True), nullable=True, comment="When an organiser had dealt with it"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_alert_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "role", name=op.f("pk_meeting_alert")),
        comment="Somebody came to a meeting and did not check out in time.",
    )
    op.create_table(
        "meeting_step",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "lapse",
                "remind_day_before",
                "remind_hour_before",
                "remind_check_out",
                "close",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_step_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "step", name=op.f("pk_meeting_step")),
        comment="What the clock has done about a meeting: each step once, however often a job runs.",
    )
    op.create_table(
        "meeting_transition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "confirm",
                "cancel",
                "lapse",
                "check_in",
                "check_out",
                "close",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
            comment="Null is the proposal",
        ),
        sa.Column(
            "role",
            sa.Enum("asker", "helper", "game", name="role", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "proposed",
                "confirmed",
                "under_way",
                "met",
                "missed",
                "cancelled",
                "lapsed",
                name="to_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_transition_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_transition")),
        comment="Every change of a meeting's state, and who made it.",
    )
    op.create_index(op.f("ix_meeting_transition_meeting_id"), "meeting_transition", ["meeting_id"], unique=False)
    op.add_column(
        "mail_outbox",
        sa.Column("about_player_id", sa.Uuid(), nullable=True, comment="Whom it names, if not its reader"),
    )
    op.add_column(
        "mail_outbox",
        sa.Column(
            "attachment_name", sa.Text(), nullable=True, comment="File name of the one attachment, if there is one"
        ),
    )
    op.add_column(
        "mail_outbox", sa.Column("attachment_type", sa.Text(), nullable=True, comment="Media type with its parameters")
    )
    op.add_column("mail_outbox", sa.Column("attachment", sa.Text(), nullable=True))
    op.create_index(op.f("ix_mail_outbox_about_player_id"), "mail_outbox", ["about_player_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_mail_outbox_about_player_id_player"),
        "mail_outbox",
        "player",
        ["about_player_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.create_check_constraint(op.f("ck_mail_outbox_attachment_is_whole"), "mail_outbox", _ATTACHMENT_IS_WHOLE)


def downgrade() -> None:
    # The schema before knows no such points: a line that it cannot hold has to go.
    op.execute(sa.text("delete from ledger_entry where rule in ('joker_met', 'player_met')"))
    _allow_rules(*_RULES)
    op.drop_constraint(op.f("ck_mail_outbox_attachment_is_whole"), "mail_outbox", type_="check")
    op.drop_constraint(op.f("fk_mail_outbox_about_player_id_player"), "mail_outbox", type_="foreignkey")
    op.drop_index(op.f("ix_mail_outbox_about_player_id"), table_name="mail_outbox")
    op.drop_column("mail_outbox", "attachment")
    op.drop_column("mail_outbox", "attachment_type")
    op.drop_column("mail_outbox", "attachment_name")
    op.drop_column("mail_outbox", "about_player_id")
    op.drop_index(op.f("ix_meeting_transition_meeting_id"), table_name="meeting_transition")
    op.drop_table("meeting_transition")
    op.drop_table("meeting_step")
    op.drop_table("meeting_alert")
    op.drop_index(
        "uq_meeting_live", table_name="meeting", postgresql_where="state in ('proposed', 'confirmed', 'under_way')"
    )
    op.drop_index(op.f("ix_meeting_call_id"), table_name="meeting")
    op.drop_table("meeting")
