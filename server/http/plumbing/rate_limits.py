"""Limits of how often one client may ask for what costs us or somebody else something."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from uuid import UUID

from flask import request

from game_rules.refusals import RefusalReason, Refused
from server.errors import TooManyRequests
from server.serving.clients import networks_of
from server.serving.hourly_limits import Count, HourlyLimits
from server.serving.rates import (
    ADDRESS_SEARCHES_PER_CLIENT_PER_HOUR,
    APPLICATIONS_PER_CLIENT_PER_HOUR,
    APPLICATIONS_PER_OFFER_PER_HOUR,
    CALLS_PER_CLIENT_PER_HOUR,
    CODES_PER_ADDRESS_PER_HOUR,
    CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR,
    CODES_PER_CLIENT_PER_HOUR,
    GUEST_APPLICATIONS_PER_OFFER_PER_HOUR,
    INVITATIONS_PER_ADDRESS_PER_HOUR,
    INVITATIONS_PER_CLIENT_PER_HOUR,
    OFFERS_POSTED_PER_HOUR,
    ORGANISATIONS_PER_CLIENT_PER_HOUR,
    ORGANISER_TRIES_PER_CLIENT_PER_HOUR,
    POSTERS_PER_CLIENT_PER_HOUR,
    PRESENCE_CODES_PER_HOUR,
    QUESTIONS_PER_CLIENT_PER_HOUR,
    REGISTRATIONS_PER_CLIENT_PER_HOUR,
    REGISTRATIONS_PER_EVENT_PER_HOUR,
    SIGN_IN_TRIES_PER_CLIENT_PER_HOUR,
    SIGN_IN_TRIES_WHILE_GUESSED_PER_CLIENT_PER_HOUR,
    SUGGESTIONS_PER_CLIENT_PER_HOUR,
    WORDING_CHECKS_PER_CLIENT_PER_HOUR,
    WRONG_CODES_PER_HOUR,
)

_WRONG_CODES = Count("wrong codes", "of everybody", WRONG_CODES_PER_HOUR)


class RateLimits:
    """Counts by the hour: of what, of whom, and how many there may be. All raise TooManyRequests.

    `on_guessing` is called when more wrong codes were typed in an hour than people mistype.
    """

    def __init__(
        self, limits: HourlyLimits, *, guests_per_client_per_hour: int, on_guessing: Callable[[], None]
    ) -> None:
        self._limits = limits
        self._guests_per_hour = guests_per_client_per_hour
        self._on_guessing = on_guessing

    def count_guest(self) -> None:
        """A guest more."""
        self._limits.count(*_by_client("guests", self._guests_per_hour))

    def count_code(self, email: str) -> None:
        """A code more, to the normalised address. One client alone does not use up what the address may get."""
        address, limit = _digest(email), CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR
        self._limits.count(
            *_by_client("codes by client", CODES_PER_CLIENT_PER_HOUR),
            *(Count("codes", f"{one.key} {address}", one.limit) for one in _by_client("", limit)),
            Count("codes by address", address, CODES_PER_ADDRESS_PER_HOUR),
        )

    def count_organisation(self) -> None:
        """An organisation more."""
        self._limits.count(*_by_client("organisations", ORGANISATIONS_PER_CLIENT_PER_HOUR))

    def count_invitation(self, email: str) -> None:
        """An invitation more, to the normalised address."""
        self._limits.count(
            *_by_client("invitations by client", INVITATIONS_PER_CLIENT_PER_HOUR),
            Count("invitations by address", _digest(email), INVITATIONS_PER_ADDRESS_PER_HOUR),
        )

    def count_application(self, offer_id: UUID, *, is_guest: bool) -> None:
        """An application more, and its mails. Guests do not use up what those with an address may send."""
        for_offer = [Count("applications by offer", str(offer_id), APPLICATIONS_PER_OFFER_PER_HOUR)]
        if is_guest:
            for_offer = [Count("guests' applications by offer", str(offer_id), GUEST_APPLICATIONS_PER_OFFER_PER_HOUR)]
        self._limits.count(*_by_client("applications", APPLICATIONS_PER_CLIENT_PER_HOUR), *for_offer)

    def count_registration(self, offer_id: UUID) -> None:
        """A seat more, or a place in the queue for one."""
        self._limits.count(
            *_by_client("registrations", REGISTRATIONS_PER_CLIENT_PER_HOUR),
            Count("registrations by event", str(offer_id), REGISTRATIONS_PER_EVENT_PER_HOUR),
        )

    def count_call(self, address: str) -> None:
        """A call to Jokers more, over a socket from `address`."""
        self._limits.count(*_by_client("calls", CALLS_PER_CLIENT_PER_HOUR, address))

    def count_presence_code(self, player_id: UUID) -> None:
        """A code more that the player enters at a meeting, right or wrong."""
        self._limits.count(Count("presence codes", str(player_id), PRESENCE_CODES_PER_HOUR))

    def count_poster(self) -> None:
        """A poster more: drawing one keeps this server busy for a third of a second."""
        self._limits.count(*_by_client("posters", POSTERS_PER_CLIENT_PER_HOUR))

    def count_question(self) -> None:
        """A question to the team more, and its mails."""
        self._limits.count(*_by_client("questions", QUESTIONS_PER_CLIENT_PER_HOUR))

    def count_wording_check(self) -> None:
        """A look at the words of an offer more."""
        self._limits.count(*_by_client("wording checks", WORDING_CHECKS_PER_CLIENT_PER_HOUR))

    def count_suggestion(self) -> None:
        """A look for an occupation more."""
        self._limits.count(*_by_client("suggestions", SUGGESTIONS_PER_CLIENT_PER_HOUR))

    def count_address_search(self) -> None:
        """A look for an address more."""
        self._limits.count(*_by_client("address searches", ADDRESS_SEARCHES_PER_CLIENT_PER_HOUR))

    def count_wrong_organiser_token(self) -> None:
        """A wrong token of the organiser's more. The right one is not counted: nobody guesses it, or is locked out."""
        self._limits.count(*_by_client("organiser tries", ORGANISER_TRIES_PER_CLIENT_PER_HOUR))

    def count_passkey(self) -> None:
        """A step of signing in with a passkey, or of making one, more."""
        self._limits.count(*_by_client("passkeys", SIGN_IN_TRIES_PER_CLIENT_PER_HOUR))

    def count_sign_in(self) -> None:
        """A try to sign in with a code more. While codes are guessed from everywhere each client has only a few."""
        self._limits.count(*_by_client("sign-ins", SIGN_IN_TRIES_PER_CLIENT_PER_HOUR))
        if not self._limits.has_room(_WRONG_CODES):
            few = SIGN_IN_TRIES_WHILE_GUESSED_PER_CLIENT_PER_HOUR
            self._limits.count(*_by_client("sign-ins while guessed", few))

    @contextmanager
    def count_wrong_code(self) -> Iterator[None]:
        """A wrong code more, whoever typed it, where what is done within is refused for it. Raises that alone."""
        try:
            yield
        except Refused as refused:
            if refused.reason is RefusalReason.CODE_INVALID:
                try:
                    self._limits.count(_WRONG_CODES)
                except TooManyRequests:
                    self._on_guessing()
            raise

    def count_offer(self, account_id: UUID) -> None:
        """A new draft of the account's."""
        self._limits.count(Count("offers", str(account_id), OFFERS_POSTED_PER_HOUR))


def _by_client(what: str, limit: int, address: str | None = None) -> list[Count]:
    """Counts of the client who asks, or who came from `address`: IPv6 ones by their wider networks too."""
    asking = address if address is not None else request.remote_addr or ""
    return [Count(what, network.key, limit * network.times) for network in networks_of(asking)]


def _digest(email: str) -> str:
    """A storage of counters is no place for addresses."""
    return sha256(email.encode()).hexdigest()
