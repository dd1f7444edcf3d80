"""Tables of the day's budget: sums by local day. No place, no time of day."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from server.persistence.tables import Table


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
