"""Mails on their way: written in the transaction that wants them sent, gone once a mail server has them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.persistence.tables import MailOutboxRow


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person, in plain text. Its id becomes the Message-ID: sent twice, it is still one mail."""

    id: UUID
    to_address: str
    subject: str
    text: str
    written_at: datetime


class MailOutbox:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, mail: Mail) -> None:
        self._session.add(
            MailOutboxRow(
                id=mail.id,
                to_address=mail.to_address,
                subject=mail.subject,
                body=mail.text,
                written_at=mail.written_at,
            )
        )
        self._session.flush()

    def mail(self, mail_id: UUID) -> Mail | None:
        row = self._session.get(MailOutboxRow, mail_id)
        return _mail(row) if row else None

    def newest(self, most: int) -> list[Mail]:
        """At most so many, the newest first."""
        rows = self._session.scalars(select(MailOutboxRow).order_by(MailOutboxRow.id.desc()).limit(most))
        return [_mail(row) for row in rows]

    def to(self, address: str) -> list[Mail]:
        """The mails to the address, the oldest first."""
        rows = self._session.scalars(
            select(MailOutboxRow).where(MailOutboxRow.to_address == address).order_by(MailOutboxRow.id)
        )
        return [_mail(row) for row in rows]

    def remove(self, mail_id: UUID) -> None:
        """Forgets the mail; one that is gone already is no mistake."""
        self._session.execute(delete(MailOutboxRow).where(MailOutboxRow.id == mail_id))

    def remove_to(self, to_address: str) -> None:
        """Forgets every mail to the address."""
        self._session.execute(delete(MailOutboxRow).where(MailOutboxRow.to_address == to_address))


def _mail(row: MailOutboxRow) -> Mail:
    return Mail(row.id, row.to_address, row.subject, row.body, row.written_at)
