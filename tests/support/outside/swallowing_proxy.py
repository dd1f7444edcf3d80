"""A network that fails without a word: connections stay open, and nothing comes through them any more."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, make_url

from tests.support.waiting import joined


class SwallowingProxy:
    """A proxy before a database. While `hangs` is set it takes what comes and hands nothing on."""

    def __init__(self, url: str, listener: socket.socket) -> None:
        self.hangs = threading.Event()
        self._target, self._listener = make_url(url), listener
        through = self._target.set(host="127.0.0.1", port=listener.getsockname()[1], query={})
        self.url = through.render_as_string(hide_password=False)
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._begin(self._take_in)

    def close(self) -> None:
        """Ends all connections."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        # First: a connection that it takes in after the others were ended would never end.
        joined(self._threads[0], "taking in connections")
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            joined(thread, "handing on")
        for one in self._open:
            one.close()

    def _begin(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _take_in(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = _connected(self._target)
                self._open += [near, far]
                self._begin(self._hand_on, near, far)
                self._begin(self._hand_on, far, near)

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self.hangs.is_set():
                    target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def swallowing_proxy(url: str) -> Iterator[SwallowingProxy]:
    """Opens a proxy before the database at `url`, which may listen on a Unix socket."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = SwallowingProxy(url, listener)
        try:
            yield proxy
        finally:
            proxy.close()


def _connected(target: URL) -> socket.socket:
    host = str(target.query.get("host") or target.host or "127.0.0.1")
    port = int(str(target.query.get("port") or target.port or 5432))
    if not host.startswith("/"):
        return socket.create_connection((host, port))
    far = socket.socket(socket.AF_UNIX)
    far.connect(f"{host}/.s.PGSQL.{port}")
    return far
