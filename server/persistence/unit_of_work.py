"""One transaction with its repositories: what is not committed is rolled back."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from server.persistence.accounts.barred_addresses import BarredAddresses
from server.persistence.accounts.passkeys import Passkeys
from server.persistence.accounts.repository import Accounts
from server.persistence.accounts.sessions import Sessions
from server.persistence.accounts.sign_in_codes import SignInCodes
from server.persistence.applications.repository import Applications
from server.persistence.applications.saved_offers import SavedOffers
from server.persistence.calls.conversations import Conversations
from server.persistence.calls.repository import Calls
from server.persistence.cases.measures import Measures
from server.persistence.cases.repository import Cases
from server.persistence.jokers import Jokers
from server.persistence.meetings import Meetings
from server.persistence.notifications.mail_outbox import MailOutbox
from server.persistence.notifications.push_subscriptions import PushSubscriptions
from server.persistence.notifications.repository import Notifications
from server.persistence.offers.current import Offers
from server.persistence.offers.ended import EndedOffers
from server.persistence.offers.event_registrations import EventRegistrations
from server.persistence.offers.feed import OfferFeed
from server.persistence.offers.posted import PostedOffers
from server.persistence.offers.posters import Posters
from server.persistence.offers.records import OfferRecords
from server.persistence.organisations.invitations import Invitations
from server.persistence.organisations.records import OrganisationRecords
from server.persistence.organisations.repository import Organisations
from server.persistence.play.achievements import Achievements
from server.persistence.play.walking_days import WalkingDays
from server.persistence.privacy.help_records import HelpRecordsReader
from server.persistence.privacy.retention import Retention
from server.persistence.secrets import ServerSecrets
from server.persistence.territory import TerritoryRepository


class StorageUnavailable(Exception):  # noqa: N818 - it tells a state, and asks to try again
    """The database could not be reached or had to give up. Nothing of the unit has been kept, unless it was just being
    committed: then nobody knows."""


Repository = TypeVar("Repository")


class _Repository(Generic[Repository]):
    """An attribute that opens a repository on the unit's session when it is first read, and keeps it."""

    def __init__(self, open_on: Callable[[Session], Repository]) -> None:
        self._open_on = open_on

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, unit: "UnitOfWork", owner: type) -> Repository:
        opened = self._open_on(unit._session)
        # From now on the instance's own attribute is read, without coming here.
        unit.__dict__[self._name] = opened
        return opened


class UnitOfWork:
    """Not thread safe: one per call. `with open_unit() as unit: ...; unit.commit()`.

    A repository is opened when it is first used. Leaving raises StorageUnavailable when the database failed, as opposed
    to a mistake in a statement.
    """

    accounts = _Repository(Accounts)
    achievements = _Repository(Achievements)
    applications = _Repository(Applications)
    barred_addresses = _Repository(BarredAddresses)
    calls = _Repository(Calls)
    cases = _Repository(Cases)
    conversations = _Repository(Conversations)
    ended_offers = _Repository(EndedOffers)
    event_registrations = _Repository(EventRegistrations)
    help_records = _Repository(HelpRecordsReader)
    invitations = _Repository(Invitations)
    jokers = _Repository(Jokers)
    mail_outbox = _Repository(MailOutbox)
    measures = _Repository(Measures)
    meetings = _Repository(Meetings)
    notifications = _Repository(Notifications)
    offer_feed = _Repository(OfferFeed)
    offer_records = _Repository(OfferRecords)
    offers = _Repository(Offers)
    organisation_records = _Repository(OrganisationRecords)
    organisations = _Repository(Organisations)
    passkeys = _Repository(Passkeys)
    posted_offers = _Repository(PostedOffers)
    posters = _Repository(Posters)
    push_subscriptions = _Repository(PushSubscriptions)
    retention = _Repository(Retention)
    saved_offers = _Repository(SavedOffers)
    secrets = _Repository(ServerSecrets)
    sessions = _Repository(Sessions)
    sign_in_codes = _Repository(SignInCodes)
    walking_days = _Repository(WalkingDays)
    territory = _Repository(TerritoryRepository)

    def __init__(self, sessions: Callable[[], Session]) -> None:
        self._open = sessions

    def __enter__(self) -> Self:
        self._session = self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._session.close()
        except DBAPIError as failure:
            # The connection died before its ROLLBACK, which is as good as one: what was read stands, nothing was kept.
            if not _is_outage(failure):
                raise
        if _is_outage(error):
            raise StorageUnavailable from error

    def read_at_one_moment(self) -> None:
        """Shows all that is read from now on as it stands at the first statement, for a unit that only reads.

        Called before that statement. A unit inside somebody else's transaction sees what that one sees.
        """
        if isinstance(self._session.get_bind(), Engine):
            self._session.connection(execution_options={"isolation_level": "REPEATABLE READ"})

    def commit(self) -> None:
        """Makes what was written durable; when it returns, it is on disk."""
        self._session.commit()

    def driver_connection(self) -> Any:
        """The psycopg connection of this transaction, for a library that writes its own SQL into it."""
        return self._session.connection().connection.driver_connection

    def ping(self) -> None:
        """Asks the database for an answer. Raises StorageUnavailable without one, at the latest on leaving."""
        self._session.execute(text("select 1"))


def _is_outage(error: BaseException | None) -> bool:
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)):
        return True
    # PostgreSQL ends a connection that idled in its transaction for too long with an error that sounds like ours.
    return isinstance(error, DBAPIError) and error.connection_invalidated


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """Opens units of work on one database: `with open_unit() as unit: ...; unit.commit()`."""

    sessions: Callable[[], Session]

    def __call__(self) -> UnitOfWork:
        return UnitOfWork(self.sessions)
