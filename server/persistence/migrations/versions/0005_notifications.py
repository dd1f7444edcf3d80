"""The inbox, what people want outside of it, browsers that get pushes, and pushes that were begun."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "notification",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7: in order of time"),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "subject_id",
            sa.Uuid(),
            nullable=False,
            comment="What it leads to: a call, a meeting, or the Joker themselves",
        ),
        sa.Column(
            "occasion",
            sa.Text(),
            nullable=False,
            comment="Which one of several of this kind and subject; empty for the only one",
        ),
        sa.Column("about_id", sa.Uuid(), nullable=True, comment="The other person, if there is one"),
        sa.Column(
            "starts_at", sa.DateTime(timezone=True), nullable=True, comment="When the meeting begins that it tells of"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True, comment="When a server told it to open apps"),
        sa.Column(
            "mailed_at", sa.DateTime(timezone=True), nullable=True, comment="When a mail of it was put into the outbox"
        ),
        sa.ForeignKeyConstraint(
            ["about_id"], ["player.id"], name=op.f("fk_notification_about_id_player"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_notification_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint(
            "player_id",
            "kind",
            "subject_id",
            "occasion",
            name=op.f("uq_notification_player_id_kind_subject_id_occasion"),
        ),
        comment="The inbox: what somebody was told. Words are made from the kind where it is shown.",
    )
    op.create_index(op.f("ix_notification_about_id"), "notification", ["about_id"], unique=False)
    op.create_index(op.f("ix_notification_created_at"), "notification", ["created_at"], unique=False)
    op.create_index(
        "ix_notification_unread", "notification", ["player_id", "id"], unique=False, postgresql_where="read_at is null"
    )
    op.create_index("ix_notification_untold", "notification", ["id"], unique=False, postgresql_where="told_at is null")
    op.create_table(
        "notification_setting",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_notification_setting_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "kind", name=op.f("pk_notification_setting")),
        comment="Which kinds somebody wants outside the app; without a row, all.",
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False, comment="Whoever has it can send to the browser"),
        sa.Column("p256dh", postgresql.BYTEA(), nullable=False, comment="The browser's public key (RFC 8291)"),
        sa.Column("auth", postgresql.BYTEA(), nullable=False, comment="The browser's authentication secret (RFC 8291)"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_push_subscription_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscription_endpoint")),
        comment="Where a browser wants its pushes sent (RFC 8030); it goes with the session that it belongs to.",
    )
    op.create_index(op.f("ix_push_subscription_session_id"), "push_subscription", ["session_id"], unique=False)
    op.create_table(
        "push_delivery",
        sa.Column("notification_id", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("sending", "sent", "refused", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notification.id"],
            name=op.f("fk_push_delivery_notification_id_notification"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["push_subscription.id"],
            name=op.f("fk_push_delivery_subscription_id_push_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notification_id", "subscription_id", name=op.f("pk_push_delivery")),
        comment="Pushes that were begun: written before they leave, so that none leaves twice.",
    )
    op.create_index(op.f("ix_push_delivery_subscription_id"), "push_delivery", ["subscription_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_push_delivery_subscription_id"), table_name="push_delivery")
    op.drop_table("push_delivery")
    op.drop_index(op.f("ix_push_subscription_session_id"), table_name="push_subscription")
    op.drop_table("push_subscription")
    op.drop_table("notification_setting")
    op.drop_index("ix_notification_untold", table_name="notification", postgresql_where="told_at is null")
    op.drop_index("ix_notification_unread", table_name="notification", postgresql_where="read_at is null")
    op.drop_index(op.f("ix_notification_created_at"), table_name="notification")
    op.drop_index(op.f("ix_notification_about_id"), table_name="notification")
    op.drop_table("notification")
