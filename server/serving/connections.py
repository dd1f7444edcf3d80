"""Bounds of a connection: time for a request's head, body and answer, and a place among those of the same client.

gevent's server waits for ever and for everybody. A connection costs a file and a greenlet: without these limits one
machine that sends half requests keeps everybody else out. WebSockets have their own heartbeat and are only counted.
"""

import errno
import logging
import resource
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from time import monotonic
from typing import Any

import gevent
import orjson
from gevent.pool import Pool
from gevent.pywsgi import Input, WSGIHandler, WSGIServer

from server.errors import Failure, problem
from server.serving.clients import networks_of
from server.serving.strict_http import check_request_line, read_head
from server.serving.tally import Tally

log = logging.getLogger(__name__)

HEAD_S = 20.0
"""For all header lines, and for the handshake of TLS: a phone at the edge of its network takes a few seconds."""

BODY_S = 30.0
"""For the whole body: 64 KiB, the most that is accepted, at 17 kbit/s, slower than EDGE."""

IDLE_S = 15.0
"""Between two requests of a browser on one connection; opening another one costs it a fraction of a second."""

IDLE_BEHIND_PROXY_S = 75.0
"""Longer than the 60 s that nginx keeps a connection to us: whoever closes second never meets a closed one."""

STALL_S = 30.0
"""For each piece of an answer to leave: a client that reads slower than 2 kB/s is no client."""

_PIECE_BYTES = 64 * 1024
_FILES_KEPT = 64
"""Of the open files that the system allows, for the database, logs and what else is not a connection."""

_FILES_PER_CONNECTION = 2
"""A WebSocket holds its connection twice."""

_MOST_FILES = 65_536
"""More than one process can serve: at 200 kB a socket they are 6 GB."""

_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TOO_MANY = b"HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """The most one client may hold: `per_client` connections, or, behind `trusted_proxies`, requests in progress."""

    per_client: int
    trusted_proxies: int
    head_s: float
    body_s: float
    idle_s: float
    stall_s: float


def connection_limits(*, per_client: int, trusted_proxies: int) -> ConnectionLimits:
    """The limits of a server as it ships."""
    idle_s = IDLE_BEHIND_PROXY_S if trusted_proxies else IDLE_S
    return ConnectionLimits(per_client, trusted_proxies, HEAD_S, BODY_S, idle_s, STALL_S)


def raise_file_limit() -> None:
    """Lets this process open as many files as the system allows it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


class Places:
    """The places that are taken, by client; `limit` for one client, `most_together` for all.

    A client is an address; those of one IPv6 network share places, see `networks_of`.
    """

    def __init__(self, limit: int, most_together: int) -> None:
        self._most = limit
        self._most_together = most_together
        self._taken: Counter[str] = Counter()
        self._taken_together = 0

    def take(self, address: str) -> bool:
        """Takes a place. Returns False, and takes none, where the client has no more."""
        if not self.has_room(address):
            return False
        self._taken.update(network.key for network in networks_of(address))
        self._taken_together += 1
        return True

    def has_room(self, address: str) -> bool:
        """Tells that the client might take one more."""
        return all(self._taken[network.key] < self._most * network.times for network in networks_of(address))

    def give_back(self, address: str) -> None:
        self._taken_together -= 1
        for network in networks_of(address):
            self._taken[network.key] -= 1
            if not self._taken[network.key]:
                del self._taken[network.key]

    def are_all_taken(self) -> bool:
        """Tells that nobody may have one more, whoever asks."""
        return self._taken_together >= self._most_together


class TimedInput(Input):
    """A request's body that has to be here within `body_s`. Afterwards reading raises TimeoutError."""

    __slots__ = ("_deadline_s", "is_late")

    def __init__(self, rfile: Any, content_length: int | None, socket: Any, *, is_chunked: bool, body_s: float) -> None:
        super().__init__(rfile, content_length, socket, is_chunked)
        self._deadline_s = monotonic() + body_s
        self.is_late = False

    def _do_read(self, length: int | None = None, use_readline: bool = False) -> bytes:  # noqa: FBT001, FBT002 - gevent's
        with self._in_time():
            read: bytes = super()._do_read(length, use_readline)  # type: ignore[misc]
            return read

    def _chunked_read(self, length: int | None = None, use_readline: bool = False) -> bytes:  # noqa: FBT001, FBT002
        with self._in_time():
            read: bytes = super()._chunked_read(length, use_readline)  # type: ignore[misc]
            return read

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        # What has arrived already is read at once, however late: never zero, which would be no limit.
        try:
            with gevent.Timeout(max(0.01, self._deadline_s - monotonic()), _too_slow("the body")):
                yield
        except OSError:
            # Also of a body that ended early: what follows on this connection is not the next request.
            self.is_late = True
            raise


class LimitedHandler(WSGIHandler):
    """One connection. Reads strictly, waits for a while, and logs nothing that it received."""

    server: "LimitedServer"
    ignored_socket_errors = (*WSGIHandler.ignored_socket_errors, errno.ETIMEDOUT)

    wsgi_input: TimedInput | None
    _head_timer: Any = None

    def handle(self) -> None:
        # Of a client that is gone there is nothing to tell.
        with suppress(OSError):
            super().handle()

    def handle_one_request(self) -> Any:
        limits = self.server.limits
        # Browsers connect in advance: one that says nothing meant nothing, and is told nothing.
        with self.server.idle():
            begins = self._begins_within(limits.head_s if self._head_timer is None else limits.idle_s)
        if not begins:
            return None
        self._head_timer = timer = gevent.Timeout.start_new(limits.head_s)
        try:
            return super().handle_one_request()
        except gevent.Timeout as late:
            if late is not timer:
                raise
            self.server.tally.count("the head of a request took too long; its connection was closed")
            return ("408", _TOO_SLOW)
        finally:
            timer.close()

    def _begins_within(self, seconds: float) -> bool:
        with suppress(TimeoutError), gevent.Timeout(seconds, _too_slow("the next request")):
            return bool(self.rfile.peek(1))
        return False

    def read_request(self, raw_requestline: str) -> Any:
        check_request_line(raw_requestline)
        return super().read_request(raw_requestline)

    def MessageClass(self, stream: Any, *_: Any) -> Any:  # noqa: N802 - gevent's name for what reads the headers
        return super().MessageClass(BytesIO(read_head(stream, self.request_version or "")))

    def get_environ(self) -> dict[str, Any]:
        self._head_timer.close()
        environ = super().get_environ()
        plain: Any = self.wsgi_input
        self.wsgi_input = TimedInput(
            plain.rfile,
            plain.content_length,
            plain.socket,
            is_chunked=plain.chunked_input,
            body_s=self.server.limits.body_s,
        )
        # Also where an upgrade is asked for: gevent would hand out the bare connection to whoever names one.
        environ |= {"wsgi.input": self.wsgi_input, "wsgi.input_terminated": True}
        return environ

    def handle_one_response(self) -> None:
        with self.server.place_of_request(self.environ or {}) as is_free:
            if not is_free:
                self.server.tally.count(TOO_MANY_REQUESTS)
                self.application = _refuse
            super().handle_one_response()
        if self.server.is_ending or (self.wsgi_input is not None and self.wsgi_input.is_late):
            self.close_connection = True

    def finalize_headers(self) -> None:
        super().finalize_headers()
        if self.server.is_ending and not self.connection_upgraded:
            # Told, so that a browser or a proxy asks the next thing of somebody else.
            headers: Any = self.response_headers
            headers.append((b"Connection", b"close"))

    def _sendall(self, data: Any) -> None:
        view = memoryview(data)
        for start in range(0, len(view), _PIECE_BYTES):
            with gevent.Timeout(self.server.limits.stall_s, _too_slow("reading the answer")):
                super()._sendall(view[start : start + _PIECE_BYTES])  # type: ignore[misc]

    def _handle_client_error(self, ex: Exception) -> Any:
        if isinstance(ex, OSError):
            self.server.tally.count("a request broke off; its connection was closed")
        else:
            self.server.tally.count("a request could not be read; its connection was closed")
        return ("400", _BAD_REQUEST)


class LimitedServer(WSGIServer):
    """A server that gives each client so many places, and tells in a line a minute whom it turned away."""

    def __init__(self, listener: Any, application: Any, *, limits: ConnectionLimits, **options: Any) -> None:
        self._handlers = Pool()
        super().__init__(listener, application, spawn=self._handlers, **options)
        self.limits = limits
        self.is_ending = False
        self._idle: set[Any] = set()
        self.tally = Tally()
        open_files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        most_together = max(1, (open_files - _FILES_KEPT) // _FILES_PER_CONNECTION)
        # Behind a proxy all connections are the proxy's: there its clients' requests have the places.
        limit = most_together if limits.trusted_proxies else limits.per_client
        self._connections = Places(limit, most_together)
        self._requests = Places(limits.per_client, most_together)
        self._has_noticed_proxy = False

    def stop(self, timeout: float | None = None) -> None:
        """Takes no more connections, and returns once the requests in progress are answered, or the time is over."""
        self.is_ending = True
        self.close()
        gevent.killall(list(self._idle), block=False)
        self._handlers.join(timeout=timeout)
        if len(self._handlers):
            # Not killed: that comes out of a driver, in the middle of a statement, as an error of the statement. They
            # end with the process, and their clients see their connections end.
            log.warning("%d requests were not answered before the end", len(self._handlers))

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Marks a connection on which nothing has been asked: it may be ended at any time."""
        current = gevent.getcurrent()
        self._idle.add(current)
        try:
            yield
        finally:
            self._idle.discard(current)

    def do_handle(self, *args: Any) -> None:
        client_socket, address = args
        if self._connections.are_all_taken():
            self.tally.count("a connection was refused: this process may not open more files (LimitNOFILE)")
        elif self._connections.take(address[0]):
            super().do_handle(*args)
            return
        else:
            self.tally.count(TOO_MANY_CONNECTIONS)
        # Called by the event loop, which cannot wait: what does not leave at once is left unsaid.
        client_socket.settimeout(0)
        with suppress(OSError):
            if not self.ssl_enabled:
                client_socket.send(_TOO_MANY)
        client_socket.close()

    def do_close(self, *args: Any) -> None:
        client_socket, address = args
        self._connections.give_back(address[0])
        super().do_close(client_socket, address)

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> Any:
        with gevent.Timeout(self.limits.head_s, _too_slow("the handshake")):
            wrap: Any = self.wrap_socket  # type: ignore[misc]
            secure_socket = wrap(client_socket, **(self.ssl_args or {}))
        with closing(secure_socket):
            return self.handle(secure_socket, address)

    @contextmanager
    def place_of_request(self, environ: dict[str, Any]) -> Iterator[bool]:
        """Holds a place for a request that came through the proxies; False where its client has no more."""
        self._notice_proxy(environ)
        client = forwarded_client(environ, self.limits.trusted_proxies)
        if client is None:
            yield True
        elif not self._requests.take(client):
            yield False
        else:
            try:
                yield True
            finally:
                self._requests.give_back(client)

    def _notice_proxy(self, environ: dict[str, Any]) -> None:
        """Says, once, that somebody speaks for others whom this server cannot tell apart."""
        if not (self._has_noticed_proxy or self.limits.trusted_proxies) and any(name in environ for name in _FORWARDED):
            self._has_noticed_proxy = True
            gevent.spawn(log.error, "%s", UNKNOWN_PROXY)


UNKNOWN_PROXY = (
    "a request says that it came through a proxy, and JOKAJOBS_TRUSTED_PROXIES is 0: if a proxy stands before this "
    "server, all who come through it count as one client, and the limits meant for one lock everybody out. Set it to "
    "the number of proxies, and have the last one set X-Forwarded-For. Without a proxy somebody made that header up"
)
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
"""What proxies add (RFC 7239 and, before it, habit)."""

TOO_MANY_CONNECTIONS = (
    "a connection was refused: its client has too many (JOKAJOBS_CONNECTIONS_PER_CLIENT; behind a proxy set "
    "JOKAJOBS_TRUSTED_PROXIES, or everybody is one client)"
)
TOO_MANY_REQUESTS = "a request was refused: its client has too many in progress (JOKAJOBS_CONNECTIONS_PER_CLIENT)"


def forwarded_client(environ: dict[str, Any], trusted_proxies: int) -> str | None:
    """The client for whom the outermost of our proxies speaks; None without proxies, or where it names nobody."""
    if not trusted_proxies:
        return None
    header: str = environ.get("HTTP_X_FORWARDED_FOR", "")
    addresses = [address.strip() for address in header.split(",")]
    if len(addresses) < trusted_proxies or not addresses[-trusted_proxies]:
        return None
    return addresses[-trusted_proxies]


def _refuse(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    answer = problem(Failure.TOO_MANY_REQUESTS)
    body = orjson.dumps(answer.model_dump(mode="json"))
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Retry-After", str(round(answer.retry_after_s or 0))),
        ("Connection", "close"),
    ]
    start_response("429 Too Many Requests", headers)
    return [body]


def _too_slow(what: str) -> TimeoutError:
    return TimeoutError(errno.ETIMEDOUT, f"{what} took too long")
