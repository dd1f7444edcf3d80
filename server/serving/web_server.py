"""Serves the application with gevent. Import it only after `gevent.monkey.patch_all()`.

gevent's own handler writes what it received into the error log when a socket closes, and whole request headers when
a handler fails: positions and cookies would end up there. This one writes neither.
"""

import logging
import socket
import ssl
from collections.abc import Callable
from typing import Any

import gevent

from server.app import Application
from server.processes.stop_signals import StopSignals
from server.serving.connections import ConnectionLimits, LimitedHandler, LimitedServer

log = logging.getLogger(__name__)

_SHUTDOWN_S = 9.0
"""For requests and messages in progress: PostgreSQL ends a statement of theirs after eight seconds."""

_END_S = 1.0
"""For what runs beside the requests: nothing of it is lost when it is cut off."""


class QuietHandler(LimitedHandler):
    """A request handler that keeps what it received to itself."""

    def handle_one_response(self) -> None:
        super().handle_one_response()
        if self.environ and self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            # What is left on this connection are frames, not another request.
            self.close_connection = True

    def log_error(self, msg: str, *_args: Any) -> None:
        """Writes the template of the message, without the received bytes that would fill it."""
        log.warning("a connection was dropped: %s", msg)

    def _log_error(self, kind: Any, value: Any, trace: Any) -> None:
        """Names the error, not the request."""
        if not issubclass(kind, (ConnectionError, gevent.GreenletExit)):
            log.error("a request failed outside the application", exc_info=(kind, value, trace))


class QuietServer(LimitedServer):
    """A server that takes a phone's doubts about its certificate for what they are, not for an error of its own."""

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> Any:
        try:
            return super().wrap_socket_and_handle(client_socket, address)
        except (ssl.SSLError, ConnectionError, TimeoutError):
            self.tally.count("no secure connection came about")


def serve(
    application: Application,
    listener: socket.socket,
    *,
    limits: ConnectionLimits,
    stop: StopSignals,
    ready: Callable[[], None],
    tls: ssl.SSLContext | None = None,
) -> None:
    """Serves on the bound `listener` until `stop`. Calls `ready()` once it listens. Raises OSError when it cannot."""
    options: dict[str, Any] = {"log": None, "error_log": log, "handler_class": QuietHandler, "limits": limits}
    if tls is not None:
        options["ssl_context"] = tls
    listener.listen(QuietServer.backlog)
    server = QuietServer(listener, application.flask, **options)
    server.start()
    beside: list[Any] = []
    try:
        application.publisher.start()
        beside.append(gevent.spawn(application.changes.run))
        beside.append(gevent.spawn(application.help_clock.run))
        beside.append(gevent.spawn(application.health.run))
        ready()
        # Not serve_forever(): a server that was closed before it is called starts again.
        stop.wait()
    finally:
        application.end()
        server.stop(timeout=_SHUTDOWN_S)
        # Not waited for without end: a kill in the middle of a query comes out of the driver as an error of the query,
        # which a loop may survive.
        gevent.killall(beside, block=False)
        gevent.joinall(beside, timeout=_END_S)
        application.engine.dispose()
