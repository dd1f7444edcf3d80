"""Events of a meeting, and who may be told of them."""

from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import Event
from game_rules.meetings.views import MeetingView


@dataclass(frozen=True, slots=True)
class MeetingChanged(Event):
    """A meeting was proposed or moved, as one of the two sees it."""

    view: MeetingView

    def is_for(self, player_id: UUID) -> bool:
        return self.view.meeting.role_of(player_id) is self.view.role
