"""The context of one use case, and the unit of work that carries it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import Self
from uuid import UUID

from game_rules.cases.case import NOBODY, Organiser
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.players import Player
from game_rules.refusals import RefusalReason, Refused
from server.live.campaign import CampaignSnapshot
from server.live.live import Live
from server.persistence.unit_of_work import OpenUnit, UnitOfWork
from server.services.links import Links
from server.services.ports import CalendarWriter, JobQueue
from server.services.presence_codes import PresenceCodes
from server.services.track_seal import TrackSeal


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with a session. Both ids come from it, never from a message."""

    player: Player
    session_id: UUID


@dataclass(frozen=True)
class Context:
    """Everything that a use case is handed besides what its caller says: made anew for each call.

    `now` is the time of the call and `campaign` the campaign that ran then, None without one. `signed_in` is who asks,
    None for a job, a command or a stranger, and `device_label` names their browser. `organiser` is who judges, NOBODY
    elsewhere. Without `organiser_mail` what is to decide waits in the organiser's list.
    """

    now: datetime
    campaign: CampaignSnapshot | None
    open_unit: OpenUnit
    jobs: JobQueue
    links: Links
    calendar: CalendarWriter
    track_seal: TrackSeal
    presence_codes: PresenceCodes
    signed_in: SignedIn | None = None
    device_label: str = ""
    organiser_mail: str | None = None
    organiser: Organiser = NOBODY
    limits: Limits = DEFAULT_LIMITS
    live: Live = field(default_factory=Live)

    def unit(self) -> "Unit":
        """Returns a unit of work of this context: `with context.unit() as unit: ...; unit.commit()`."""
        return Unit(self)

    @property
    def session(self) -> SignedIn:
        """The session that asks. Raises Refused(not_signed_in) for nobody."""
        if self.signed_in is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        return self.signed_in

    @property
    def player(self) -> Player:
        """The player who asks, as they were when this began. Raises Refused(not_signed_in) for nobody."""
        return self.session.player

    @property
    def player_id(self) -> UUID:
        """The player who asks. Raises Refused(not_signed_in) for nobody."""
        return self.player.id

    @property
    def account_id(self) -> UUID:
        """The account that asks. Raises Refused(not_signed_in) for nobody."""
        return self.player.account_id

    @property
    def running(self) -> CampaignSnapshot:
        """The campaign. Raises Refused(no_campaign) when none runs."""
        if self.campaign is None:
            raise Refused(RefusalReason.NO_CAMPAIGN)
        return self.campaign

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone in which days begin, UTC without a campaign. Inside a unit of work ask that one."""
        if self.campaign is not None:
            return self.campaign.zone
        with self.open_unit() as unit:
            return _zone_of(unit, self.now)

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return self.now.astimezone(self.zone).date()

    def at(self, now: datetime) -> Self:
        """Returns the same context at another time: for one of many things that a long run does."""
        return replace(self, now=now)


class Unit(UnitOfWork):
    """A transaction with its repositories and the context of the use case that opened it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.open_unit.sessions)
        self.context = context

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone in which days begin, UTC without a campaign."""
        return self.context.campaign.zone if self.context.campaign else _zone_of(self, self.now)

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return self.now.astimezone(self.zone).date()

    @property
    def now(self) -> datetime:
        """The time of the call."""
        return self.context.now

    @property
    def player(self) -> Player:
        """The player who asks, as they were when this began. Raises Refused(not_signed_in) for nobody."""
        return self.context.player

    @property
    def player_id(self) -> UUID:
        """The player who asks. Raises Refused(not_signed_in) for nobody."""
        return self.context.player_id

    @property
    def account_id(self) -> UUID:
        """The account that asks. Raises Refused(not_signed_in) for nobody."""
        return self.context.account_id

    @property
    def limits(self) -> Limits:
        """The campaign's limits."""
        return self.context.limits

    @property
    def jobs(self) -> JobQueue:
        """The queue for what is done later, once this unit is committed."""
        return self.context.jobs


def _zone_of(unit: UnitOfWork, now: datetime) -> tzinfo:
    """Reads the zone from the database: a worker keeps no campaign in memory."""
    return unit.territory.running_zone_at(now) or UTC
