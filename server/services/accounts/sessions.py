"""Sessions: a random token in the browser's cookie, and only its hash in the database."""

from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from game_rules.people.limits import SESSION_LIFETIME_DAYS
from game_rules.refusals import RefusalReason, Refused
from server.persistence.accounts.sessions import OpenSession
from server.persistence.ids import new_id
from server.services.context import Context, SignedIn, Unit

SESSION_LIFETIME = timedelta(days=SESSION_LIFETIME_DAYS)

_TOKEN_BYTES = 32
"""256 bits: not to be guessed."""


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


def start_session(unit: Unit, account_id: UUID) -> str:
    """Opens a session in the caller's transaction and returns its token."""
    token = token_urlsafe(_TOKEN_BYTES)
    unit.sessions.add(
        session_id=new_id(unit.now),
        token_sha256=_digest(token),
        account_id=account_id,
        device_label=unit.context.device_label,
        created_at=unit.now,
        expires_at=unit.now + SESSION_LIFETIME,
    )
    return token


def signed_in_by(context: Context, token: str | None) -> SignedIn | None:
    """Returns who is signed in with `token`, None for nobody. A session in use is moved on once a day."""
    if not token:
        return None
    with context.unit() as unit:
        session = unit.sessions.of_token(_digest(token), context.now)
        player = unit.accounts.player(session.player_id) if session else None
        if session is None or player is None:
            return None
        if session.last_used_on < context.now.date():
            unit.sessions.renew(session.id, context.now.date(), context.now + SESSION_LIFETIME)
            unit.commit()
    return SignedIn(player, session.id)


def open_sessions(context: Context) -> list[OpenSession]:
    """The account's sessions, the last used first."""
    with context.unit() as unit:
        return unit.sessions.of_account(context.account_id, context.now)


def end_session(context: Context, session_id: UUID) -> None:
    """Ends one session of the account. Raises Refused(no_such_session) for one that is not its own."""
    with context.unit() as unit:
        if not unit.sessions.end(context.account_id, session_id):
            raise Refused(RefusalReason.NO_SUCH_SESSION)
        unit.commit()


def end_all_sessions(context: Context) -> None:
    """Ends every session of the account, the caller's too."""
    with context.unit() as unit:
        unit.sessions.end(context.account_id)
        unit.commit()


def sessions_that_ended(context: Context, session_ids: Collection[UUID]) -> set[UUID]:
    """Those of `session_ids` that are open no longer."""
    with context.unit() as unit:
        return set(session_ids) - unit.sessions.open_among(session_ids, context.now)
