"""The inbox, what people want outside of it, and what has left on the way out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.notifications.notification import Notification, NotificationKind, QuietHours, Setting
from server.persistence.tables.accounts import AccountRow, PlayerRow
from server.persistence.tables.calls import BlockRow
from server.persistence.tables.notifications import (
    NotificationRow,
    NotificationSettingRow,
    PushDeliveryRow,
    PushState,
    QuietHoursRow,
)

_MERGE = (
    "update notification set subject_id = :new where subject_id = :old",
    """delete from notification o where o.player_id = :old and exists (select from notification n
       where n.player_id = :new and n.kind = o.kind and n.subject_id = o.subject_id and n.occasion = o.occasion)""",
    "update notification set player_id = :new where player_id = :old",
    "update notification set about_id = :new where about_id = :old",
    # What the two told each other was one person talking to themselves.
    "delete from notification where player_id = :new and about_id = :new",
)


class Notifications:
    """Repository bound to one unit of work. What is about somebody blocked, either way, is not there."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, notification: Notification, occasion: str) -> bool:
        """Adds a line; False when there is one of that player, kind, subject and occasion."""
        added = self._session.execute(
            insert(NotificationRow)
            .values(
                id=notification.id,
                player_id=notification.player_id,
                kind=notification.kind,
                subject_id=notification.subject_id,
                occasion=occasion,
                about_id=notification.about_id,
                starts_at=notification.starts_at,
                created_at=notification.created_at,
                read_at=None,
                told_at=None,
                mailed_at=None,
            )
            .on_conflict_do_nothing(
                index_elements=[
                    NotificationRow.player_id,
                    NotificationRow.kind,
                    NotificationRow.subject_id,
                    NotificationRow.occasion,
                ]
            )
            .returning(NotificationRow.id)
        )
        return added.one_or_none() is not None

    def notification(self, notification_id: UUID) -> Notification | None:
        return next(iter(self._read(_visible().where(NotificationRow.id == notification_id))), None)

    def page(self, player_id: UUID, before: UUID | None, limit: int) -> list[Notification]:
        """The newest first; only those older than `before`."""
        wanted = _visible().where(NotificationRow.player_id == player_id)
        if before is not None:
            wanted = wanted.where(NotificationRow.id < before)
        return self._read(wanted.order_by(NotificationRow.id.desc()).limit(limit))

    def all_of(self, player_id: UUID) -> list[Notification]:
        """The oldest first, whomever they are about."""
        wanted = _with_name().where(NotificationRow.player_id == player_id)
        return self._read(wanted.order_by(NotificationRow.id))

    def unread(self, player_id: UUID) -> int:
        unread = select(func.count()).select_from(NotificationRow).where(NotificationRow.player_id == player_id)
        return self._session.scalar(unread.where(NotificationRow.read_at.is_(None), ~_is_about_a_blocked_one())) or 0

    def has_unread(self, player_id: UUID, kind: NotificationKind, subject_id: UUID) -> bool:
        found = select(NotificationRow.id).where(
            NotificationRow.player_id == player_id,
            NotificationRow.kind == kind,
            NotificationRow.subject_id == subject_id,
            NotificationRow.read_at.is_(None),
        )
        return self._session.scalar(found.limit(1)) is not None

    def mark_read_up_to(self, player_id: UUID, up_to: UUID, now: datetime) -> None:
        """Marks the line and all older ones of the player."""
        self._mark_read(NotificationRow.player_id == player_id, NotificationRow.id <= up_to, now=now)

    def mark_read_of(
        self,
        subject_id: UUID,
        now: datetime,
        *,
        player_id: UUID | None = None,
        kinds: Iterable[NotificationKind] = tuple(NotificationKind),
    ) -> None:
        """Marks what leads to the subject: one player's lines, or everybody's."""
        wanted = [NotificationRow.subject_id == subject_id, NotificationRow.kind.in_(list(kinds))]
        if player_id is not None:
            wanted.append(NotificationRow.player_id == player_id)
        self._mark_read(*wanted, now=now)

    def take_untold(self, now: datetime, limit: int) -> list[Notification]:
        """Lines that are new, or have been read, and no server has told so yet, oldest first; whoever asks next gets
        others."""
        taken = self.skip_untold(now, limit)
        return self._read(_visible().where(NotificationRow.id.in_(taken)).order_by(NotificationRow.id)) if taken else []

    def skip_untold(self, now: datetime, limit: int) -> Sequence[UUID]:
        """Marks as told the oldest lines that no server has told yet, without a look at them."""
        untold = (
            select(NotificationRow.id)
            .where(NotificationRow.told_at.is_(None))
            .order_by(NotificationRow.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        return self._session.scalars(
            update(NotificationRow)
            .where(NotificationRow.id.in_(untold))
            .values(told_at=now)
            .returning(NotificationRow.id)
            .execution_options(synchronize_session=False)
        ).all()

    def claim_mail(self, notification_id: UUID, now: datetime) -> bool:
        """Notes that the mail is being written, once; False when it was before, or the line was read or is gone."""
        claimed = self._session.execute(
            update(NotificationRow)
            .where(
                NotificationRow.id == notification_id,
                NotificationRow.mailed_at.is_(None),
                NotificationRow.read_at.is_(None),
            )
            .values(mailed_at=now)
            .returning(NotificationRow.id)
        )
        return claimed.one_or_none() is not None

    def claim_push(self, notification_id: UUID, subscription_id: UUID) -> bool:
        """Notes that the push to this browser begins, once; False when it was begun before."""
        claimed = self._session.execute(
            insert(PushDeliveryRow)
            .values(notification_id=notification_id, subscription_id=subscription_id, state=PushState.SENDING)
            .on_conflict_do_nothing()
            .returning(PushDeliveryRow.subscription_id)
        )
        return claimed.one_or_none() is not None

    def settle_push(self, notification_id: UUID, subscription_id: UUID, *, sent: bool) -> None:
        """Notes what became of a push; it is not begun again."""
        self._session.execute(
            update(PushDeliveryRow)
            .where(_is_delivery(notification_id, subscription_id))
            .values(state=PushState.SENT if sent else PushState.REFUSED)
        )

    def release_push(self, notification_id: UUID, subscription_id: UUID) -> None:
        """Lets the push be begun again: it is certain that it was not taken."""
        self._session.execute(delete(PushDeliveryRow).where(_is_delivery(notification_id, subscription_id)))

    def was_pushed(self, notification_id: UUID) -> bool:
        sent = select(PushDeliveryRow.subscription_id).where(
            PushDeliveryRow.notification_id == notification_id, PushDeliveryRow.state == PushState.SENT
        )
        return self._session.scalar(sent.limit(1)) is not None

    def settings(self, player_id: UUID) -> list[Setting]:
        """Lists the settings that the player has chosen; kinds that they never touched are left out."""
        rows = self._session.scalars(
            select(NotificationSettingRow).where(NotificationSettingRow.player_id == player_id)
        )
        return [Setting(row.kind, push=row.push, mail=row.mail) for row in rows]

    def store_settings(self, player_id: UUID, settings: Sequence[Setting]) -> None:
        for one in settings:
            chosen = {"push": one.push, "mail": one.mail}
            self._session.execute(
                insert(NotificationSettingRow)
                .values(player_id=player_id, kind=one.kind, **chosen)
                .on_conflict_do_update(
                    index_elements=[NotificationSettingRow.player_id, NotificationSettingRow.kind], set_=chosen
                )
            )

    def quiet_hours(self, player_ids: Collection[UUID]) -> dict[UUID, QuietHours]:
        """The quiet hours of those among the players who have chosen some."""
        rows = self._session.scalars(select(QuietHoursRow).where(QuietHoursRow.player_id.in_(player_ids)))
        return {row.player_id: QuietHours(row.starts, row.ends) for row in rows}

    def store_quiet_hours(self, player_id: UUID, hours: QuietHours | None) -> None:
        """Replaces the player's quiet hours; with None they have none."""
        if hours is None:
            self._session.execute(delete(QuietHoursRow).where(QuietHoursRow.player_id == player_id))
            return
        chosen = {"starts": hours.starts, "ends": hours.ends}
        self._session.execute(
            insert(QuietHoursRow)
            .values(player_id=player_id, **chosen)
            .on_conflict_do_update(index_elements=[QuietHoursRow.player_id], set_=chosen)
        )

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes the one player's inbox the other's; settings stay those of the account."""
        for step in map(text, _MERGE):
            self._session.execute(step, {"old": old_id, "new": new_id})

    def _mark_read(self, *wanted: ColumnElement[bool], now: datetime) -> None:
        # One after the other, always in the same order: a line may be wanted by its player and by its subject at once.
        unread = (
            select(NotificationRow.id)
            .where(NotificationRow.read_at.is_(None), *wanted)
            .order_by(NotificationRow.id)
            .with_for_update(key_share=True)
            .cte("unread")
        )
        self._session.execute(
            update(NotificationRow)
            .where(NotificationRow.id == unread.c.id)
            .values(read_at=now, told_at=None)
            .execution_options(synchronize_session=False)
        )

    def _read(self, wanted: Select[NotificationRow, str]) -> list[Notification]:
        return [_notification(row, name) for row, name in self._session.execute(wanted)]


def _with_name() -> Select[NotificationRow, str]:
    # Names are looked up, never copied: somebody who leaves takes theirs along.
    return (
        select(NotificationRow, AccountRow.display_name)
        .outerjoin(PlayerRow, PlayerRow.id == NotificationRow.about_id)
        .outerjoin(AccountRow, AccountRow.id == PlayerRow.account_id)
        .execution_options(populate_existing=True)
    )


def _visible() -> Select[NotificationRow, str]:
    return _with_name().where(~_is_about_a_blocked_one())


def _is_about_a_blocked_one() -> ColumnElement[bool]:
    one, other = NotificationRow.player_id, NotificationRow.about_id
    return (
        select(BlockRow.blocker_id)
        .where(
            or_(
                (BlockRow.blocker_id == one) & (BlockRow.blocked_id == other),
                (BlockRow.blocker_id == other) & (BlockRow.blocked_id == one),
            )
        )
        .exists()
    )


def _is_delivery(notification_id: UUID, subscription_id: UUID) -> ColumnElement[bool]:
    return (PushDeliveryRow.notification_id == notification_id) & (PushDeliveryRow.subscription_id == subscription_id)


def _notification(row: NotificationRow, about_name: str | None) -> Notification:
    return Notification(
        id=row.id,
        player_id=row.player_id,
        kind=row.kind,
        subject_id=row.subject_id,
        created_at=row.created_at,
        read_at=row.read_at,
        about_id=row.about_id,
        about_name=about_name,
        starts_at=row.starts_at,
    )
