"""Tables of the day's budget: sums by local day. No place, no time of day."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
)
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.play.points import PointRule
from server.persistence.column_types import FogBits, text_enum
from server.persistence.tables.base import Table


class WalkingDayRow(Table):
    __tablename__ = "walking_day"
    __table_args__ = (
        Index("ix_walking_day_beyond", "day", postgresql_where="is_beyond"),
        {"comment": "How much of a day's budget a player has used."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, comment="Local day on which the server was told")
    starts: Mapped[int] = mapped_column(SmallInteger, comment="Devices that began without a past")
    discoveries: Mapped[int] = mapped_column(SmallInteger)
    visits: Mapped[int] = mapped_column(SmallInteger)
    is_beyond: Mapped[bool] = mapped_column(comment="Something was kept back; organisers may look at it")


class WalkingAlarmRow(Table):
    __tablename__ = "walking_alarm"
    __table_args__ = ({"comment": "Days of which the organiser has been written to: once each."},)

    day: Mapped[date] = mapped_column(primary_key=True)


class DeviceDayRow(Table):
    __tablename__ = "device_day"
    __table_args__ = (
        ForeignKeyConstraint(["player_id", "device_id"], ["device.player_id", "device.id"], ondelete="CASCADE"),
        {"comment": "How far a device was walked on the last day on which it sent fixes."},
    )

    player_id: Mapped[UUID] = mapped_column(primary_key=True)
    device_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(comment="Local day on which the server was told")
    metres: Mapped[float]
    seconds: Mapped[float]
    is_shut: Mapped[bool] = mapped_column(comment="One start too many: it lifts clouds and wins nothing that day")
    last_fix: Mapped[bytes] = mapped_column(
        LargeBinary, comment="Keyed hash of the newest fix counted: one sent again counts once"
    )


class DeviceRow(Table):
    __tablename__ = "device"
    __table_args__ = ({"comment": "A phone or browser that has sent fixes; fixes are judged per device."},)

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, comment="Made by the device itself")
    first_seen_on: Mapped[date] = mapped_column(comment="Local day")


class FogBlockRow(Table):
    __tablename__ = "fog_block"
    __table_args__ = (
        {"comment": "Lifted clouds: one row per player and slippy-map tile of zoom 14. Carries no time."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True, comment="Tile column at zoom 14")
    y: Mapped[int] = mapped_column(primary_key=True, comment="Tile row at zoom 14")
    cells: Mapped[int] = mapped_column(
        FogBits, comment="64 x 64 cells of zoom 20; bit row * 64 + column from the north-west, leftmost is 0"
    )


class DiscoveryRow(Table):
    __tablename__ = "discovery"
    __table_args__ = (
        Index("ix_discovery_offer_id", "offer_id"),
        {"comment": "Which offers a player has found, by day only: a time would make it a track."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    discovered_on: Mapped[date] = mapped_column(comment="Local day")
    visited_on: Mapped[date | None] = mapped_column(comment="Local day the player stood at its door")


class LedgerEntryRow(Table):
    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("points > 0", "points_are_never_taken_back"),
        {"comment": "Points. Lines are only added; the line for a day's cells alone grows."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[PointRule] = mapped_column(text_enum(PointRule, "rule"), primary_key=True)
    subject: Mapped[str] = mapped_column(
        primary_key=True, comment="What for, within the rule: offer, domain, commune, day"
    )
    points: Mapped[int]
    earned_on: Mapped[date] = mapped_column(comment="Local day")
