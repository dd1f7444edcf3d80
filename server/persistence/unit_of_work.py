"""One transaction with its repositories: what is not committed is rolled back."""

from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from server.persistence.accounts.passkeys import Passkeys
from server.persistence.accounts.repository import Accounts
from server.persistence.accounts.sessions import Sessions
from server.persistence.accounts.sign_in_codes import SignInCodes
from server.persistence.applications.repository import Applications
from server.persistence.applications.saved_offers import SavedOffers
from server.persistence.calls.conversations import Conversations
from server.persistence.calls.repository import Calls
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
from server.persistence.world import WorldRepository


def connect(database_url: str, *, pool_size: int) -> Engine:
    """An engine for `database_url` (postgresql+psycopg://...) that opens at most `pool_size` connections.

    Callers beyond that wait for one: more connections would only make PostgreSQL's own work slower.
    """
    return create_engine(
        database_url,
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        # Parameters are names, addresses and positions: errors that are logged do without.
        hide_parameters=True,
        connect_args={"options": "-c timezone=UTC", "connect_timeout": 10},
    )


class StorageUnavailable(Exception):  # noqa: N818 - it tells a state, and asks to try again
    """The database could not be reached or had to give up; nothing of the unit has been kept."""


class UnitOfWork:
    """Not thread safe: one per call. `with UnitOfWork(...) as unit: ...; unit.commit()`.

    Leaving it raises StorageUnavailable when the database failed, as opposed to a mistake in a statement.
    """

    accounts: Accounts
    achievements: Achievements
    applications: Applications
    mail_outbox: MailOutbox
    passkeys: Passkeys
    retention: Retention
    saved_offers: SavedOffers
    secrets: ServerSecrets
    sessions: Sessions
    sign_in_codes: SignInCodes
    world: WorldRepository
    offers: Offers
    offer_feed: OfferFeed
    posted_offers: PostedOffers
    event_registrations: EventRegistrations
    offer_records: OfferRecords
    ended_offers: EndedOffers
    posters: Posters
    jokers: Jokers
    calls: Calls
    conversations: Conversations
    meetings: Meetings
    notifications: Notifications
    push_subscriptions: PushSubscriptions
    help_records: HelpRecordsReader
    organisations: Organisations
    invitations: Invitations
    organisation_records: OrganisationRecords
    walking_days: WalkingDays

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._open = sessions

    def __enter__(self) -> Self:
        self._session = self._open()
        self.accounts = Accounts(self._session)
        self.achievements = Achievements(self._session)
        self.applications = Applications(self._session)
        self.mail_outbox = MailOutbox(self._session)
        self.passkeys = Passkeys(self._session)
        self.retention = Retention(self._session)
        self.saved_offers = SavedOffers(self._session)
        self.secrets = ServerSecrets(self._session)
        self.sessions = Sessions(self._session)
        self.sign_in_codes = SignInCodes(self._session)
        self.world = WorldRepository(self._session)
        self.offers = Offers(self._session)
        self.offer_feed = OfferFeed(self._session)
        self.posted_offers = PostedOffers(self._session)
        self.event_registrations = EventRegistrations(self._session)
        self.offer_records = OfferRecords(self._session)
        self.ended_offers = EndedOffers(self._session)
        self.posters = Posters(self._session)
        self.jokers = Jokers(self._session)
        self.calls = Calls(self._session)
        self.conversations = Conversations(self._session)
        self.meetings = Meetings(self._session)
        self.notifications = Notifications(self._session)
        self.push_subscriptions = PushSubscriptions(self._session)
        self.help_records = HelpRecordsReader(self._session)
        self.organisations = Organisations(self._session)
        self.invitations = Invitations(self._session)
        self.organisation_records = OrganisationRecords(self._session)
        self.walking_days = WalkingDays(self._session)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
        if isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)):
            raise StorageUnavailable from error

    def commit(self) -> None:
        """Makes what was written durable; when it returns, it is on disk."""
        self._session.commit()

    def driver_connection(self) -> Any:
        """The psycopg connection of this transaction, for a library that writes its own SQL into it."""
        return self._session.connection().connection.driver_connection

    def ping(self) -> None:
        """Asks the database for an answer. Raises StorageUnavailable without one, at the latest on leaving."""
        self._session.execute(text("select 1"))
