"""Addresses that open no account for a while. Only their keyed hashes are kept."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.tables.accounts import BarredAddressRow


class BarredAddresses:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def bar(self, email_hmac: bytes, until: datetime) -> None:
        """Bars the address until then; of two ends the later one counts."""
        barred = insert(BarredAddressRow).values(email_hmac=email_hmac, until=until)
        self._session.execute(
            barred.on_conflict_do_update(
                index_elements=["email_hmac"], set_={"until": until}, where=BarredAddressRow.until < until
            )
        )

    def is_barred(self, email_hmac: bytes, now: datetime) -> bool:
        row = select(BarredAddressRow.email_hmac).where(
            BarredAddressRow.email_hmac == email_hmac, BarredAddressRow.until > now
        )
        return self._session.scalar(row) is not None

    def admit(self, email_hmac: bytes) -> bool:
        """Bars it no more; False when it was not."""
        gone = delete(BarredAddressRow).where(BarredAddressRow.email_hmac == email_hmac)
        return self._session.execute(gone.returning(BarredAddressRow.email_hmac)).first() is not None

    def forget(self, *, ended_by: datetime) -> int:
        """Deletes what bars nobody any more, and counts it."""
        gone = delete(BarredAddressRow).where(BarredAddressRow.until <= ended_by)
        return len(self._session.execute(gone.returning(BarredAddressRow.email_hmac)).all())
