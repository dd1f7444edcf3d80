"""The parts of a running process that its use cases share, and the context that it hands to each."""

from dataclasses import dataclass, field

from game_rules.limits import DEFAULT_LIMITS, Limits
from server.live.campaign import CampaignSnapshot
from server.live.live import Live
from server.services.context import Context, SignedIn
from server.services.links import Links
from server.services.ports import CalendarWriter, Clock, JobQueue, OpenUnit
from server.services.presence_codes import PresenceCodes
from server.services.track_seal import TrackSeal


@dataclass(frozen=True, slots=True)
class AppContext:
    """Built once for a process, where it is wired. Without `organiser_mail` alerts wait in the organiser's list."""

    open_unit: OpenUnit
    clock: Clock
    jobs: JobQueue
    links: Links
    calendar: CalendarWriter
    track_seal: TrackSeal
    presence_codes: PresenceCodes
    organiser_mail: str | None = None
    limits: Limits = DEFAULT_LIMITS
    live: Live = field(default_factory=Live)

    @property
    def campaign(self) -> CampaignSnapshot | None:
        """The campaign that runs now; None without one."""
        return self.live.campaign.at(self.clock())

    def context(self, signed_in: SignedIn | None = None, *, device_label: str = "") -> Context:
        """Returns the context of a use case that is asked for now."""
        now = self.clock()
        return Context(
            now=now,
            campaign=self.live.campaign.at(now),
            open_unit=self.open_unit,
            jobs=self.jobs,
            links=self.links,
            calendar=self.calendar,
            track_seal=self.track_seal,
            presence_codes=self.presence_codes,
            signed_in=signed_in,
            device_label=device_label,
            organiser_mail=self.organiser_mail,
            limits=self.limits,
            live=self.live,
        )
