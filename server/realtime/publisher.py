"""Sends what happened to those it concerns: a room for each player, never a scan of open sockets."""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.play.outcomes import PlayEvent
from server.schemas.base import Outgoing
from server.schemas.calls.help_events import HelpEvent, help_message_of
from server.schemas.events import message_of
from server.schemas.protocol import HELP_NAMESPACE, NAMESPACE
from server.services.after_commit import after_commit

log = logging.getLogger(__name__)


def room_of(player_id: UUID) -> str:
    """The room that all sockets of a player share."""
    return f"player:{player_id}"


class Publisher:
    """Called after COMMIT only, so that what publishes events never raises: an event that cannot be sent is logged, the
    others are sent. One that is lost is healed by the snapshot of the next connect."""

    def __init__(self, socket_server: Any) -> None:
        self._server = socket_server

    def start(self) -> None:
        """Begins to listen for what other servers tell, where there is a queue for it.

        The library would begin with the first socket, and that one could miss what happens meanwhile.
        """
        if not self._server.manager_initialized:
            self._server.manager_initialized = True
            self._server.manager.initialize()

    def publish(self, player_id: UUID, events: Iterable[PlayEvent]) -> None:
        """Sends `events`, in order, to all the player's sockets."""
        for event in events:
            with after_commit(_push_of(event)):
                name, payload = message_of(event)
                self.send(room_of(player_id), name, payload)

    def publish_each(self, events: Iterable[AddressedEvent], *, not_to: str | None = None) -> None:
        """Sends each event to whom it is addressed, once more making sure that it is theirs to see.

        The socket `not_to` has had its own answer and gets no echo.
        """
        for one in events:
            with after_commit(_push_of(one.event)):
                self._publish_one(one, not_to)

    def publish_here(self, events: Iterable[AddressedEvent]) -> None:
        """Sends play events to sockets of this server alone: every other server tells its own."""
        for one in events:
            if isinstance(one.event, PlayEvent):
                with after_commit(_push_of(one.event)):
                    name, payload = message_of(one.event)
                    self.send_here(room_of(one.player_id), name, payload)

    def send_here(self, sid: str, name: str, payload: Outgoing, *, namespace: str = NAMESPACE) -> None:
        """Sends one message to one socket, or one room, of this server; no other server needs to hear of it.

        Raises what the payload or the library raise, as does `send`.
        """
        self._server.emit(name, payload.model_dump(mode="json"), room=sid, namespace=namespace, ignore_queue=True)

    def send(
        self, room: str, name: str, payload: Outgoing, *, namespace: str = NAMESPACE, not_to: str | None = None
    ) -> None:
        """Sends one message to a room, whichever servers its sockets are on."""
        self._server.emit(name, payload.model_dump(mode="json"), room=room, skip_sid=not_to, namespace=namespace)

    def _publish_one(self, one: AddressedEvent, not_to: str | None) -> None:
        if isinstance(one.event, PlayEvent):
            self.publish(one.player_id, [one.event])
        elif not isinstance(one.event, HelpEvent):
            raise TypeError(f"no message tells of {type(one.event).__name__}")
        elif one.event.is_for(one.player_id):
            name, payload = help_message_of(one.event)
            self.send(room_of(one.player_id), name, payload, namespace=HELP_NAMESPACE, not_to=not_to)
        else:
            log.error("%s was addressed to somebody it is not for; it was not sent", type(one.event).__name__)


def _push_of(event: object) -> str:
    return f"a push of {type(event).__name__}"
