"""One-time codes that wait to be typed. An address may have several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.tables.accounts import SignInCodeRow


@dataclass(frozen=True, slots=True)
class HashedCode:
    """The part of a code that is kept."""

    id: UUID
    code_hmac: bytes


class SignInCodes:
    """Repository bound to one unit of work. Those who sign in with one address wait for each other at its rows.

    A mark is the hash of a token that a browser has. An empty one is a browser without: a stranger to every code.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, email: str, code: HashedCode, mark: bytes, *, tries: int, strangers_tries: int, expires_at: datetime
    ) -> None:
        """Adds a code that the browser of `mark` may try `tries` times, and all others together `strangers_tries`."""
        self._session.execute(
            insert(SignInCodeRow).values(
                id=code.id,
                email=email,
                code_hmac=code.code_hmac,
                mark_sha256=mark,
                tries_left=tries,
                strangers_tries_left=strangers_tries,
                expires_at=expires_at,
            )
        )

    def try_each(self, email: str, mark: bytes, now: datetime) -> list[HashedCode]:
        """Takes a try of every live code of the address, and returns those that had one left for this browser."""
        is_left = case((_is_of(mark), SignInCodeRow.tries_left), else_=SignInCodeRow.strangers_tries_left) > 0
        # One after the other, the oldest first: two who try at once never wait for each other.
        live = (
            select(SignInCodeRow.id)
            .where(SignInCodeRow.email == email, SignInCodeRow.expires_at > now)
            .order_by(SignInCodeRow.id)
            .with_for_update(key_share=True)
            .cte("live")
        )
        rows = self._session.execute(
            update(SignInCodeRow)
            .where(SignInCodeRow.id == live.c.id, is_left)
            .values(_tries_changed(mark, by=-1))
            .returning(SignInCodeRow.id, SignInCodeRow.code_hmac)
        )
        return [HashedCode(*row) for row in rows]

    def give_tries_back(self, codes: Sequence[HashedCode], mark: bytes) -> None:
        """Undoes `try_each` for these: one of them was right, and is needed once more."""
        tried = (
            select(SignInCodeRow.id)
            .where(SignInCodeRow.id.in_([code.id for code in codes]))
            .order_by(SignInCodeRow.id)
            .with_for_update(key_share=True)
            .cte("tried")
        )
        self._session.execute(
            update(SignInCodeRow).where(SignInCodeRow.id == tried.c.id).values(_tries_changed(mark, by=1))
        )

    def forget(self, code: HashedCode) -> None:
        """Removes this code alone."""
        self._session.execute(delete(SignInCodeRow).where(SignInCodeRow.id == code.id))

    def remove(self, email: str) -> list[UUID]:
        """Forgets every code of the address; returns which ones there were."""
        of_address = select(SignInCodeRow.id).where(SignInCodeRow.email == email).order_by(SignInCodeRow.id)
        there = list(self._session.scalars(of_address.with_for_update(key_share=True)))
        self._session.execute(delete(SignInCodeRow).where(SignInCodeRow.email == email))
        return there

    def use_up(self, email: str, code: HashedCode) -> bool:
        """Forgets every code of the address; tells whether this one was still there."""
        return code.id in self.remove(email)


def _is_of(mark: bytes) -> ColumnElement[bool]:
    return SignInCodeRow.mark_sha256 == mark


def _tries_changed(mark: bytes, *, by: int) -> dict[str, ColumnElement[int]]:
    own = case((_is_of(mark), by), else_=0)
    return {
        "tries_left": SignInCodeRow.tries_left + own,
        "strangers_tries_left": SignInCodeRow.strangers_tries_left + by - own,
    }
