"""Registrations of those who come to events."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
)
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.events.registrations import RegistrationState
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table, offer_key


class EventRegistrationRow(Table):
    __tablename__ = "event_registration"
    __table_args__ = (
        Index("ix_event_registration_order", "offer_id", "registered_at"),
        {"comment": "Who comes to an event, and who waits for a seat."},
    )

    offer_id: Mapped[UUID] = offer_key(primary_key=True)
    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True, index=True)
    state: Mapped[RegistrationState] = mapped_column(text_enum(RegistrationState, "state"))
    registered_at: Mapped[datetime] = mapped_column(comment="Orders those who wait")
