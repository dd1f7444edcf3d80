"""Events of applications, as players are told them."""

from dataclasses import dataclass

from game_rules.addressed_events import Event
from game_rules.applications.views import ApplicationView


@dataclass(frozen=True, slots=True)
class ApplicationChanged(Event):
    """An application of the player's own was sent or moved."""

    view: ApplicationView
