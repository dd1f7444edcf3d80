"""Engine.IO, the layer below the events: WebSockets, and long polling for networks that let none through.

The library's server logs a traceback for what it cannot read, keeps whatever a client sends faster than it is served,
and waits for clients that are gone. Here each frame is looked at first, and both directions have an end.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import parse_qs

import engineio
import gevent
import orjson
import simple_websocket
from engineio.async_drivers.gevent import WebSocketWSGI
from engineio.payload import Payload
from gevent.event import Event
from gevent.lock import RLock
from wsproto.events import TextMessage
from wsproto.utilities import ProtocolError

from server.errors import Failure, problem
from server.schemas.protocol import MAX_UNREADABLE
from server.serving.connections import Places
from server.serving.tally import Tally

_MAX_WAITING = 16
"""Frames that a socket has sent and that are not handled yet: then its phone waits, as TCP lets it."""

_MAX_UNSENT = 1_000
"""Packets that wait for one client to read them: some minutes of a lively walk. It gets a snapshot when it is back."""

_GOODBYE_S = 1.0
"""For the frame that closes a WebSocket to leave: to most it leaves at once, the others do not read."""

_PIECE_BYTES = 64 * 1024
"""Each piece of a frame has the time of a heartbeat to leave: 1.5 kB/s, slower than any phone that walks."""

_SEPARATOR = "\x1e"

_TOO_MANY_SOCKETS = "a socket was refused: its client has too many (JOKAJOBS_CONNECTIONS_PER_CLIENT)"

_UNREADABLE = "unreadable packets"
"""Where a socket's own count stands in its session."""

_POSTS = "posts in progress"
"""Likewise, how many requests with messages of a polling client are being handled."""

StartResponse = Callable[..., Any]


def silent_logger() -> logging.Logger:
    """A logger for the library: what it tells of single messages, it tells nobody."""
    logger = logging.getLogger(f"{__name__}.library")
    logger.setLevel(logging.CRITICAL)
    return logger


class GuardedEngine(engineio.Server):  # type: ignore[misc]
    """The library's server with an end to everything that a stranger can send.

    `sockets_per_client`: who polls holds no connection by which they could be counted.
    """

    def __init__(self, *, sockets_per_client: int = sys.maxsize, **options: Any) -> None:
        super().__init__(**options)
        self._places = Places(sockets_per_client, sys.maxsize)
        self._address_of: dict[str, str] = {}
        # The library chooses by name what reads a WebSocket; this is the place where it looks the name up.
        self._async: dict[str, Any] = {**self._async, "websocket": _GuardedWebSocket}
        self._tally = Tally()
        self._is_ending = False
        self.websockets: set[_GuardedWebSocket] = set()
        """Those that are read from."""

    def count_unreadable(self, sid: str) -> None:
        """Counts a packet that could not be read; closes its socket when it was one too many."""
        socket = self.sockets.get(sid)
        if socket is None or socket.closed:
            return
        unreadable = socket.session.get(_UNREADABLE, 0) + 1
        socket.session[_UNREADABLE] = unreadable
        if unreadable >= MAX_UNREADABLE:
            self.drop(sid, "a socket was closed: too much of what it sent could not be read")

    def drop(self, sid: str, why: str) -> None:
        """Closes a socket without waiting for its client. `why` is a fixed sentence."""
        socket = self.sockets.get(sid)
        if socket is not None and not socket.closed:
            self._tally.count(why)
            socket.close(wait=False, reason=self.reason.SERVER_DISCONNECT)

    def end(self) -> None:
        """Reads nothing more from any socket, and closes each once what it is in the middle of is answered.

        A client that gets no answer to what it has sent sees its connection end, and knows that it has to try again.
        """
        self._is_ending = True
        for websocket in list(self.websockets):
            websocket.read_no_more()
        for socket in list(self.sockets.values()):
            if not socket.upgraded:
                self._end_polling(socket)

    def _end_polling(self, socket: Any) -> None:
        # While a message is handled its answer has yet to be put among the packets that the next poll fetches.
        if not socket.session.get(_POSTS) and not socket.closed:
            socket.close(wait=False, reason=self.reason.SERVER_DISCONNECT)

    def handle_request(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        if "j" in query:
            return _refuse(start_response, Failure.BAD_REQUEST, "JSONP is not offered: poll without it.")
        self._tell_of_refused_origin(environ)
        if "sid" not in query and not self._places.has_room(environ.get("REMOTE_ADDR", "")):
            self._tally.count(_TOO_MANY_SOCKETS)
            return _refuse(start_response, Failure.TOO_MANY_REQUESTS)
        if environ["REQUEST_METHOD"] == "POST":
            failure = self._look_through(environ, query.get("sid", [""])[0])
            if failure is not None:
                return _refuse(start_response, failure)
            return self._handle_post(environ, start_response, query["sid"][0])
        answer: Iterable[bytes] = super().handle_request(environ, start_response)
        return answer

    def _handle_post(self, environ: dict[str, Any], start_response: StartResponse, sid: str) -> Iterable[bytes]:
        socket = self.sockets[sid]
        socket.session[_POSTS] = socket.session.get(_POSTS, 0) + 1
        try:
            answer: Iterable[bytes] = super().handle_request(environ, start_response)
        finally:
            socket.session[_POSTS] -= 1
            if self._is_ending:
                self._end_polling(socket)
        return answer

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        if event == "connect":
            sid, environ = args
            self._address_of[sid] = environ.get("REMOTE_ADDR", "")
            if not self._places.take(self._address_of[sid]):
                del self._address_of[sid]
                return False
        outcome = super()._trigger_event(event, *args, **options)
        if event == "disconnect" or (event == "connect" and outcome is False):
            address = self._address_of.pop(args[0], None)
            if address is not None:
                self._places.give_back(address)
        return outcome

    def _look_through(self, environ: dict[str, Any], sid: str) -> Failure | None:
        """Leaves in a polling client's request only the packets that can be read. Returns why none can be."""
        socket = self.sockets.get(sid)
        length = environ.get("CONTENT_LENGTH") or "0"
        if socket is None or socket.closed or not length.isascii() or not length.isdigit():
            return Failure.BAD_REQUEST
        if int(length) > self.max_http_buffer_size:
            self.drop(sid, "a socket was closed: it sent more at once than is accepted")
            return Failure.PAYLOAD_TOO_LARGE
        packets = _packets_in(environ["wsgi.input"], int(length))
        if packets is None:
            self.count_unreadable(sid)
            return Failure.BAD_REQUEST
        readable = [packet for packet in packets if _is_readable(packet)]
        for _ in range(len(packets) - len(readable)):
            self.count_unreadable(sid)
        if socket.closed:
            return Failure.BAD_REQUEST
        body = _SEPARATOR.join(readable).encode()
        environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        return None

    def _tell_of_refused_origin(self, environ: dict[str, Any]) -> None:
        origin, allowed = environ.get("HTTP_ORIGIN"), self._cors_allowed_origins(environ)
        if origin and allowed is not None and origin not in allowed:
            self._tally.count("a socket was refused: JOKAJOBS_ALLOWED_ORIGINS does not name the page it comes from")


def _packets_in(body: Any, length: int) -> list[str] | None:
    """The packets of a polling client's request; None where it breaks off, is no text, or holds too many."""
    try:
        text = body.read(length).decode()
    except (OSError, UnicodeDecodeError):
        return None
    packets = text.split(_SEPARATOR) if text else []
    return packets if len(packets) <= Payload.max_decode_packets else None


def _is_readable(frame: str | bytes, *, upgrading: bool = False) -> bool:
    """Tells a packet that a client may send: the end, a heartbeat's answer, a message; two more while it upgrades."""
    if not isinstance(frame, str):
        return False
    return frame in {"1", "3"} or frame.startswith("4") or (upgrading and frame in {"2probe", "5"})


class _GuardedWebSocket(WebSocketWSGI):  # type: ignore[misc]
    """A WebSocket that hands on what can be read, and is gone for good when it closes."""

    def __init__(self, handler: Any, server: GuardedEngine) -> None:
        super().__init__(handler, server)
        self._engine = server
        self._socket = handler.__self__
        self.ws: Any = None

    def __call__(self, environ: dict[str, Any], _start_response: StartResponse) -> Any:
        try:
            self.ws = _Wire(environ, max_message_size=self._engine.max_http_buffer_size, **self.server_args)
        except (ProtocolError, simple_websocket.ConnectionError, UnicodeError):
            if not self._socket.connected:
                self._socket.close(wait=False, abort=True)
            return self._engine._bad_request("This is no WebSocket's handshake.")
        # A phone answers a heartbeat within this time; one that neither sends nor reads for so long is gone.
        self.ws.sock.settimeout(self._engine.ping_interval + self._engine.ping_timeout)
        self._engine.websockets.add(self)
        try:
            return self.app(self)
        finally:
            self._engine.websockets.discard(self)
            self.close()

    def read_no_more(self) -> None:
        """Has `wait` say that the socket is closed: what has been sent until then leaves before it is."""
        self.ws.read_no_more()

    def wait(self) -> Any:
        """Returns the next frame that can be read; None once the socket is closed."""
        while (frame := super().wait()) is not None:
            if self._socket.queue.qsize() > _MAX_UNSENT:
                self._engine.drop(self._socket.sid, "a socket was closed: its client does not read")
            if self._socket.closed:
                return None
            if _is_readable(frame, upgrading=self._socket.upgrading):
                return frame
            self._engine.count_unreadable(self._socket.sid)
        return None

    def close(self) -> None:
        # The library leaves the connection to the client: one that does not close it would keep it for ever.
        with (
            suppress(OSError, ProtocolError, simple_websocket.ConnectionClosed),
            gevent.Timeout(_GOODBYE_S, TimeoutError()),
        ):
            super().close()
        self.ws.hang_up()


class _Wire(simple_websocket.Server):  # type: ignore[misc]
    """The library's connection, with what has arrived and what leaves bounded."""

    def __init__(self, environ: dict[str, Any], **options: Any) -> None:
        self._has_room = Event()
        self._sends = RLock()
        self._is_read_no_more = False
        super().__init__(environ, **options)

    def send(self, data: Any) -> None:
        if not self.connected:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        with self._sends:
            frame = memoryview(self.ws.send(TextMessage(data=str(data))))
            for start in range(0, len(frame), _PIECE_BYTES):
                # Not send(): gevent's may leave the rest of a long frame unsent.
                self.sock.sendall(frame[start : start + _PIECE_BYTES])

    def receive(self, timeout: float | None = None) -> Any:
        """Returns the next frame. Raises ConnectionClosed, also where nothing more is to be read."""
        while self.connected and not self.input_buffer and not self._is_read_no_more:
            if not self.event.wait(timeout=timeout):
                return None
            self.event.clear()
        if self._is_read_no_more or not self.input_buffer:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        frame = self.input_buffer.pop(0)
        self._has_room.set()
        return frame

    def read_no_more(self) -> None:
        self._is_read_no_more = True
        self._has_room.set()
        self.event.set()

    def hang_up(self) -> None:
        """Ends the connection, whatever its client does, and wakes all who wait for it."""
        self.connected = False
        with suppress(OSError):
            # Below TLS, whose state the reader may be in the middle of: it finds the connection ended.
            self.sock._sock.shutdown(SHUT_RDWR)
        self._has_room.set()
        self.event.set()

    def _handle_events(self) -> bool:
        is_open = self.connected
        goes_on: bool = super()._handle_events()
        while self.connected and not self._is_read_no_more and len(self.input_buffer) > _MAX_WAITING:
            self._has_room.clear()
            self._has_room.wait()
        # Before the handshake it is not open yet; afterwards it may have been hung up meanwhile.
        return goes_on and (self.connected or not is_open)


def _refuse(start_response: StartResponse, failure: Failure, detail: str | None = None) -> Iterable[bytes]:
    answer = problem(failure, detail=detail)
    body = orjson.dumps(answer.model_dump(mode="json"))
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    start_response(f"{answer.status} {answer.title}", headers)
    return [body]
