"""Messages of a conversation, how far they were read, and what may be reported. Only the two ever see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
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


class ReportReason(StrEnum):
    """Reasons to call an organiser in."""

    DISRESPECT = "disrespect"
    HARASSMENT = "harassment"
    ASKS_FOR_MONEY = "asks_for_money"
    PRIVATE_MEETING = "private_meeting"
    SPAM = "spam"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """A call for an organiser; `up_to_sequence` is the newest message when it was made.

    It outlives what it is about: `call_id` is None once the conversation is no longer kept, `reporter_id` and
    `about_id` once that person has left for good, and with the reporter goes their `text`.
    """

    id: UUID
    call_id: UUID | None
    reporter_id: UUID | None
    about_id: UUID | None
    reason: ReportReason
    text: str | None
    up_to_sequence: int
    reported_at: datetime
    handled_at: datetime | None = None
