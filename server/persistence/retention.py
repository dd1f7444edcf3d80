"""Deletes what has been kept long enough."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, inspect
from sqlalchemy.orm import Session

from server.persistence.changes import announce_ended_sessions
from server.persistence.notification_tables import NotificationRow
from server.persistence.tables import AccountRow, MailOutboxRow, SessionRow, SignInCodeRow, Table


class Retention:
    """Repository bound to one unit of work. Each method returns how many rows went."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forget_sessions(self, *, ended_by: datetime) -> int:
        count = self._delete(SessionRow, SessionRow.expires_at <= ended_by)
        if count:
            announce_ended_sessions(self._session)
        return count

    def forget_codes(self, *, expired_by: datetime) -> int:
        return self._delete(SignInCodeRow, SignInCodeRow.expires_at <= expired_by)

    def forget_mails(self, *, written_by: datetime) -> int:
        return self._delete(MailOutboxRow, MailOutboxRow.written_at <= written_by)

    def forget_notifications(self, *, created_by: datetime) -> int:
        return self._delete(NotificationRow, NotificationRow.created_at <= created_by)

    def forget_guests_without_session(self) -> int:
        """Nobody can open such an account again."""
        has_session = exists().where(SessionRow.account_id == AccountRow.id)
        return self._delete(AccountRow, AccountRow.is_guest & ~has_session)

    def _delete(self, table: type[Table], condition: ColumnElement[bool]) -> int:
        key = inspect(table).primary_key
        return len(self._session.execute(delete(table).where(condition).returning(*key)).all())
