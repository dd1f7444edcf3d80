"""Passkeys and the challenges that are out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.tables.accounts import PasskeyChallengeRow, PasskeyRow


@dataclass(frozen=True, slots=True)
class Passkey:
    """A public key that opens an account."""

    id: UUID
    account_id: UUID
    credential_id: bytes
    public_key: bytes
    sign_count: int
    device_label: str
    created_on: date
    last_used_on: date | None = None


class Passkeys:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put_challenge(self, challenge: bytes, account_id: UUID | None, expires_at: datetime) -> None:
        self._session.execute(
            insert(PasskeyChallengeRow).values(challenge=challenge, account_id=account_id, expires_at=expires_at)
        )

    def use_challenge(self, challenge: bytes, account_id: UUID | None, now: datetime) -> bool:
        """Uses up the challenge; tells whether it was out, for that account (None: for signing in)."""
        used = self._session.execute(
            delete(PasskeyChallengeRow)
            .where(PasskeyChallengeRow.challenge == challenge)
            .returning(PasskeyChallengeRow.account_id, PasskeyChallengeRow.expires_at)
        ).one_or_none()
        return used is not None and used.account_id == account_id and used.expires_at > now

    def add(self, passkey: Passkey) -> bool:
        """Keeps the passkey; False when its credential is known already."""
        values = {name: getattr(passkey, name) for name in Passkey.__slots__}
        added = self._session.execute(
            insert(PasskeyRow)
            .values(**values)
            .on_conflict_do_nothing(index_elements=[PasskeyRow.credential_id])
            .returning(PasskeyRow.id)
        )
        return added.one_or_none() is not None

    def of_account(self, account_id: UUID) -> list[Passkey]:
        """The account's passkeys, the oldest first."""
        rows = self._session.scalars(
            select(PasskeyRow).where(PasskeyRow.account_id == account_id).order_by(PasskeyRow.created_on, PasskeyRow.id)
        )
        return [_passkey(row) for row in rows]

    def count_of_account(self, account_id: UUID) -> int:
        return (
            self._session.scalar(
                select(func.count()).select_from(PasskeyRow).where(PasskeyRow.account_id == account_id)
            )
            or 0
        )

    def of_credential(self, credential_id: bytes) -> Passkey | None:
        row = self._session.scalars(select(PasskeyRow).where(PasskeyRow.credential_id == credential_id)).one_or_none()
        return _passkey(row) if row else None

    def note_use(self, passkey: Passkey, sign_count: int, today: date) -> bool:
        """Keeps the new count; False when somebody else used the passkey meanwhile, or it is gone."""
        noted = self._session.execute(
            update(PasskeyRow)
            .where(PasskeyRow.id == passkey.id, PasskeyRow.sign_count == passkey.sign_count)
            .values(sign_count=sign_count, last_used_on=today)
            .returning(PasskeyRow.id)
        )
        return noted.one_or_none() is not None

    def remove(self, account_id: UUID, passkey_id: UUID) -> bool:
        """Removes the passkey; False when the account did not have it."""
        removed = self._session.execute(
            delete(PasskeyRow)
            .where(PasskeyRow.id == passkey_id, PasskeyRow.account_id == account_id)
            .returning(PasskeyRow.id)
        )
        return removed.one_or_none() is not None


def _passkey(row: PasskeyRow) -> Passkey:
    return Passkey(**{name: getattr(row, name) for name in Passkey.__slots__})
