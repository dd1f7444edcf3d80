"""What the use cases of a running server share."""

from dataclasses import dataclass, field

from game_rules.limits import DEFAULT_LIMITS, Limits
from server.live.jokers import LiveJokers
from server.live.walkers import Walkers
from server.live.world import LiveWorld
from server.services.links import Links
from server.services.meetings.desk import MeetingDesk
from server.services.organisations.desk import OrganisationDesk
from server.services.play.track_seal import TrackSeal
from server.services.ports import Clock, JobQueue, OpenUnit


@dataclass(frozen=True, slots=True)
class Game:
    """Handed to whoever calls services; built once, in server/app.py."""

    open_unit: OpenUnit
    clock: Clock
    jobs: JobQueue
    meetings: MeetingDesk
    links: Links
    organisations: OrganisationDesk
    track_seal: TrackSeal
    limits: Limits = DEFAULT_LIMITS
    live: LiveWorld = field(default_factory=LiveWorld)
    walkers: Walkers = field(default_factory=Walkers)
    jokers: LiveJokers = field(default_factory=LiveJokers)
