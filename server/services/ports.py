"""Ports: what services ask of the outside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.feeds import FeedRow
from game_rules.geo import LatLon
from game_rules.offers.addresses import FoundAddress
from game_rules.offers.offer import OfferSource
from server.persistence.notifications.mail_outbox import Attachment, Mail
from server.persistence.notifications.push_subscriptions import PushSubscription
from server.persistence.unit_of_work import OpenUnit, StorageUnavailable, UnitOfWork
from server.texts.public import PosterSheet

__all__ = [
    "Attachment",
    "CalendarEntry",
    "CalendarStatus",
    "CalendarWriter",
    "Clock",
    "Delivery",
    "Feed",
    "Geocoder",
    "GeocoderAway",
    "Job",
    "JobName",
    "JobQueue",
    "Mail",
    "MailNotTaken",
    "Mailer",
    "NewPasskey",
    "OpenFeed",
    "OpenUnit",
    "PasskeyAnswer",
    "PasskeyParty",
    "PasskeyRejected",
    "PosterPrinter",
    "PosterSheet",
    "PushMessage",
    "PushNotTaken",
    "PushSubscription",
    "SignatureRefused",
    "Signer",
    "StorageUnavailable",
    "UnitOfWork",
    "WebPush",
]

Clock = Callable[[], datetime]
"""The server's time, aware, in UTC."""


class Delivery(StrEnum):
    """The outcome of a mail that a mailer took."""

    HANDED_ON = "handed_on"
    """A mail server has it: we need it no longer."""
    KEPT = "kept"
    """It waits in the outbox for whoever develops."""


class MailNotTaken(Exception):  # noqa: N818 - it tells a state, as StorageUnavailable does
    """The mail server did not take the mail. `for_good`: it never will. Names no address and no text."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.for_good = for_good


class Mailer(Protocol):
    """Sends mails."""

    def send(self, mail: Mail) -> Delivery:
        """Hands `mail` on. Raises MailNotTaken."""


@dataclass(frozen=True, slots=True)
class PushMessage:
    """A message to a browser. `topic` replaces an older message of the same topic that still waits for the browser."""

    text: str
    topic: str
    lives_for_s: float


class PushNotTaken(Exception):  # noqa: N818 - it tells a state, as MailNotTaken does
    """The push service did not take the message. Names no address and no text.

    `for_good`: it never will. `browser_is_gone`: nor any other one for this subscription.
    """

    def __init__(self, reason: str, *, for_good: bool, browser_is_gone: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good
        self.browser_is_gone = browser_is_gone


class WebPush(Protocol):
    """Hands messages for browsers to their push services (RFC 8030), encrypted for the browser (RFC 8291)."""

    def send(self, to: PushSubscription, message: PushMessage) -> None:
        """Returns when the push service has it. Raises PushNotTaken."""


class JobName(StrEnum):
    """A job that can be done later, by a worker."""

    DELIVER_MAIL = "deliver_mail"
    MEETING_STEP = "meeting_step"
    PUSH_NOTIFICATION = "push_notification"
    MAIL_NOTIFICATION = "mail_notification"
    CHECK_MESSAGE_ARRIVED = "check_message_arrived"
    REMIND_OF_INTERVIEW = "remind_of_interview"
    FINISH_HIRE = "finish_hire"
    FINISH_OFFER_END = "finish_offer_end"
    LOOK_AFTER_WAITING = "look_after_waiting"
    ENFORCE_RETENTION = "enforce_retention"
    FORGET_FINISHED_JOBS = "forget_finished_jobs"
    EXPIRE_OFFERS = "expire_offers"
    IMPORT_FEEDS = "import_feeds"
    REPORT_WALKING_DAYS = "report_walking_days"
    BRING_UP_CASES = "bring_up_cases"


@dataclass(frozen=True, slots=True)
class Job:
    """Work for later. `arguments` hold ids, never what they stand for: they are logged. None is "as soon as may be".

    An `is_urgent` job comes before all that wait.
    """

    name: JobName
    arguments: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None
    is_urgent: bool = False


class JobQueue(Protocol):
    """A queue that takes work for later."""

    def defer(self, unit: UnitOfWork, job: Job) -> None:
        """Puts `job` down in the unit's transaction: it exists once, and only if, the unit commits.

        A job runs at least once. Raises StorageUnavailable.
        """


class CountOfGuestOrNot(Protocol):
    """Counts something that is about to be done for others to see. Raises where that was done too often already."""

    def __call__(self, *, is_guest: bool) -> None: ...


def uncounted(**_of: bool) -> None:
    """Counts nothing: for what no stranger asks for."""


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed that is being read. What is asked of it is asked when all its `rows` have been read.

    `size` and `position` are in bytes, None where nobody knows how long it is. `complete_in` are the communes (INSEE
    codes) of which it has given all that there is.
    """

    rows: Iterable[FeedRow]
    size: int | None = None
    position: Callable[[], int] = lambda: 0
    unknown_fields: Callable[[], Mapping[str, int]] = dict
    out_of_reach: Callable[[], int] = int
    complete_in: Callable[[], Sequence[str]] = tuple


class Feed(Protocol):
    """A source of offers. `name` is what logs call it."""

    @property
    def name(self) -> str: ...

    @property
    def source(self) -> OfferSource: ...

    def open(self, communes: Sequence[str], now: datetime) -> AbstractContextManager[OpenFeed]:
        """Its rows; `communes` (INSEE codes) are the territory's. Raises OSError or ValueError, as reading does."""


class CalendarStatus(StrEnum):
    """The status that a calendar entry has (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment for somebody's calendar. It is told in the local time of `zone`, and `alarms_before_s` it rings.

    Whoever shares a calendar shows an `is_public` one, and of others only that there is something.

    Two entries with one `id` are the same appointment; the one with the higher `sequence` stands.
    """

    id: UUID
    sequence: int
    status: CalendarStatus
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    changed_at: datetime
    summary: str
    description: str
    location: str
    position: LatLon | None
    alarms_before_s: tuple[float, ...]
    is_public: bool = False


class CalendarWriter(Protocol):
    """Writes calendar files."""

    def write(self, entry: CalendarEntry) -> Attachment:
        """The entry as a file that every calendar opens."""


@dataclass(frozen=True, slots=True)
class PasskeyAnswer:
    """A browser's claim of what it has signed, before any of it is believed. `handle` names the account, if given."""

    challenge: bytes
    credential_id: bytes
    handle: bytes | None


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A public key that an authenticator has made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


class PasskeyRejected(Exception):  # noqa: N818 - it tells a state, as StorageUnavailable does
    """The answer is no answer, was made for another site, or is not signed with the key."""


class PasskeyParty(Protocol):
    """This site as authenticators know it. Options and credentials are WebAuthn's JSON (level 3)."""

    origin: str

    def creation_options(
        self, challenge: bytes, *, handle: bytes, email: str, known: Sequence[bytes]
    ) -> dict[str, Any]:
        """Returns what a browser needs to make a passkey, on none of the `known` authenticators."""

    def request_options(self, challenge: bytes) -> dict[str, Any]:
        """Returns what a browser needs to use a passkey of its own choice."""

    def read(self, credential: dict[str, Any]) -> PasskeyAnswer:
        """Raises PasskeyRejected, as do the others."""

    def verify_new(self, credential: dict[str, Any], challenge: bytes) -> NewPasskey:
        """The passkey that was made for `challenge`."""

    def verify_use(self, credential: dict[str, Any], challenge: bytes, public_key: bytes, sign_count: int) -> int:
        """The new count of signatures, which has to be greater than `sign_count` where the authenticator counts."""


class GeocoderAway(Exception):  # noqa: N818 - it tells a state, as StorageUnavailable does
    """The address service did not answer. Names no address."""


class Geocoder(Protocol):
    """Finds French addresses by their words."""

    def search(self, query: str, near: LatLon | None, limit: int) -> list[FoundAddress]:
        """The best `limit`, those around `near` first; none for too few words. Raises GeocoderAway."""


class PosterPrinter(Protocol):
    """Draws posters: one layout, A4."""

    def pdf(self, sheet: PosterSheet) -> bytes:
        """For a printer."""

    def png(self, sheet: PosterSheet) -> bytes:
        """The same as a picture, for a screen or a message."""


class SignatureRefused(Exception):  # noqa: N818 - it tells a state, as StorageUnavailable does
    """The token was not signed here for this purpose, or, if `expired`, too long ago."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "not signed here")
        self.expired = expired


class Signer(Protocol):
    """Signs what is sent out and has to come back as it was. What is signed can be read by whoever has the token."""

    def sign(self, purpose: str, payload: Mapping[str, str]) -> str:
        """A token fit for an address. One that was signed for another purpose is refused."""

    def read(self, purpose: str, token: str, max_age_s: float | None = None) -> Mapping[str, str]:
        """Returns what was signed for `purpose`, at most `max_age_s` ago. Raises SignatureRefused."""
