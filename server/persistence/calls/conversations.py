"""Messages of conversations, how far they were read, and who blocked whom."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.calls.conversation import Message, Receipt
from server.persistence.tables.calls import BlockRow, MessageRow, ReceiptRow


class Conversations:
    """Repository bound to one unit of work. Whoever adds a message holds the call's lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_message(self, message: Message) -> None:
        self._session.execute(
            insert(MessageRow).values(
                call_id=message.call_id,
                sequence=message.sequence,
                sender_id=message.sender_id,
                client_id=message.client_id,
                text=message.text,
                sent_at=message.sent_at,
            )
        )

    def sent_message(self, call_id: UUID, sender_id: UUID, client_id: UUID) -> Message | None:
        """The sender's own message that their device gave this id."""
        row = self._session.scalar(
            select(MessageRow).where(
                MessageRow.call_id == call_id, MessageRow.sender_id == sender_id, MessageRow.client_id == client_id
            )
        )
        return _message(row) if row else None

    def messages_after(self, call_id: UUID, sequence: int, limit: int) -> list[Message]:
        """At most `limit` messages after `sequence`, in order."""
        rows = self._session.scalars(
            select(MessageRow)
            .where(MessageRow.call_id == call_id, MessageRow.sequence > sequence)
            .order_by(MessageRow.sequence)
            .limit(limit)
        )
        return [_message(row) for row in rows]

    def messages_in(self, call_ids: Collection[UUID]) -> dict[UUID, list[Message]]:
        """All that was said, in order, by conversation; those without a message are left out."""
        rows = self._session.scalars(
            select(MessageRow).where(MessageRow.call_id.in_(call_ids)).order_by(MessageRow.call_id, MessageRow.sequence)
        )
        return {call_id: [_message(row) for row in of_call] for call_id, of_call in groupby(rows, _call_id_of)}

    def receipts(self, call_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Receipt]:
        """By conversation and reader; whoever has marked nothing is left out."""
        rows = self._session.scalars(select(ReceiptRow).where(ReceiptRow.call_id.in_(call_ids)))
        return {
            (row.call_id, row.reader_id): Receipt(row.call_id, row.reader_id, row.delivered_up_to, row.read_up_to)
            for row in rows
        }

    def store_receipt(self, receipt: Receipt) -> None:
        values = {"delivered_up_to": receipt.delivered_up_to, "read_up_to": receipt.read_up_to}
        self._session.execute(
            insert(ReceiptRow)
            .values(call_id=receipt.call_id, reader_id=receipt.reader_id, **values)
            .on_conflict_do_update(index_elements=[ReceiptRow.call_id, ReceiptRow.reader_id], set_=values)
        )

    def add_block(self, blocker_id: UUID, blocked_id: UUID, now: datetime) -> None:
        """Blocking twice is blocking once."""
        self._session.execute(
            insert(BlockRow)
            .values(blocker_id=blocker_id, blocked_id=blocked_id, blocked_at=now)
            .on_conflict_do_nothing()
        )

    def remove_block(self, blocker_id: UUID, blocked_id: UUID) -> None:
        self._session.execute(
            delete(BlockRow).where(BlockRow.blocker_id == blocker_id, BlockRow.blocked_id == blocked_id)
        )

    def blocked_by(self, blocker_id: UUID) -> list[tuple[UUID, datetime]]:
        """Lists those whom the player has blocked, and when; the latest first."""
        rows = self._session.execute(
            select(BlockRow.blocked_id, BlockRow.blocked_at)
            .where(BlockRow.blocker_id == blocker_id)
            .order_by(BlockRow.blocked_at.desc(), BlockRow.blocked_id)
        )
        return [(blocked_id, at) for blocked_id, at in rows]

    def blocked_with(self, player_id: UUID) -> frozenset[UUID]:
        """Everybody whom the player has blocked or who has blocked the player."""
        rows = self._session.execute(
            select(BlockRow.blocker_id, BlockRow.blocked_id).where(
                or_(BlockRow.blocker_id == player_id, BlockRow.blocked_id == player_id)
            )
        )
        return frozenset(one for pair in rows for one in pair if one != player_id)

    def are_blocked(self, one: UUID, other: UUID) -> bool:
        """Tells whether either has blocked the other."""
        found = self._session.scalar(
            select(BlockRow.blocker_id)
            .where(
                or_(
                    and_(BlockRow.blocker_id == one, BlockRow.blocked_id == other),
                    and_(BlockRow.blocker_id == other, BlockRow.blocked_id == one),
                )
            )
            .limit(1)
        )
        return found is not None


def _call_id_of(row: MessageRow) -> UUID:
    return row.call_id


def _message(row: MessageRow) -> Message:
    return Message(
        call_id=row.call_id,
        sequence=row.sequence,
        sender_id=row.sender_id,
        client_id=row.client_id,
        text=row.text,
        sent_at=row.sent_at,
    )
