"""Events of somebody's inbox."""

from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import Event
from game_rules.notifications.notification import Notification


@dataclass(frozen=True, slots=True)
class NotificationAdded(Event):
    """A new line in the inbox; `unread` is how many there are now."""

    notification: Notification
    unread: int

    def is_for(self, player_id: UUID) -> bool:
        return player_id == self.notification.player_id


@dataclass(frozen=True, slots=True)
class InboxRead(Event):
    """Lines were read on one of the player's devices, or what happened has overtaken them; `unread` are left."""

    player_id: UUID
    unread: int

    def is_for(self, player_id: UUID) -> bool:
        return player_id == self.player_id
