"""The part of a day's budget that a player has used, see game_rules/play/budget.py."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.play.budget import DayUse, DeviceDay, WalkingDay
from server.persistence.tables.base import core_of
from server.persistence.tables.play import DeviceDayRow, DeviceRow, WalkingAlarmRow, WalkingDayRow

# Sent with each batch of fixes and so built once, see `achievements`.
_device, _device_day, _walking_day = core_of(DeviceRow), core_of(DeviceDayRow), core_of(WalkingDayRow)
_of_player: BindParameter[UUID] = bindparam("of_player")
_of_device: BindParameter[UUID] = bindparam("of_device")
_of_day: BindParameter[date] = bindparam("of_day")
_USED = (
    select(
        _walking_day.c.starts,
        _walking_day.c.discoveries,
        _walking_day.c.visits,
        _walking_day.c.is_beyond,
        _device_day.c.day,
        _device_day.c.metres,
        _device_day.c.seconds,
        _device_day.c.is_shut,
        _device_day.c.last_fix,
    )
    .select_from(select(literal(1)).subquery())
    .outerjoin(_walking_day, and_(_walking_day.c.player_id == _of_player, _walking_day.c.day == _of_day))
    .outerjoin(_device_day, and_(_device_day.c.player_id == _of_player, _device_day.c.device_id == _of_device))
)


def _upsert(table: type[DeviceDayRow] | type[WalkingDayRow]) -> object:
    columns = core_of(table).c
    new = insert(core_of(table))
    keys = [column.name for column in columns if column.primary_key]
    values = {column.name: new.excluded[column.name] for column in columns if not column.primary_key}
    return new.on_conflict_do_update(index_elements=keys, set_=values)


_KEEP_DAY, _KEEP_DEVICE = _upsert(WalkingDayRow), _upsert(DeviceDayRow)


@dataclass(frozen=True, slots=True)
class UsedDay:
    """A player's day, with the device at hand, as it is kept. `last_fix` is the mark of the newest counted one."""

    use: DayUse
    is_beyond: bool = False
    is_shut: bool = False
    last_fix: bytes | None = None


class WalkingDays:
    """Repository bound to one unit of work. Those who write hold the player's lock, see `Accounts.lock_player`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def used(self, player_id: UUID, device_id: UUID, day: date) -> UsedDay:
        """Reads what the player, and the device, have used of the day's budget."""
        row = self._session.execute(_USED, {"of_player": player_id, "of_device": device_id, "of_day": day}).one()
        use = DayUse(row.starts or 0, row.discoveries or 0, row.visits or 0)
        if row.day == day:
            use = replace(use, metres=row.metres, seconds=row.seconds)
        return UsedDay(use, bool(row.is_beyond), row.day == day and row.is_shut, row.last_fix)

    def keep(self, player_id: UUID, device_id: UUID, day: date, before: UsedDay, after: UsedDay) -> None:
        """Writes what is used now; `device_id` is a device that is kept already."""
        counts = (after.use.starts, after.use.discoveries, after.use.visits, after.is_beyond)
        if counts != (before.use.starts, before.use.discoveries, before.use.visits, before.is_beyond):
            values = dict(zip(("starts", "discoveries", "visits", "is_beyond"), counts, strict=True))
            self._session.execute(_KEEP_DAY, {"player_id": player_id, "day": day, **values})  # type: ignore[call-overload]
        self._session.execute(  # type: ignore[call-overload]
            _KEEP_DEVICE,
            {
                "player_id": player_id,
                "device_id": device_id,
                "day": day,
                "metres": after.use.metres,
                "seconds": after.use.seconds,
                "is_shut": after.is_shut,
                "last_fix": after.last_fix,
            },
        )

    def beyond(self, *, since: date) -> list[WalkingDay]:
        """Lists the players' days beyond the budget, the newest first."""
        rows = self._session.execute(
            select(WalkingDayRow)
            .where(WalkingDayRow.is_beyond, WalkingDayRow.day >= since)
            .order_by(WalkingDayRow.day.desc(), WalkingDayRow.player_id)
        ).scalars()
        return [WalkingDay(row.player_id, row.day, row.starts, row.discoveries, row.visits) for row in rows]

    def of_player(self, player_id: UUID) -> list[WalkingDay]:
        """Lists all days that are kept of the player, the newest first."""
        rows = self._session.execute(
            select(WalkingDayRow).where(WalkingDayRow.player_id == player_id).order_by(WalkingDayRow.day.desc())
        ).scalars()
        return [
            WalkingDay(row.player_id, row.day, row.starts, row.discoveries, row.visits, row.is_beyond) for row in rows
        ]

    def give_back(self, one: WalkingDay) -> None:
        """Begins the day anew: nothing of its budget is used. Whoever calls holds the player's lock."""
        is_day = (WalkingDayRow.player_id == one.player_id) & (WalkingDayRow.day == one.day)
        new = {"starts": 0, "discoveries": 0, "visits": 0, "is_beyond": False}
        self._session.execute(update(WalkingDayRow).where(is_day).values(new))
        is_device = (DeviceDayRow.player_id == one.player_id) & (DeviceDayRow.day == one.day)
        self._session.execute(update(DeviceDayRow).where(is_device).values(metres=0, seconds=0, is_shut=False))

    def devices_of(self, player_id: UUID) -> list[DeviceDay]:
        """Lists how far each device was walked on its last day."""
        rows = self._session.execute(
            select(DeviceDayRow).where(DeviceDayRow.player_id == player_id).order_by(DeviceDayRow.device_id)
        ).scalars()
        return [DeviceDay(row.device_id, row.day, row.metres, row.seconds) for row in rows]

    def claim_alarms(self) -> dict[date, int]:
        """Numbers of players beyond the budget by day, for days that nobody has claimed before."""
        counts = self._session.execute(
            select(WalkingDayRow.day, func.count()).where(WalkingDayRow.is_beyond).group_by(WalkingDayRow.day)
        ).all()
        if not counts:
            return {}
        claimed = self._session.scalars(
            insert(WalkingAlarmRow)
            .values([{"day": day} for day, _ in counts])
            .on_conflict_do_nothing()
            .returning(WalkingAlarmRow.day)
        ).all()
        return {day: count for day, count in counts if day in set(claimed)}

    def forget(self, *, by: date) -> int:
        """Deletes the days up to and with `by`. Returns how many rows of people went."""
        self._session.execute(delete(WalkingAlarmRow).where(WalkingAlarmRow.day <= by))
        tables = (WalkingDayRow, DeviceDayRow)
        return sum(
            len(self._session.execute(delete(one).where(one.day <= by).returning(one.player_id)).all())
            for one in tables
        )

    def move_player(self, from_player_id: UUID, to_player_id: UUID) -> None:
        """Adds one player's days to the other's; the devices' own are begun anew."""
        moving = (
            self._session.execute(
                delete(WalkingDayRow).where(WalkingDayRow.player_id == from_player_id).returning(WalkingDayRow)
            )
            .scalars()
            .all()
        )
        for row in moving:
            new = insert(WalkingDayRow).values(
                player_id=to_player_id,
                day=row.day,
                starts=row.starts,
                discoveries=row.discoveries,
                visits=row.visits,
                is_beyond=row.is_beyond,
            )
            self._session.execute(
                new.on_conflict_do_update(
                    index_elements=["player_id", "day"],
                    set_={
                        "starts": WalkingDayRow.starts + new.excluded.starts,
                        "discoveries": WalkingDayRow.discoveries + new.excluded.discoveries,
                        "visits": WalkingDayRow.visits + new.excluded.visits,
                        "is_beyond": WalkingDayRow.is_beyond | new.excluded.is_beyond,
                    },
                )
            )
