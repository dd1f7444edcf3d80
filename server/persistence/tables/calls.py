"""The tables of Jokers, calls and conversations. What is said stands in `help_message` and nowhere else."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from game_rules.calls.call import CallAction, CallRole, CallState
from game_rules.jokers.joker import HelpTopic, SpokenLanguage
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table, joker_key, player_key


def _call() -> Mapped[UUID]:
    return mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), primary_key=True)


_OVER_ONCE_SOMEBODY_LEFT = (
    "(asker_id is not null or state in ('withdrawn', 'expired', 'closed')) "
    "and (joker_id is not null or state <> 'accepted')"
)
_NEAR_ONLY_WHILE_OPEN = "(near_x is null) = (near_y is null) and (near_x is null or state = 'open')"


class CallRecipientRow(Table):
    __tablename__ = "call_recipient"
    __table_args__ = (
        Index("ix_call_recipient_joker_id_notified_at", "joker_id", "notified_at"),
        {"comment": "To whom a call was shown."},
    )

    call_id: Mapped[UUID] = _call()
    joker_id: Mapped[UUID] = joker_key()
    wave: Mapped[int] = mapped_column(comment="Counted from 0")
    notified_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(comment="When a device of theirs showed it")


class CallRow(Table):
    __tablename__ = "help_request"
    __table_args__ = (
        CheckConstraint("char_length(text) between 1 and 500", "text_length"),
        CheckConstraint(_NEAR_ONLY_WHILE_OPEN, "near_only_while_open"),
        CheckConstraint("joker_id is null or state in ('accepted', 'closed')", "only_answered_has_a_joker"),
        CheckConstraint(_OVER_ONCE_SOMEBODY_LEFT, "over_once_somebody_left"),
        CheckConstraint("joker_id <> asker_id", "nobody_helps_themselves"),
        CheckConstraint("helped is null or state = 'closed'", "helped_is_told_at_the_end"),
        CheckConstraint("rests_until is null or state = 'waiting'", "only_what_waits_rests"),
        # One question at a time: the database says so, however many devices ask at once.
        Index("uq_help_request_unanswered", "asker_id", unique=True, postgresql_where="state in ('open', 'waiting')"),
        Index("ix_help_request_due_at", "due_at", postgresql_where="due_at is not null"),
        {"comment": "A question to Jokers; once accepted, a conversation."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="Made by the asker's device")
    asker_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="CASCADE"), index=True, comment="Null is somebody who has left for good"
    )
    topic: Mapped[HelpTopic] = mapped_column(text_enum(HelpTopic, "topic"))
    language: Mapped[SpokenLanguage] = mapped_column(text_enum(SpokenLanguage, "language"))
    text: Mapped[str | None] = mapped_column(comment="The question in the asker's words")
    offer_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("offer.id", ondelete="SET NULL"), comment="A discovered offer it is about"
    )
    rome_domain: Mapped[str | None] = mapped_column(comment="The trade it is about (F17)")
    near_x: Mapped[int | None] = mapped_column(comment="Zoom-17 tile (195 m) of the asker; gone once no longer open")
    near_y: Mapped[int | None]
    state: Mapped[CallState] = mapped_column(text_enum(CallState, "state"))
    asked_at: Mapped[datetime]
    waves_sent: Mapped[int]
    due_at: Mapped[datetime | None] = mapped_column(comment="When the clock has to look at it; null is never")
    joker_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("joker.player_id", ondelete="CASCADE"),
        index=True,
        comment="Who accepted first; null in a closed one: has left",
    )
    accepted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    helped: Mapped[bool | None] = mapped_column(comment="The asker's answer to: did it help?")
    last_sequence: Mapped[int] = mapped_column(comment="Number of the newest message, 0 without any")
    rests_until: Mapped[datetime | None] = mapped_column(
        comment="A minor's waits for the morning: until then no Joker is shown it"
    )
    jokers_asked: Mapped[int] = column_property(
        select(func.count(CallRecipientRow.joker_id))
        .where(CallRecipientRow.call_id == id)  # noqa: A003 - the column above is what is meant
        .correlate_except(CallRecipientRow)
        .scalar_subquery()
    )


class CallTransitionRow(Table):
    __tablename__ = "call_transition"
    __table_args__ = ({"comment": "Every change of a call's state. Holds nobody's words."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    action: Mapped[CallAction | None] = mapped_column(text_enum(CallAction, "action"), comment="Null is the asking")
    role: Mapped[CallRole] = mapped_column(text_enum(CallRole, "role"))
    to_state: Mapped[CallState] = mapped_column(text_enum(CallState, "to_state"))


class MessageRow(Table):
    __tablename__ = "help_message"
    __table_args__ = (
        UniqueConstraint("call_id", "sender_id", "client_id"),
        CheckConstraint("char_length(text) between 1 and 2000", "text_length"),
        CheckConstraint("sequence > 0", "sequence_counts_from_1"),
        CheckConstraint("(sender_id is null) = (text is null)", "who_leaves_takes_their_words"),
        {"comment": "What is said. Only the two of the conversation ever see it."},
    )

    call_id: Mapped[UUID] = _call()
    sequence: Mapped[int] = mapped_column(primary_key=True, comment="Counts from 1 without gaps in a conversation")
    sender_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="CASCADE"), index=True, comment="Null is somebody who has left for good"
    )
    client_id: Mapped[UUID] = mapped_column(comment="Made by the sender's device: sent twice, it is kept once")
    text: Mapped[str | None]
    sent_at: Mapped[datetime] = mapped_column(comment="When it was kept")


class ReceiptRow(Table):
    __tablename__ = "help_receipt"
    __table_args__ = (
        CheckConstraint("0 <= read_up_to and read_up_to <= delivered_up_to", "read_is_delivered"),
        {"comment": "How far each of the two has received and read."},
    )

    call_id: Mapped[UUID] = _call()
    reader_id: Mapped[UUID] = player_key(primary_key=True)
    delivered_up_to: Mapped[int]
    read_up_to: Mapped[int]


class BlockRow(Table):
    __tablename__ = "player_block"
    __table_args__ = (
        CheckConstraint("blocker_id <> blocked_id", "nobody_blocks_themselves"),
        {"comment": "Who wants nothing to do with whom; it hides both from each other."},
    )

    blocker_id: Mapped[UUID] = player_key(primary_key=True)
    blocked_id: Mapped[UUID] = player_key(primary_key=True, index=True)
    blocked_at: Mapped[datetime]
