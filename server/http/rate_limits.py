"""How often one client may ask for what costs us or somebody else something."""

from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.errors import RateLimitExceeded

from game_rules.limits import (
    ADDRESS_SEARCHES_PER_CLIENT_PER_HOUR,
    CODES_PER_ADDRESS_PER_HOUR,
    CODES_PER_CLIENT_PER_HOUR,
    INVITATIONS_PER_ADDRESS_PER_HOUR,
    INVITATIONS_PER_CLIENT_PER_HOUR,
    OFFERS_POSTED_PER_HOUR,
    ORGANISATIONS_PER_CLIENT_PER_HOUR,
    ORGANISER_TRIES_PER_CLIENT_PER_HOUR,
    POSTERS_PER_CLIENT_PER_HOUR,
    SIGN_IN_TRIES_PER_CLIENT_PER_HOUR,
    SUGGESTIONS_PER_CLIENT_PER_HOUR,
    WORDING_CHECKS_PER_CLIENT_PER_HOUR,
)
from server.http.answers import TooManyRequests
from server.services.ports import Clock

_HOME_NETWORK_BITS = 64


class RateLimits:
    """Counts in this process' memory, or in what `storage` names, which several servers share."""

    def __init__(self, app: Flask, clock: Clock, *, storage: str, guests_per_client_per_hour: int) -> None:
        self._clock = clock
        self._guests_per_hour = guests_per_client_per_hour
        self._limiter = Limiter(
            key_func=_client,
            app=app,
            storage_uri=storage,
            strategy="moving-window",
            # While the storage is away each server counts for itself: better than nobody, and better than no limit.
            in_memory_fallback_enabled=True,
        )

    def count_guest(self) -> None:
        """A guest more. Raises TooManyRequests, as do the others."""
        self._count("guests", self._guests_per_hour, _client())

    def count_code(self, email: str) -> None:
        """A code more, to the normalised address."""
        self._count("codes by client", CODES_PER_CLIENT_PER_HOUR, _client())
        self._count("codes by address", CODES_PER_ADDRESS_PER_HOUR, _digest(email))

    def count_organisation(self) -> None:
        """An organisation more."""
        self._count("organisations", ORGANISATIONS_PER_CLIENT_PER_HOUR, _client())

    def count_invitation(self, email: str) -> None:
        """An invitation more, to the normalised address."""
        self._count("invitations by client", INVITATIONS_PER_CLIENT_PER_HOUR, _client())
        self._count("invitations by address", INVITATIONS_PER_ADDRESS_PER_HOUR, _digest(email))

    def count_poster(self) -> None:
        """A poster more: drawing one keeps this server busy for a third of a second."""
        self._count("posters", POSTERS_PER_CLIENT_PER_HOUR, _client())

    def count_wording_check(self) -> None:
        """A look at the words of an offer more."""
        self._count("wording checks", WORDING_CHECKS_PER_CLIENT_PER_HOUR, _client())

    def count_suggestion(self) -> None:
        """A look for an occupation more."""
        self._count("suggestions", SUGGESTIONS_PER_CLIENT_PER_HOUR, _client())

    def count_address_search(self) -> None:
        """A look for an address more."""
        self._count("address searches", ADDRESS_SEARCHES_PER_CLIENT_PER_HOUR, _client())

    def count_organiser_try(self) -> None:
        """Counts one more try to come in with the organiser's token."""
        self._count("organiser tries", ORGANISER_TRIES_PER_CLIENT_PER_HOUR, _client())

    def count_sign_in(self) -> None:
        """A try more."""
        self._count("sign-ins", SIGN_IN_TRIES_PER_CLIENT_PER_HOUR, _client())

    def count_offer(self, account_id: UUID) -> None:
        """A new draft of the account's."""
        self._count("offers", OFFERS_POSTED_PER_HOUR, str(account_id))

    def _count(self, what: str, most_per_hour: int, key: str) -> None:
        try:
            with self._limiter.limit(f"{most_per_hour} per hour", key_func=lambda: key, scope=what):
                pass
        except RateLimitExceeded:
            limit = self._limiter.current_limit
            wait_s = limit.reset_at - self._clock().timestamp() if limit else 60.0
            raise TooManyRequests(max(1.0, wait_s)) from None


def _digest(email: str) -> str:
    """A storage of counters is no place for addresses."""
    return sha256(email.encode()).hexdigest()


def _client() -> str:
    """Who asks: an IPv4 address, or the network of an IPv6 one, which a home or a phone has as a whole."""
    address = request.remote_addr or ""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> (128 - _HOME_NETWORK_BITS))
    return address
