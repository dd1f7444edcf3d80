"""Open sessions: who holds which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from game_rules.cases.measure import SHUTS_OUT
from server.persistence.changes import announce_ended_sessions
from server.persistence.tables.accounts import PlayerRow, SessionRow
from server.persistence.tables.cases import MeasureRow


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A signed-in browser, as its owner may see it."""

    id: UUID
    account_id: UUID
    player_id: UUID
    device_label: str
    last_used_on: date
    expires_at: datetime


class Sessions:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        *,
        session_id: UUID,
        token_sha256: bytes,
        account_id: UUID,
        device_label: str,
        created_at: datetime,
        expires_at: datetime,
    ) -> None:
        self._session.add(
            SessionRow(
                token_sha256=token_sha256,
                id=session_id,
                account_id=account_id,
                device_label=device_label,
                last_used_on=created_at.date(),
                created_at=created_at,
                expires_at=expires_at,
            )
        )
        self._session.flush()

    def of_token(self, token_sha256: bytes, now: datetime) -> OpenSession | None:
        """The session of the token, None when it is unknown or has ended."""
        row = self._session.execute(
            select(SessionRow, PlayerRow.id)
            .join(PlayerRow, PlayerRow.account_id == SessionRow.account_id)
            .where(SessionRow.token_sha256 == token_sha256, SessionRow.expires_at > now)
        ).one_or_none()
        return _open(row[0], row[1]) if row else None

    def of_account(self, account_id: UUID, now: datetime) -> list[OpenSession]:
        """The account's open sessions, the last used first."""
        rows = self._session.execute(
            select(SessionRow, PlayerRow.id)
            .join(PlayerRow, PlayerRow.account_id == SessionRow.account_id)
            .where(SessionRow.account_id == account_id, SessionRow.expires_at > now)
            .order_by(SessionRow.last_used_on.desc(), SessionRow.created_at.desc(), SessionRow.id)
        )
        return [_open(session, player_id) for session, player_id in rows]

    def open_among(self, session_ids: Collection[UUID], now: datetime) -> set[UUID]:
        """Those of `session_ids` that are open, without those of somebody who is suspended."""
        is_suspended = exists().where(
            MeasureRow.player_id == PlayerRow.id,
            PlayerRow.account_id == SessionRow.account_id,
            MeasureRow.kind.in_(SHUTS_OUT),
            MeasureRow.lifted_at.is_(None),
            or_(MeasureRow.ends_at.is_(None), MeasureRow.ends_at > now),
        )
        return set(
            self._session.scalars(
                select(SessionRow.id).where(SessionRow.id.in_(session_ids), SessionRow.expires_at > now, ~is_suspended)
            )
        )

    def renew(self, session_id: UUID, used_on: date, expires_at: datetime) -> None:
        self._session.execute(
            update(SessionRow).where(SessionRow.id == session_id).values(expires_at=expires_at, last_used_on=used_on)
        )

    def end(self, account_id: UUID, session_id: UUID | None = None) -> int:
        """Ends one session of the account, or all, and returns how many there were. Their sockets will close."""
        ended = delete(SessionRow).where(SessionRow.account_id == account_id)
        if session_id is not None:
            ended = ended.where(SessionRow.id == session_id)
        count = len(self._session.execute(ended.returning(SessionRow.id)).all())
        if count:
            announce_ended_sessions(self._session)
        return count


def _open(row: SessionRow, player_id: UUID) -> OpenSession:
    return OpenSession(row.id, row.account_id, player_id, row.device_label, row.last_used_on, row.expires_at)
