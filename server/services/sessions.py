"""Sessions: a random token in the browser's cookie, and only its hash in the database."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from game_rules.limits import SESSION_LIFETIME_DAYS
from game_rules.players import Player
from server.persistence.unit_of_work import UnitOfWork
from server.services.ports import OpenUnit

SESSION_LIFETIME = timedelta(days=SESSION_LIFETIME_DAYS)

_TOKEN_BYTES = 32
"""256 bits: not to be guessed."""


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def start_session(unit: UnitOfWork, account_id: UUID, now: datetime) -> str:
    """Opens a session in the caller's transaction and returns its token."""
    token = token_urlsafe(_TOKEN_BYTES)
    unit.accounts.add_session(
        token_sha256=_digest(token), account_id=account_id, created_at=now, expires_at=now + SESSION_LIFETIME
    )
    return token


def player_of_token(open_unit: OpenUnit, token: str | None, now: datetime) -> Player | None:
    """The player whose session `token` opens, None for nobody. A session in use is moved on once a day."""
    if not token:
        return None
    digest = _digest(token)
    with open_unit() as unit:
        player = unit.accounts.player_of_session(digest, now)
        if player is None:
            return None
        expires_at = unit.accounts.session_expiry(digest, now)
        if expires_at is not None and expires_at < now + SESSION_LIFETIME - timedelta(days=1):
            unit.accounts.renew_session(digest, now + SESSION_LIFETIME)
            unit.commit()
    return player
