"""Posters and their scans."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.persistence.tables.base import Table, offer_key


class PosterRow(Table):
    __tablename__ = "poster"
    __table_args__ = (
        Index("uq_poster_in_use", "offer_id", unique=True, postgresql_where=text("revoked_at is null")),
        {"comment": "Posters with a QR code for an offer's window; one of an offer is in use."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; signed in the code")
    offer_id: Mapped[UUID] = offer_key()
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class PosterScanRow(Table):
    __tablename__ = "poster_scan"
    __table_args__ = (
        CheckConstraint("scans > 0", "scans_are_counted"),
        {"comment": "How often a poster was scanned, by day; nobody is named."},
    )

    poster_id: Mapped[UUID] = mapped_column(ForeignKey("poster.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, comment="Local day")
    scans: Mapped[int]
