"""A wire to a server that counts what comes through: every byte, headers, sockets and workers included."""

import socket
import threading
from contextlib import suppress
from types import TracebackType

_CHUNK_BYTES = 65536


class CountedWire:
    """Hands connections on to `port` of this machine. `url` leads to it; `received_bytes` came back so far."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.received_bytes = 0
        self._counting = threading.Lock()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "CountedWire":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for end in (self._listener, *self._open):
            _hang_up(end)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._open += [near, far]
            threading.Thread(target=self._pass_on, args=(near, far), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(far, near), kwargs={"counted": True}, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, *, counted: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK_BYTES):
                if counted:
                    with self._counting:
                        self.received_bytes += len(data)
                sink.sendall(data)
        _hang_up(source)
        _hang_up(sink)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
