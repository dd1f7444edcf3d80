"""A socket that both sides close at once ends at once, with no thread left behind.

The client's writing thread is late in these tests, as on a busy machine.
"""

import gc
from queue import Empty, Queue
from threading import Event
from typing import Any

import engineio
import pytest

from server.schemas.protocol import NAMESPACE
from server.simulator.socket_client import SocketClient
from tests.support.databases import NewDatabase
from tests.support.leaks import nothing_left_running
from tests.support.running.filled import StartServer
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess
from tests.support.waiting import happened, wait_until

LATE_S = 0.5
DISCONNECTED = "1/play,"
"""The packet by which the server ends a namespace, before it closes the connection."""


class LateQueue(Queue[Any]):
    """A queue whose waiting reader is woken late: once the queue has been emptied by another, or after LATE_S."""

    def __init__(self) -> None:
        super().__init__()
        self._emptied = Event()

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        if block:
            with self.not_empty:
                self.not_empty.wait_for(self._qsize, timeout)
            self._emptied.clear()
            self._emptied.wait(LATE_S)
        try:
            return super().get(block, timeout)
        except Empty:
            self._emptied.set()
            raise


@pytest.fixture(scope="module")
def server(new_database: NewDatabase, start_server: StartServer) -> ServerProcess:
    return start_server(new_database("socket_ends"))


@pytest.fixture(autouse=True)
def _writer_that_is_late(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Any:
    monkeypatch.setattr(engineio.Client, "create_queue", lambda *_: LateQueue())
    yield
    # A wire that was left open is told of now, not in another test.
    gc.collect()
    assert not caplog.get_records("call"), "a thread of the client gave up waiting"


@pytest.mark.parametrize("_round", range(3))
def test_the_client_closes_while_the_server_does(server: ServerProcess, _round: int) -> None:
    guest = Guest(server)
    with nothing_left_running(), guest.open_socket() as socket:
        socket.wait_for("snapshot")
        assert guest.ask("POST", "/api/sign-out").status_code == 204
        socket.wait_until_closed()


@pytest.mark.parametrize("_round", range(3))
def test_the_server_closes_while_the_client_does(server: ServerProcess, _round: int) -> None:
    guest = Guest(server)
    client = SocketClient()

    heard = Event()

    def sign_out(*_: object) -> None:
        # The client has said its goodbye and waits for the end; the library calls this in between.
        if not heard.is_set():
            guest.ask("POST", "/api/sign-out")
            heard.wait(LATE_S)

    handle_message = client.eio.handlers["message"]

    def hear(message: str) -> None:
        if message.startswith(DISCONNECTED):
            heard.set()
        handle_message(message)

    client.eio.on("message", hear)
    has_begun = Event()
    client.on("snapshot", lambda _: has_begun.set(), namespace=NAMESPACE)
    client.on("disconnect", sign_out, namespace=NAMESPACE)
    with nothing_left_running():
        client.connect(
            server.url,
            namespaces=[NAMESPACE],
            transports=["websocket"],
            headers={"Cookie": guest.cookie},
            wait_timeout=DEADLINE_S,
        )
        happened(has_begun, "a snapshot")
        client.disconnect()


def test_of_a_connection_that_broke_nothing_stays_open(new_database: NewDatabase, start_server: StartServer) -> None:
    server = start_server(new_database("socket_broke"))
    client = SocketClient()
    client.connect(
        server.url,
        namespaces=[NAMESPACE],
        transports=["websocket"],
        headers={"Cookie": Guest(server).cookie},
        wait_timeout=DEADLINE_S,
    )
    server.kill()
    wait_until(lambda: client.eio.state == "disconnected", "the client to hear of the server's end")
    client.disconnect()
    assert client.eio.ws.sock is None
