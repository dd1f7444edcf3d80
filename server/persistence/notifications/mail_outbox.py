"""Mails on their way: written in the transaction that wants them sent, gone once a mail server has them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.persistence.tables.notifications import MailOutboxRow


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file that goes along; `media_type` with its parameters, such as text/calendar; method=PUBLISH."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person, in plain text. Its id becomes the Message-ID: sent twice, it is still one mail.

    `about_player_id` is whom it names, if not its reader: when they leave, it does not go out any more.
    """

    id: UUID
    to_address: str
    subject: str
    text: str
    written_at: datetime
    attachment: Attachment | None = None
    about_player_id: UUID | None = None


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
                about_player_id=mail.about_player_id,
                attachment_name=mail.attachment.name if mail.attachment else None,
                attachment_type=mail.attachment.media_type if mail.attachment else None,
                attachment=mail.attachment.text if mail.attachment else None,
            )
        )
        self._session.flush()

    def mail(self, mail_id: UUID) -> Mail | None:
        row = self._session.get(MailOutboxRow, mail_id)
        return _mail(row) if row else None

    def newest(self, limit: int) -> list[Mail]:
        """At most so many, the newest first."""
        rows = self._session.scalars(select(MailOutboxRow).order_by(MailOutboxRow.id.desc()).limit(limit))
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
    attachment = None
    if row.attachment_name is not None and row.attachment_type is not None and row.attachment is not None:
        attachment = Attachment(row.attachment_name, row.attachment_type, row.attachment)
    return Mail(row.id, row.to_address, row.subject, row.body, row.written_at, attachment, row.about_player_id)
