"""Events of a Joker's own state."""

from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import Event
from game_rules.jokers.profile import JokerProfile


@dataclass(frozen=True, slots=True)
class JokerChanged(Event):
    """The Joker said something else of themselves, or an organiser decided about them."""

    profile: JokerProfile

    def is_for(self, player_id: UUID) -> bool:
        return player_id == self.profile.joker.player_id
