"""The tables of the inbox and of the ways out of the app. No text stands here, and no name."""

from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.notifications.notification import NotificationKind
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table


class PushState(StrEnum):
    """States of a push to one browser. A worker that dies over it leaves it at `sending`: it is not sent again."""

    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"


class NotificationRow(Table):
    __tablename__ = "notification"
    __table_args__ = (
        # A job that runs again tells the same thing: the key keeps it to one line.
        UniqueConstraint("player_id", "kind", "subject_id", "occasion"),
        Index("ix_notification_untold", "id", postgresql_where="told_at is null"),
        Index("ix_notification_unread", "player_id", "id", postgresql_where="read_at is null"),
        {"comment": "The inbox: what somebody was told. Words are made from the kind where it is shown."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7: in order of time")
    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"))
    kind: Mapped[NotificationKind] = mapped_column(text_enum(NotificationKind, "kind"))
    subject_id: Mapped[UUID] = mapped_column(comment="What it leads to: a call, a meeting, or the Joker themselves")
    occasion: Mapped[str] = mapped_column(
        comment="Which one of several of this kind and subject; empty for the only one"
    )
    about_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="SET NULL"), index=True, comment="The other person, if there is one"
    )
    starts_at: Mapped[datetime | None] = mapped_column(comment="When the meeting begins that it tells of")
    created_at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None] = mapped_column(comment="When a server told it to open apps")
    mailed_at: Mapped[datetime | None] = mapped_column(comment="When a mail of it was put into the outbox")


class NotificationSettingRow(Table):
    __tablename__ = "notification_setting"
    __table_args__ = ({"comment": "Which kinds somebody wants outside the app; without a row, all."},)

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[NotificationKind] = mapped_column(text_enum(NotificationKind, "kind"), primary_key=True)
    push: Mapped[bool]
    mail: Mapped[bool]


class QuietHoursRow(Table):
    __tablename__ = "quiet_hours"
    __table_args__ = (
        CheckConstraint("starts <> ends", "not_the_whole_day"),
        {"comment": "Hours in which somebody wants no push and no mail, beside those of the night."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    starts: Mapped[time] = mapped_column(comment="The campaign's local time")
    ends: Mapped[time] = mapped_column(comment="Not included; before starts: over midnight")


class PushSubscriptionRow(Table):
    __tablename__ = "push_subscription"
    __table_args__ = (
        UniqueConstraint("endpoint"),
        {"comment": "Where a browser wants its pushes sent (RFC 8030); it goes with the session that it belongs to."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(comment="Whoever has it can send to the browser")
    p256dh: Mapped[bytes] = mapped_column(BYTEA, comment="The browser's public key (RFC 8291)")
    auth: Mapped[bytes] = mapped_column(BYTEA, comment="The browser's authentication secret (RFC 8291)")
    created_at: Mapped[datetime]


class PushDeliveryRow(Table):
    __tablename__ = "push_delivery"
    __table_args__ = ({"comment": "Pushes that were begun: written before they leave, so that none leaves twice."},)

    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notification.id", ondelete="CASCADE"), primary_key=True)
    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("push_subscription.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[PushState] = mapped_column(text_enum(PushState, "state"))


class MailOutboxRow(Table):
    __tablename__ = "mail_outbox"
    __table_args__ = (
        CheckConstraint(
            "(attachment is null) = (attachment_name is null) and (attachment is null) = (attachment_type is null)",
            "attachment_is_whole",
        ),
        {"comment": "Mails that wait to be sent. A row goes once a mail server has taken the mail."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; the Message-ID is made of it")
    to_address: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(comment="Plain text")
    written_at: Mapped[datetime]
    about_player_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="CASCADE"), index=True, comment="Whom it names, if not its reader"
    )
    attachment_name: Mapped[str | None] = mapped_column(comment="File name of the one attachment, if there is one")
    attachment_type: Mapped[str | None] = mapped_column(comment="Media type with its parameters")
    attachment: Mapped[str | None]
