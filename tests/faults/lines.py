"""A client's connection to a server that may die at any moment: an answer, or the knowledge that none will come."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

import requests
from socketio.exceptions import SocketIOError
from urllib3.exceptions import NewConnectionError

from server.simulator.socket_client import SocketClient
from tests.faults.history import Outcome
from tests.support.running.servers import DEADLINE_S, Browser, Guest, ServerProcess

PAUSE_S = 0.05
"""Between two tries to come in where nobody listens."""

_NOBODY_KNOWS = frozenset({"storage_unavailable", "internal_error"})
"""Problems after which the client cannot know whether it was done."""

OnEvent = Callable[[str, Any], None]


class Line:
    """One socket of `guest` at `server`, opened again when it broke. Events go to `on_event`, in other threads."""

    def __init__(
        self, guest: Browser, server: ServerProcess, namespace: str, on_event: OnEvent = lambda _name, _payload: None
    ) -> None:
        self._guest, self._server, self._namespace = guest, server, namespace
        self.on_event = on_event
        self._client: Any = None
        self._wire: Any = None
        self._answers: SimpleQueue[Any] = SimpleQueue()

    @property
    def is_open(self) -> bool:
        return self._client is not None and self._namespace in self._client.namespaces

    def open(self) -> bool:
        """Connects, once; False when that was not possible."""
        self.close()
        client = SocketClient()
        answers: SimpleQueue[Any] = SimpleQueue()
        client.on("*", self.on_event, namespace=self._namespace)
        client.on("disconnect", lambda *_: answers.put(None), namespace=self._namespace)
        try:
            client.connect(
                self._server.url,
                namespaces=[self._namespace],
                transports=["websocket"],
                headers={"Cookie": self._guest.cookie, **self._guest.address},
                wait_timeout=DEADLINE_S,
            )
        except SocketIOError:
            return False
        self._client, self._answers, self._wire = client, answers, client.eio.ws.sock
        return True

    def open_until(self, enough: Event) -> bool:
        """Connects, trying until `enough` is set; False when there is still no connection then."""
        while not (self.is_open or self.open()):
            if enough.wait(PAUSE_S):
                return False
        return True

    def ask(self, event: str, payload: dict[str, Any]) -> tuple[Outcome, Any]:
        """Asks on an open line: the outcome, with the acknowledgement if one came."""
        answers = self._answers
        try:
            self._client.emit(event, payload, namespace=self._namespace, callback=answers.put)
            # allowed vain-wait: an answer that does not come is an outcome here
            ack = answers.get(timeout=DEADLINE_S)
        except (SocketIOError, Empty):
            ack = None
        if ack is None:
            self.close()
            return Outcome.UNKNOWN, None
        if ack["ok"]:
            return Outcome.ACKNOWLEDGED, ack
        return (Outcome.UNKNOWN if ack["problem"]["code"] in _NOBODY_KNOWS else Outcome.REFUSED), ack

    def close(self) -> None:
        if self._client is not None:
            with suppress(SocketIOError):
                self._client.disconnect()
            # Of a connection that broke, the library leaves this to the garbage collector.
            self._wire.close()
        self._client = None


def post(browser: Browser, server: ServerProcess, path: str, body: Any) -> Outcome | None:
    """One HTTP request to `server`: its outcome, None where nobody took it."""
    try:
        answer = browser.http.post(server.url + path, json=body, timeout=DEADLINE_S)
    except requests.ConnectionError as error:
        was_sent = not isinstance(getattr(error.args[0], "reason", None), NewConnectionError)
        return Outcome.UNKNOWN if was_sent else None
    except requests.RequestException:
        return Outcome.UNKNOWN
    if answer.ok:
        return Outcome.ACKNOWLEDGED
    return Outcome.UNKNOWN if answer.status_code >= 500 else Outcome.REFUSED


def new_guest(server: ServerProcess, enough: Event, *, address: str) -> Guest | None:
    """A new guest of `server`, however often it has to be asked; None when `enough` is set first."""
    while not enough.is_set():
        with suppress(requests.RequestException, AssertionError):
            return Guest(server, address=address)
        enough.wait(PAUSE_S)
    return None
