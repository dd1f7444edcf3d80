"""Organisers who came with the server's token: each time a session of its own, that ends and can be ended."""

from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes, token_hex

from game_rules.people.limits import ORGANISER_SESSION_HOURS
from server.services.context import Context
from server.services.links import shared_secret
from server.services.ports import SignatureRefused, Signer

_KEY_NAME = "organiser"
_KEY_BYTES = 32
_PURPOSE = "organiser"


class OrganiserSessions:
    """Cookies that stand for the token without holding it, signed with a key that can be thrown away."""

    def __init__(self, contexts: Callable[[], Context], signer_with: Callable[[bytes], Signer], token: str) -> None:
        self._contexts = contexts
        self._signer_with = signer_with
        self._token = token

    def begin(self, token: str) -> str | None:
        """Returns the cookie of a new session, or None for a wrong token."""
        # A text can hold half a surrogate pair, which UTF-8 has no bytes for.
        if not compare_digest(token.encode(errors="surrogatepass"), self._token.encode()):
            return None
        return self._signer().sign(_PURPOSE, {"session": token_hex(4), "token": self._fingerprint()})

    def session_of(self, cookie: str) -> str | None:
        """Returns the name of the session that the cookie stands for; None where it is over, revoked or made up."""
        if not cookie:
            return None
        try:
            payload = self._signer().read(_PURPOSE, cookie, ORGANISER_SESSION_HOURS * 3600)
        except SignatureRefused:
            return None
        return payload["session"] if payload.get("token") == self._fingerprint() else None

    def _signer(self) -> Signer:
        # Read each time: another process may have thrown the key away.
        return self._signer_with(shared_secret(self._contexts().open_unit, _KEY_NAME))

    def _fingerprint(self) -> str:
        return sha256(self._token.encode()).hexdigest()[:16]


def revoke_organiser_sessions(context: Context) -> None:
    """Ends every session that was begun with the token, on all servers of this database."""
    with context.unit() as unit:
        unit.secrets.renew(_KEY_NAME, token_bytes(_KEY_BYTES))
        unit.commit()
