"""The parts of a running server that its use cases share."""

import logging
from dataclasses import dataclass, field

from game_rules.limits import DEFAULT_LIMITS, Limits
from server.live.jokers import LiveJokers
from server.live.walkers import Walkers
from server.live.world import LiveWorld
from server.services.desks import MeetingDesk
from server.services.links import Links
from server.services.organisations.desk import OrganisationDesk
from server.services.play.track_seal import TrackSeal
from server.services.ports import Clock, JobQueue, OpenUnit, StorageUnavailable
from server.services.territory.load_world import load_world

log = logging.getLogger(__name__)


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


def reload_world(game: Game) -> None:
    """Brings a running server up to date; while the database is away it plays on in the world it has."""
    try:
        load_world(game.open_unit, game.live, game.clock())
    except StorageUnavailable:
        log.warning("the world could not be loaded again: the database does not answer")
