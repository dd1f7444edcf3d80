"""Addresses to which browsers want their pushes sent. Each belongs to a session, and ends with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.notifications.notification import NotificationKind
from server.persistence.tables.accounts import PlayerRow, SessionRow
from server.persistence.tables.notifications import NotificationSettingRow, PushSubscriptionRow


@dataclass(frozen=True, slots=True)
class PushSubscription:
    """The data that a browser gave to be reached: an address at its push service, its public key and its secret."""

    id: UUID
    endpoint: str
    p256dh: bytes
    auth: bytes
    created_at: datetime


class PushSubscriptions:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, subscription: PushSubscription, session_id: UUID) -> None:
        """Keeps it for the session. An address that another session had is this one's now: it is the same browser."""
        values = {"session_id": session_id, "p256dh": subscription.p256dh, "auth": subscription.auth}
        self._session.execute(
            insert(PushSubscriptionRow)
            .values(id=subscription.id, endpoint=subscription.endpoint, created_at=subscription.created_at, **values)
            .on_conflict_do_update(index_elements=[PushSubscriptionRow.endpoint], set_=values)
        )

    def keep_newest(self, player_id: UUID, limit: int) -> None:
        """Forgets all but the newest of the player."""
        ids = _of_player(player_id).with_only_columns(PushSubscriptionRow.id)
        newest_first = ids.order_by(PushSubscriptionRow.created_at.desc(), PushSubscriptionRow.id.desc())
        self._session.execute(
            delete(PushSubscriptionRow)
            .where(PushSubscriptionRow.id.in_(newest_first.offset(limit)))
            .execution_options(synchronize_session=False)
        )

    def of_player(self, player_id: UUID, now: datetime) -> list[PushSubscription]:
        """Those of the player's open sessions, the oldest first."""
        rows = self._session.scalars(
            _of_player(player_id)
            .where(SessionRow.expires_at > now)
            .order_by(PushSubscriptionRow.created_at, PushSubscriptionRow.id)
        )
        return [PushSubscription(row.id, row.endpoint, row.p256dh, row.auth, row.created_at) for row in rows]

    def reachable(self, player_ids: Collection[UUID], kind: NotificationKind, now: datetime) -> set[UUID]:
        """Those among the players who have a browser for pushes in an open session, and want them of the kind."""
        turned_off = select(NotificationSettingRow.player_id).where(
            NotificationSettingRow.kind == kind, NotificationSettingRow.push.is_(False)
        )
        return set(
            self._session.scalars(
                select(PlayerRow.id)
                .join(SessionRow, SessionRow.account_id == PlayerRow.account_id)
                .join(PushSubscriptionRow, PushSubscriptionRow.session_id == SessionRow.id)
                .where(PlayerRow.id.in_(player_ids), SessionRow.expires_at > now, PlayerRow.id.not_in(turned_off))
            )
        )

    def remove(self, subscription_id: UUID) -> None:
        """Forgets it; one that is gone already is no mistake."""
        self._session.execute(delete(PushSubscriptionRow).where(PushSubscriptionRow.id == subscription_id))

    def remove_endpoint(self, session_id: UUID, endpoint: str) -> None:
        """Forgets it if the session has it."""
        self._session.execute(
            delete(PushSubscriptionRow).where(
                PushSubscriptionRow.session_id == session_id, PushSubscriptionRow.endpoint == endpoint
            )
        )


def _of_player(player_id: UUID) -> Select[PushSubscriptionRow]:
    return (
        select(PushSubscriptionRow)
        .join(SessionRow, SessionRow.id == PushSubscriptionRow.session_id)
        .join(PlayerRow, PlayerRow.account_id == SessionRow.account_id)
        .where(PlayerRow.id == player_id)
    )
