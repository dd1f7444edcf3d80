"""python-socketio's client, made safe to close: either side may do so, both at once too, and no thread stays behind."""

from contextlib import suppress
from socket import SHUT_RDWR
from threading import Thread, current_thread

import engineio
import socketio
from socketio import packet


class _Transport(engineio.Client):  # type: ignore[misc]  # the library ships no types
    """The connection below. It has a thread that reads and one that writes, and runs each message in one of its own."""

    write_loop_task: Thread | None

    def _reset(self) -> None:
        super()._reset()
        # This throws away what waits to be sent, and with it the None that tells the writer to end: when two threads
        # close at once, the second does so before the writer has seen it. The writer would wait for the whole time of
        # a heartbeat (30 s), the reader for the writer, and the first thread for the reader.
        if self.write_loop_task is not None:
            self.queue.put(None)

    def let_go(self) -> None:
        """Closes the wire, once no thread uses it: one that broke, the library leaves to the garbage collector."""
        wire = None if self.ws is None else self.ws.sock
        if wire is None:
            return
        with suppress(OSError):
            wire.shutdown(SHUT_RDWR)
        if self.read_loop_task is not None and self.read_loop_task is not current_thread():
            self.read_loop_task.join()
        self.ws.shutdown()


class SocketClient(socketio.Client):  # type: ignore[misc]  # noqa: TID251 - this is what to use in its place
    """A client for one connection: it does not connect again, neither by itself nor when told to."""

    namespaces: dict[str, str]
    connected: bool

    def __init__(self, **options: object) -> None:
        # The library's own reconnection would go on for ever and knows nothing of what is still unacknowledged.
        super().__init__(reconnection=False, handle_sigint=False, **options)

    def disconnect(self) -> None:
        # Over a copy: the thread that hears the server close takes namespaces away meanwhile.
        for namespace in list(self.namespaces):
            self._send_packet(self.packet_class(packet.DISCONNECT, namespace=namespace))
        self.eio.disconnect()
        self.eio.let_go()

    def _handle_eio_disconnect(self, reason: str) -> None:
        # Over a copy, as above.
        if self.connected:
            for namespace in list(self.namespaces):
                self._trigger_event("disconnect", namespace, reason)
            self.namespaces = {}
            self.connected = False
        super()._handle_eio_disconnect(reason)

    def _engineio_client_class(self) -> type[engineio.Client]:
        return _Transport
