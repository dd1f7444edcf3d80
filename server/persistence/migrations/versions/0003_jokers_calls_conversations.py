"""Jokers, their time, calls to them, conversations, blocks and reports; staffed hours of places."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

_RULES = ("cells", "discovery", "visit", "new_domain", "new_commune")
_RULES_OF_HELP = ("help_received", "help_given")


def _allow_rules(*rules: str) -> None:
    op.drop_constraint(op.f("ck_ledger_entry_rule"), "ledger_entry", type_="check")
    op.create_check_constraint(op.f("ck_ledger_entry_rule"), "ledger_entry", sa.column("rule").in_(rules))


def upgrade() -> None:
    _allow_rules(*_RULES, *_RULES_OF_HELP)
    op.create_table(
        "joker",
        sa.Column("player_id", sa.Uuid(), nullable=False, comment="Who the Joker is in the game"),
        sa.Column(
            "state",
            sa.Enum(
                "applied",
                "approved",
                "declined",
                "suspended",
                "left",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("topics", sa.ARRAY(sa.Text()), nullable=False, comment="What they help with"),
        sa.Column("languages", sa.ARRAY(sa.Text()), nullable=False, comment="ISO 639-1 codes"),
        sa.Column("rome_domains", sa.ARRAY(sa.Text()), nullable=False, comment="Trades they know, ROME domains (F17)"),
        sa.Column("charter_version", sa.Integer(), nullable=False, comment="Version of the charter they accepted"),
        sa.Column("charter_accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "identity_checked_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When an organiser saw who they are",
        ),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Last sign of an open socket; moved on while open",
        ),
        sa.Column(
            "free_now_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="End of being free at once; past is over",
        ),
        sa.Column("free_now_place_id", sa.Uuid(), nullable=True, comment="Null is in the app"),
        sa.Column("reason", sa.Text(), nullable=True, comment="What an organiser said to their last decision; shown"),
        sa.CheckConstraint(
            "cardinality(topics) > 0 and cardinality(languages) > 0", name=op.f("ck_joker_helps_with_something")
        ),
        sa.CheckConstraint(
            "free_now_until is not null or free_now_place_id is null", name=op.f("ck_joker_free_now_place_needs_a_time")
        ),
        sa.ForeignKeyConstraint(["free_now_place_id"], ["place.id"], name=op.f("fk_joker_free_now_place_id_place")),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_joker_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", name=op.f("pk_joker")),
        comment="Volunteers who answer calls. Approval and identity check are two things.",
    )
    op.create_table(
        "player_block",
        sa.Column("blocker_id", sa.Uuid(), nullable=False),
        sa.Column("blocked_id", sa.Uuid(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("blocker_id <> blocked_id", name=op.f("ck_player_block_nobody_blocks_themselves")),
        sa.ForeignKeyConstraint(
            ["blocked_id"], ["player.id"], name=op.f("fk_player_block_blocked_id_player"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["blocker_id"], ["player.id"], name=op.f("fk_player_block_blocker_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("blocker_id", "blocked_id", name=op.f("pk_player_block")),
        comment="Who wants nothing to do with whom; it hides both from each other.",
    )
    op.create_index(op.f("ix_player_block_blocked_id"), "player_block", ["blocked_id"], unique=False)
    op.create_table(
        "help_request",
        sa.Column("id", sa.Uuid(), nullable=False, comment="Made by the asker's device"),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "cv",
                "interview",
                "trade",
                "getting_around",
                "papers",
                "other",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum(
                "ar",
                "en",
                "fr",
                "de",
                "it",
                "pl",
                "pt",
                "ro",
                "es",
                "tr",
                "uk",
                name="language",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="The question in the asker's words"),
        sa.Column("offer_id", sa.Uuid(), nullable=True, comment="A discovered offer it is about"),
        sa.Column("rome_domain", sa.Text(), nullable=True, comment="The trade it is about (F17)"),
        sa.Column(
            "near_x", sa.Integer(), nullable=True, comment="Zoom-17 tile (195 m) of the asker; gone once no longer open"
        ),
        sa.Column("near_y", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "waiting",
                "accepted",
                "withdrawn",
                "expired",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waves_sent", sa.Integer(), nullable=False),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the clock has to look at it; null is never",
        ),
        sa.Column("joker_id", sa.Uuid(), nullable=True, comment="Who accepted first"),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True, comment="The asker's answer to: did it help?"),
        sa.Column("last_sequence", sa.Integer(), nullable=False, comment="Number of the newest message, 0 without any"),
        sa.CheckConstraint(
            "(near_x is null) = (near_y is null) and (near_x is null or state = 'open')",
            name=op.f("ck_help_request_near_only_while_open"),
        ),
        sa.CheckConstraint(
            "(state in ('accepted', 'closed')) = (joker_id is not null)",
            name=op.f("ck_help_request_answered_has_a_joker"),
        ),
        sa.CheckConstraint(
            "helped is null or state = 'closed'", name=op.f("ck_help_request_helped_is_told_at_the_end")
        ),
        sa.CheckConstraint("char_length(text) between 1 and 500", name=op.f("ck_help_request_text_length")),
        sa.CheckConstraint("joker_id <> asker_id", name=op.f("ck_help_request_nobody_helps_themselves")),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["player.id"], name=op.f("fk_help_request_asker_id_player"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["joker_id"], ["joker.player_id"], name=op.f("fk_help_request_joker_id_joker"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_help_request_offer_id_offer"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
        comment="A question to Jokers; once accepted, a conversation.",
    )
    op.create_index(op.f("ix_help_request_asker_id"), "help_request", ["asker_id"], unique=False)
    op.create_index(
        "ix_help_request_due_at", "help_request", ["due_at"], unique=False, postgresql_where="due_at is not null"
    )
    op.create_index(op.f("ix_help_request_joker_id"), "help_request", ["joker_id"], unique=False)
    op.create_index(
        "uq_help_request_unanswered",
        "help_request",
        ["asker_id"],
        unique=True,
        postgresql_where="state in ('open', 'waiting')",
    )
    op.create_table(
        "joker_day_off",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("off_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["joker.player_id"], name=op.f("fk_joker_day_off_player_id_joker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "off_on", name=op.f("pk_joker_day_off")),
        comment="Local days on which a Joker's weekly slots do not hold.",
    )
    op.create_table(
        "joker_extra_slot",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("free_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False, comment="Not included"),
        sa.Column("place_id", sa.Uuid(), nullable=True, comment="Null is in the app"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_joker_extra_slot_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_joker_extra_slot_place_id_place")),
        sa.ForeignKeyConstraint(
            ["player_id"], ["joker.player_id"], name=op.f("fk_joker_extra_slot_player_id_joker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "free_on", "starts", name=op.f("pk_joker_extra_slot")),
        comment="Slots on one local day only.",
    )
    op.create_table(
        "joker_slot",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False, comment="0 is Monday"),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False, comment="Not included"),
        sa.Column("place_id", sa.Uuid(), nullable=True, comment="Null is in the app"),
        sa.CheckConstraint("starts < ends", name=op.f("ck_joker_slot_starts_before_it_ends")),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_joker_slot_weekday_exists")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_joker_slot_place_id_place")),
        sa.ForeignKeyConstraint(
            ["player_id"], ["joker.player_id"], name=op.f("fk_joker_slot_player_id_joker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "weekday", "starts", name=op.f("pk_joker_slot")),
        comment="When a Joker is free every week, in the campaign's local time.",
    )
    op.create_table(
        "joker_transition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "apply",
                "approve",
                "decline",
                "suspend",
                "leave",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "actor",
            sa.Enum("self", "organiser", name="actor", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "applied",
                "approved",
                "declined",
                "suspended",
                "left",
                name="to_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="In the organiser's words"),
        sa.ForeignKeyConstraint(
            ["player_id"], ["joker.player_id"], name=op.f("fk_joker_transition_player_id_joker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joker_transition")),
        comment="Every change of a Joker's state, and who made it.",
    )
    op.create_index(op.f("ix_joker_transition_player_id"), "joker_transition", ["player_id"], unique=False)
    op.create_table(
        "call_recipient",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("joker_id", sa.Uuid(), nullable=False),
        sa.Column("wave", sa.Integer(), nullable=False, comment="Counted from 0"),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True, comment="When a device of theirs showed it"),
        sa.ForeignKeyConstraint(
            ["call_id"], ["help_request.id"], name=op.f("fk_call_recipient_call_id_help_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["joker_id"], ["joker.player_id"], name=op.f("fk_call_recipient_joker_id_joker"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "joker_id", name=op.f("pk_call_recipient")),
        comment="To whom a call was shown.",
    )
    op.create_index(
        "ix_call_recipient_joker_id_notified_at", "call_recipient", ["joker_id", "notified_at"], unique=False
    )
    op.create_table(
        "call_transition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "accept",
                "withdraw",
                "give_up",
                "expire",
                "close",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
            comment="Null is the asking",
        ),
        sa.Column(
            "role",
            sa.Enum(
                "asker",
                "recipient",
                "helper",
                "clock",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "open",
                "waiting",
                "accepted",
                "withdrawn",
                "expired",
                "closed",
                name="to_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["help_request.id"], name=op.f("fk_call_transition_call_id_help_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_transition")),
        comment="Every change of a call's state. Holds nobody's words.",
    )
    op.create_index(op.f("ix_call_transition_call_id"), "call_transition", ["call_id"], unique=False)
    op.create_table(
        "conversation_report",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("reporter_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "disrespect",
                "harassment",
                "asks_for_money",
                "private_meeting",
                "spam",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="What the reporter adds"),
        sa.Column("up_to_sequence", sa.Integer(), nullable=False, comment="The newest message when it was reported"),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "handled_at", sa.DateTime(timezone=True), nullable=True, comment="When an organiser had dealt with it"
        ),
        sa.CheckConstraint("char_length(text) between 1 and 500", name=op.f("ck_conversation_report_text_length")),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["help_request.id"],
            name=op.f("fk_conversation_report_call_id_help_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["player.id"], name=op.f("fk_conversation_report_reporter_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "reporter_id", name=op.f("pk_conversation_report")),
        comment="Calls for an organiser. The conversation's own words are not copied.",
    )
    op.create_table(
        "help_message",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, comment="Counts from 1 without gaps in a conversation"),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column(
            "client_id", sa.Uuid(), nullable=False, comment="Made by the sender's device: sent twice, it is kept once"
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False, comment="When it was kept"),
        sa.CheckConstraint("char_length(text) between 1 and 2000", name=op.f("ck_help_message_text_length")),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_help_message_sequence_counts_from_1")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["help_request.id"], name=op.f("fk_help_message_call_id_help_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["player.id"], name=op.f("fk_help_message_sender_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "sequence", name=op.f("pk_help_message")),
        sa.UniqueConstraint(
            "call_id", "sender_id", "client_id", name=op.f("uq_help_message_call_id_sender_id_client_id")
        ),
        comment="What is said. Only the two of the conversation ever see it.",
    )
    op.create_index(op.f("ix_help_message_sender_id"), "help_message", ["sender_id"], unique=False)
    op.create_table(
        "help_receipt",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("delivered_up_to", sa.Integer(), nullable=False),
        sa.Column("read_up_to", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= read_up_to and read_up_to <= delivered_up_to", name=op.f("ck_help_receipt_read_is_delivered")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["help_request.id"], name=op.f("fk_help_receipt_call_id_help_request"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["player.id"], name=op.f("fk_help_receipt_reader_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "reader_id", name=op.f("pk_help_receipt")),
        comment="How far each of the two has received and read.",
    )
    op.add_column(
        "place",
        sa.Column(
            "staffed_hours",
            postgresql.JSONB(),
            nullable=True,
            comment="Local time, as in offer.visiting_hours; null is not staffed, or not known",
        ),
    )


def downgrade() -> None:
    # The schema before knows no such points: a line that it cannot hold has to go.
    op.execute(sa.text("delete from ledger_entry where rule in ('help_received', 'help_given')"))
    _allow_rules(*_RULES)
    op.drop_column("place", "staffed_hours")
    op.drop_table("help_receipt")
    op.drop_index(op.f("ix_help_message_sender_id"), table_name="help_message")
    op.drop_table("help_message")
    op.drop_table("conversation_report")
    op.drop_index(op.f("ix_call_transition_call_id"), table_name="call_transition")
    op.drop_table("call_transition")
    op.drop_index("ix_call_recipient_joker_id_notified_at", table_name="call_recipient")
    op.drop_table("call_recipient")
    op.drop_index(op.f("ix_joker_transition_player_id"), table_name="joker_transition")
    op.drop_table("joker_transition")
    op.drop_table("joker_slot")
    op.drop_table("joker_extra_slot")
    op.drop_table("joker_day_off")
    op.drop_index(
        "uq_help_request_unanswered", table_name="help_request", postgresql_where="state in ('open', 'waiting')"
    )
    op.drop_index(op.f("ix_help_request_joker_id"), table_name="help_request")
    op.drop_index("ix_help_request_due_at", table_name="help_request", postgresql_where="due_at is not null")
    op.drop_index(op.f("ix_help_request_asker_id"), table_name="help_request")
    op.drop_table("help_request")
    op.drop_index(op.f("ix_player_block_blocked_id"), table_name="player_block")
    op.drop_table("player_block")
    op.drop_table("joker")
