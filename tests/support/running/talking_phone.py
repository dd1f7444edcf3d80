"""A phone that talks as docs/protocol.md asks it to: it keeps a message until it is acknowledged, and catches up."""

import socket as sockets
from contextlib import suppress
from queue import SimpleQueue
from threading import RLock
from typing import Any
from uuid import UUID, uuid4

from socketio.exceptions import SocketIOError

from server.simulator.socket_client import SocketClient
from tests.support.running.servers import DEADLINE_S, Guest
from tests.support.waiting import next_of, wait_until

NAMESPACE = "/help"


class TalkingPhone:
    """One person's phone in one conversation. `shown` is what is on its screen: it only ever grows at its end.

    `reconnects` counts the connections that were lost and made again.
    """

    def __init__(self, guest: Guest, conversation_id: UUID) -> None:
        self._guest, self._conversation_id = guest, str(conversation_id)
        self._client: Any = None
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._wire: Any = None
        self._lock = RLock()
        self.shown: list[dict[str, Any]] = []
        self.reconnects = -1

    def say(self, text: str) -> None:
        """Returns when the server has acknowledged the message, however many connections that takes."""
        payload = {"conversation_id": self._conversation_id, "client_id": str(uuid4()), "text": text}
        while True:
            ack = self._ask("send_message", payload)
            if ack is None:
                self._open()
                continue
            assert ack["ok"] is True, ack
            if not self._show(ack["message"]):
                self.catch_up()
            return

    def catch_up(self) -> None:
        """Fetches what is missing at the end of the screen."""
        while True:
            ack = self._ask("fetch_messages", {"conversation_id": self._conversation_id, "after": len(self.shown)})
            if ack is None:
                self._open()
                continue
            assert ack["ok"] is True, ack
            for message in ack["messages"]:
                self._show(message)
            if not ack["more"]:
                return

    def cut(self) -> None:
        """Breaks the connection, if there is one, without a goodbye, as a tunnel would."""
        with suppress(OSError):
            if self._wire is not None:
                self._wire.shutdown(sockets.SHUT_RDWR)

    def close(self) -> None:
        if self._client is not None:
            self._client.disconnect()
        if self._wire is not None:
            # Of a connection that broke, the library leaves this to the garbage collector.
            self._wire.close()

    def _open(self) -> None:
        self.close()
        wait_until(self._connects, f"a connection to {NAMESPACE}")

    def _connects(self) -> bool:
        client = SocketClient()
        answers: SimpleQueue[Any] = SimpleQueue()
        client.on("message", lambda pushed: self._show(pushed["message"]), namespace=NAMESPACE)
        client.on("disconnect", lambda *_: answers.put(None), namespace=NAMESPACE)
        try:
            client.connect(
                self._guest.server.url,
                namespaces=[NAMESPACE],
                transports=["websocket"],
                headers={"Cookie": self._guest.cookie},
                wait_timeout=DEADLINE_S,
            )
        except SocketIOError:
            return False
        self._client, self._answers, self._wire = client, answers, client.eio.ws.sock
        self.reconnects += 1
        return True

    def _ask(self, event: str, payload: dict[str, Any]) -> Any:
        """The acknowledgement; None when the connection broke before it came, or there is none."""
        if self._client is None:
            return None
        answers = self._answers
        try:
            self._client.emit(event, payload, namespace=NAMESPACE, callback=answers.put)
        except SocketIOError:
            return None
        return next_of(
            answers, f"the acknowledgement of {event}", instead=lambda: f"{len(self.shown)} messages are shown"
        )

    def _show(self, message: dict[str, Any]) -> bool:
        """Puts the message at the end of the screen if it is the next one; False when some before it are missing."""
        with self._lock:
            if message["sequence"] == len(self.shown) + 1:
                self.shown.append(message)
            if message["sequence"] > len(self.shown):
                return False
            assert self.shown[message["sequence"] - 1] == message
            return True
