"""Everything that a server process remembers between two calls."""

from dataclasses import dataclass, field

from server.live.jokers import LiveJokers
from server.live.walkers import Walkers
from server.live.world import LiveWorld


@dataclass(frozen=True, slots=True)
class Live:
    """In-memory state of this server process; a worker's is empty."""

    world: LiveWorld = field(default_factory=LiveWorld)
    walkers: Walkers = field(default_factory=Walkers)
    jokers: LiveJokers = field(default_factory=LiveJokers)
