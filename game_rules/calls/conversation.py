"""Messages of a conversation, and how far they were read. The two see them, and an organiser who judges a report."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `client_id` was made by the sender's device; `sequence` counts from 1 within the conversation.

    Whoever leaves for good takes their words along: what stays is the number, without `sender_id` and `text`.
    """

    call_id: UUID
    sequence: int
    sender_id: UUID | None
    client_id: UUID
    text: str | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The progress of `reader_id`: the newest message that reached a device of theirs, and the newest they read."""

    call_id: UUID
    reader_id: UUID
    delivered_up_to: int = 0
    read_up_to: int = 0

    def moved(self, *, delivered: int, read: int, newest: int) -> "Receipt":
        """The receipt after a mark: never back, never past the `newest` message, and what is read has arrived."""
        read_up_to = max(self.read_up_to, min(read, newest))
        delivered_up_to = max(self.delivered_up_to, min(delivered, newest), read_up_to)
        return Receipt(self.call_id, self.reader_id, delivered_up_to, read_up_to)
