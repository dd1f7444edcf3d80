"""Everything that a server process remembers between two calls."""

from dataclasses import dataclass, field

from server.live.campaign import LiveCampaign
from server.live.failed_steps import FailedSteps
from server.live.jokers import LiveJokers
from server.live.walkers import Walkers


@dataclass(frozen=True, slots=True)
class Live:
    """In-memory state of this server process; a worker's is empty."""

    campaign: LiveCampaign = field(default_factory=LiveCampaign)
    walkers: Walkers = field(default_factory=Walkers)
    jokers: LiveJokers = field(default_factory=LiveJokers)
    failed_steps: FailedSteps = field(default_factory=FailedSteps)
