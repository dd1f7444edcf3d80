"""The phone's socket: one connection at a time to the play namespace, and nothing of what is said on it."""

import logging
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from socketio.exceptions import BadNamespaceError, SocketIOError

from server.schemas.problems import Problem
from server.schemas.protocol import NAMESPACE, TO_CLIENT, session_cookies
from server.simulator.failures import TryAgainError, failure_of
from server.simulator.socket_client import SocketClient

CONNECT_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 10.0
"""An acknowledgement waits for a COMMIT: longer than this, the server hangs or the answer is lost."""

# The library warns of each lost connection in its own words; the phone says so itself, in one line, when it matters.
_QUIET = logging.getLogger("server.simulator.socket")
_QUIET.addHandler(logging.NullHandler())
_QUIET.propagate = False


class Connection(Protocol):
    """A connection, as far as a phone needs one."""

    @property
    def is_open(self) -> bool: ...

    def open(self) -> None:
        """Connects. Raises TryAgainError when the server is away, ServerRefusedError when it does not want to."""

    def ask(self, event: str, payload: dict[str, Any]) -> object:
        """Sends an event and returns what acknowledges it. Raises TryAgainError, and is closed, when nothing comes."""

    def close(self) -> None:
        """Ends the connection, if there is one."""


class SocketConnection:
    """A Socket.IO connection over WebSocket that carries the session's cookie.

    `on_event` gets the name and payload of each event that is pushed. It runs in other threads, several at a time
    and in no order: python-socketio starts one for each message.
    """

    def __init__(
        self,
        server: str,
        cookie: str,
        on_event: Callable[[str, object], None],
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
    ) -> None:
        self._server = server
        self._cookie = cookie
        self._on_event = on_event
        self._answer_timeout_s = answer_timeout_s
        self._client: Any = None
        self._answers: SimpleQueue[tuple[object, ...] | None] = SimpleQueue()

    @property
    def is_open(self) -> bool:
        return self._client is not None and NAMESPACE in self._client.namespaces

    def open(self) -> None:
        self.close()
        client = SocketClient(logger=_QUIET, engineio_logger=_QUIET)
        # A queue per connection: what a lost one still says cannot be taken for an answer on the next.
        answers: SimpleQueue[tuple[object, ...] | None] = SimpleQueue()
        refusals: list[object] = []
        for event in TO_CLIENT:
            client.on(event.name, partial(self._on_event, event.name), namespace=NAMESPACE)
        client.on("disconnect", lambda _reason: answers.put(None), namespace=NAMESPACE)
        client.on("connect_error", refusals.append, namespace=NAMESPACE)
        try:
            client.connect(
                self._server,
                headers={"Cookie": session_cookies(self._cookie)},
                transports=["websocket"],
                namespaces=[NAMESPACE],
                wait_timeout=CONNECT_TIMEOUT_S,
            )
        except SocketIOError as error:
            problem = _problem_in(refusals[0]) if refusals else None
            if problem is not None:
                raise failure_of(problem) from error
            raise TryAgainError(f"no connection to {self._server}") from error
        self._client, self._answers = client, answers

    def ask(self, event: str, payload: dict[str, Any]) -> object:
        answers = self._answers
        try:
            self._client.emit(event, payload, namespace=NAMESPACE, callback=lambda *answer: answers.put(answer))
            answer = answers.get(timeout=self._answer_timeout_s)
        except BadNamespaceError:
            answer = None
        except Empty as error:
            self.close()
            raise TryAgainError(f"{self._server} did not answer within {self._answer_timeout_s:g} s") from error
        if answer is None:
            self.close()
            raise TryAgainError(f"{self._server} closed the connection")
        return answer[0] if answer else None

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            # In the background: websocket-client waits 3 s for the answer to its goodbye, which the library's reading
            # thread takes away from it.
            client.start_background_task(client.disconnect)


def _problem_in(refusal: object) -> Problem | None:
    """The problem that a refused connection carries as `data`; None when it was not the game that refused."""
    try:
        return Problem.model_validate(refusal.get("data")) if isinstance(refusal, dict) else None
    except ValueError:
        return None
