"""Sends what happened to the player it happened to: a room each, never a scan of open sockets."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from game_rules.events import PlayEvent
from server.schemas.base import Outgoing
from server.schemas.events import message_of
from server.schemas.protocol import NAMESPACE


def room_of(player_id: UUID) -> str:
    """The room that all sockets of a player share."""
    return f"player:{player_id}"


class Publisher:
    """Called after COMMIT only. A push that is lost is healed by the snapshot of the next connect."""

    def __init__(self, socket_server: Any) -> None:
        self._server = socket_server

    def tell(self, player_id: UUID, events: Iterable[PlayEvent]) -> None:
        """Sends `events`, in order, to all the player's sockets."""
        for event in events:
            name, payload = message_of(event)
            self.send(room_of(player_id), name, payload)

    def send(self, room: str, name: str, payload: Outgoing) -> None:
        """Sends one message to a room; a socket's own id is a room too."""
        self._server.emit(name, payload.model_dump(mode="json"), room=room, namespace=NAMESPACE)
