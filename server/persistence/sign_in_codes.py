"""One-time codes that wait to be typed: at most one per address."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.tables import SignInCodeRow


@dataclass(frozen=True, slots=True)
class HashedCode:
    """What is kept of a code."""

    salt: bytes
    code_scrypt: bytes


class SignInCodes:
    """Repository bound to one unit of work. Those who sign in with one address wait for each other at its row."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, email: str, code: HashedCode, *, tries: int, expires_at: datetime) -> None:
        """Makes `code` the only one of the address."""
        values = {"salt": code.salt, "code_scrypt": code.code_scrypt, "tries_left": tries, "expires_at": expires_at}
        self._session.execute(
            insert(SignInCodeRow)
            .values(email=email, **values)
            .on_conflict_do_update(index_elements=[SignInCodeRow.email], set_=values)
        )

    def try_once(self, email: str, now: datetime) -> HashedCode | None:
        """Takes one of the tries and returns the code to compare with; None when there is none to try."""
        row = self._session.execute(
            update(SignInCodeRow)
            .where(SignInCodeRow.email == email, SignInCodeRow.expires_at > now, SignInCodeRow.tries_left > 0)
            .values(tries_left=SignInCodeRow.tries_left - 1)
            .returning(SignInCodeRow.salt, SignInCodeRow.code_scrypt)
        ).one_or_none()
        return HashedCode(*row) if row else None

    def give_try_back(self, email: str, code: HashedCode) -> None:
        """For a code that was right, and is needed once more."""
        self._session.execute(
            update(SignInCodeRow)
            .where(SignInCodeRow.email == email, SignInCodeRow.code_scrypt == code.code_scrypt)
            .values(tries_left=SignInCodeRow.tries_left + 1)
        )

    def remove(self, email: str) -> None:
        """Forgets the address's code, if there is one."""
        self._session.execute(delete(SignInCodeRow).where(SignInCodeRow.email == email))

    def use_up(self, email: str, code: HashedCode) -> bool:
        """Whether the code was still there; from now on it is not."""
        used = self._session.execute(
            delete(SignInCodeRow)
            .where(SignInCodeRow.email == email, SignInCodeRow.code_scrypt == code.code_scrypt)
            .returning(SignInCodeRow.email)
        )
        return used.one_or_none() is not None
