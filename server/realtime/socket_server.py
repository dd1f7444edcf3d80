"""Socket.IO, the layer of the events: what arrives is handled, counted, or ends its socket. Knows no event by name."""

import logging
from typing import Any

import socketio
from socketio.packet import CONNECT, DISCONNECT

from server.realtime.engine import GuardedEngine
from server.realtime.packets import ForgivingPacket, UnreadableError
from server.schemas.protocol import JOIN_WITHIN_S

log = logging.getLogger(__name__)


class GuardedSocketServer(socketio.Server):  # type: ignore[misc]
    """The library's server, which ends the sockets of those who have nothing to do here."""

    def _engineio_server_class(self) -> type[GuardedEngine]:
        return GuardedEngine

    def disconnect(self, sid: str, namespace: str | None = None, ignore_queue: bool = False) -> None:  # noqa: FBT001, FBT002
        eio_sid = self.manager.eio_sid_from_sid(sid, namespace or "/")
        super().disconnect(sid, namespace=namespace, ignore_queue=ignore_queue)
        self._expect_to_join(eio_sid)

    def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        super()._handle_eio_connect(eio_sid, environ)
        self._expect_to_join(eio_sid)

    def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        # What arrives behind the end of its socket is nobody's.
        if eio_sid not in self.environ:
            return
        try:
            if not data or not self._handle_packet(eio_sid, ForgivingPacket(encoded_packet=data)):
                self.eio.count_unreadable(eio_sid)
        except UnreadableError:
            self.eio.count_unreadable(eio_sid)
        except Exception:
            log.exception("a socket packet could not be handled")
            self.eio.count_unreadable(eio_sid)

    def _handle_packet(self, eio_sid: str, packet: ForgivingPacket) -> bool:
        """Hands a packet on. Returns False for one that a phone has no reason to send."""
        namespace = packet.namespace or "/"
        was_in = self.manager.sid_from_eio_sid(eio_sid, namespace) is not None
        if packet.packet_type == CONNECT:
            self._handle_connect(eio_sid, namespace, packet.data)
            return not was_in and self._is_first_time(eio_sid, namespace)
        if not was_in:
            return False
        if packet.packet_type == DISCONNECT:
            self._handle_disconnect(eio_sid, namespace)
            self._expect_to_join(eio_sid)
        else:
            self._handle_event(eio_sid, namespace, packet.id, packet.data)
        return not packet.is_malformed

    def _is_first_time(self, eio_sid: str, namespace: str) -> bool:
        """Tells a namespace that has been joined just now, and never before: each joining costs a snapshot."""
        if self.manager.sid_from_eio_sid(eio_sid, namespace) is None:
            return False
        joined: set[str] = self.eio.get_session(eio_sid).setdefault(_JOINED, set())
        is_first = namespace not in joined
        joined.add(namespace)
        return is_first

    def _expect_to_join(self, eio_sid: str | None) -> None:
        if eio_sid in self.environ:
            self.start_background_task(self._close_unless_joined, eio_sid)

    def _close_unless_joined(self, eio_sid: str) -> None:
        self.sleep(JOIN_WITHIN_S)
        if not any(self.manager.sid_from_eio_sid(eio_sid, name) for name in self.namespace_handlers):
            self.eio.drop(eio_sid, "a socket was closed: it joined no namespace")


_JOINED = "joined namespaces"
"""Where the namespaces that a socket has joined stand in its session."""
