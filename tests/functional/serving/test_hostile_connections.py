"""Connections that are slow, many, or ambiguous: each is ended, and everybody else is served meanwhile."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import orjson
import pytest
import requests
import simple_websocket
from sqlalchemy import Engine

from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.impatient_server import IMPATIENT, SECONDS
from tests.support.running.servers import DEADLINE_S, ServerProcess
from tests.support.waiting import wait_until

MOST = 12
"""Connections of one client to the server of these tests."""


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("connections"), [])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> Iterator[ServerProcess]:
    server = start_server(
        address_of(engine),
        command=IMPATIENT,
        env={
            SECONDS: "HEAD_S=1 BODY_S=1 IDLE_S=1 STALL_S=1 JOIN_WITHIN_S=1",
            "JOKAJOBS_CONNECTIONS_PER_CLIENT": str(MOST),
        },
    )
    yield server
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="module")
def server_behind_a_proxy(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(
        address_of(engine), env={"JOKAJOBS_TRUSTED_PROXIES": "1", "JOKAJOBS_CONNECTIONS_PER_CLIENT": "2"}
    )


def connect(server: ServerProcess) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=DEADLINE_S)


def all_that_is_answered(connection: socket.socket) -> bytes:
    """Reads until the server closes."""
    answer = b""
    # A reset: closed with something of ours unread.
    with suppress(ConnectionResetError):
        while more := connection.recv(65_536):
            answer += more
    return answer


def is_served(server: ServerProcess) -> bool:
    return requests.get(f"{server.url}/healthz", timeout=DEADLINE_S).status_code == 200


HEAD = b"POST /api/guests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


UNFINISHED = {
    b"": b"",
    b"GET / HT": b"408",
    HEAD: b"408",
    HEAD + b"Content-Length: 9\r\n\r\n{": b"400",
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{": b"400",
    HEAD + b"Upgrade: websocket\r\nContent-Length: 9\r\n\r\n{": b"400",
    b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n": b"200",
}
"""What is sent, and the status of the one answer to it: of a connection that then says nothing more."""


def test_connections_that_do_not_go_on_are_closed(server: ServerProcess) -> None:
    with ExitStack() as stack:
        connections = {sent: stack.enter_context(connect(server)) for sent in UNFINISHED}
        for sent, connection in connections.items():
            connection.sendall(sent)
        assert is_served(server)
        answers = {sent: all_that_is_answered(connection) for sent, connection in connections.items()}
    assert {sent: answer[9:12] for sent, answer in answers.items()} == UNFINISHED
    assert [answer.count(b"HTTP/1.1 ") for answer in answers.values()] == [0, 1, 1, 1, 1, 1, 1]


def test_a_client_that_does_not_read_is_let_go(server: ServerProcess) -> None:
    with connect(server) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        # More answers than the buffers of both ends hold, none of which is read.
        connection.sendall(b"GET /openapi/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)

        def is_closed() -> bool:
            # The server closes with requests of ours unread, which resets the connection.
            try:
                connection.send(b"GET")
            except (ConnectionResetError, BrokenPipeError):
                return True
            return False

        wait_until(is_closed, "the end of a connection whose client does not read")
    assert is_served(server)


def test_a_socket_that_joins_nothing_is_closed_though_its_client_keeps_it_open(server: ServerProcess) -> None:
    with connect(server) as connection:
        connection.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        assert all_that_is_answered(connection)[9:12] == b"101"


def test_a_polling_socket_that_joins_nothing_is_closed(server: ServerProcess) -> None:
    address = f"{server.url}/socket.io/?EIO=4&transport=polling"
    sid = requests.get(address, timeout=DEADLINE_S).text.split('"sid":"')[1].split('"')[0]
    # The packet that ends a connection.
    assert requests.get(f"{address}&sid={sid}", timeout=DEADLINE_S).text == "1"
    assert requests.get(f"{address}&sid={sid}", timeout=DEADLINE_S).status_code == 400


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 5\r\nContent-Length: 38",
        b"Content-Length: +5",
        b"Content-Length: 3_8",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"Content-Length : 5",
        b"A: b\r\n" * 101 + b"Content-Length: 5",
    ],
    ids=lambda header: header[:40].decode().replace("\r\n", " "),
)
def test_a_request_that_two_readers_read_differently_is_refused_and_closed(
    server: ServerProcess, header: bytes
) -> None:
    with connect(server) as connection:
        connection.sendall(b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + header + b"\r\n\r\n0\r\n\r\n")
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = all_that_is_answered(connection)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


def wait_until_served(server: ServerProcess) -> None:
    """Returns once the server has noticed that places are free again."""

    def is_served_again() -> bool:
        with suppress(requests.ConnectionError):
            return requests.get(f"{server.url}/healthz", timeout=DEADLINE_S).status_code == 200
        return False

    wait_until(is_served_again, "a place for one more client")


def test_a_client_has_so_many_connections_and_no_more(server: ServerProcess) -> None:
    wait_until_served(server)
    with ExitStack() as stack:
        for _ in range(MOST):
            stack.enter_context(connect(server))
        assert all_that_is_answered(stack.enter_context(connect(server)))[9:12] == b"429"
    wait_until_served(server)


def test_behind_a_proxy_a_client_has_so_many_requests_in_progress_and_no_more(
    server_behind_a_proxy: ServerProcess,
) -> None:
    server = server_behind_a_proxy
    websocket = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"

    def status_for(forwarded_for: str) -> int:
        answer = requests.get(f"{server.url}/healthz", headers={"X-Forwarded-For": forwarded_for}, timeout=DEADLINE_S)
        return answer.status_code

    open_sockets = [
        simple_websocket.Client(websocket, headers={"X-Forwarded-For": address})
        for address in ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4")
    ]
    # Another address of the same home; the same behind a word of the client's own.
    assert status_for("2001:db8:1:2::5") == 429
    assert status_for("192.0.2.1, 2001:db8:1:2::5") == 429
    assert status_for("2001:db8:1:3::3") == 200
    assert is_served(server)
    open_sockets[0].close()
    wait_until(lambda: status_for("2001:db8:1:2::5") == 200, "the place that a client gave back")
    open_sockets[1].close()


def test_who_polls_has_so_many_sockets_and_no_more(server_behind_a_proxy: ServerProcess) -> None:
    url = f"{server_behind_a_proxy.url}/socket.io/?EIO=4&transport=polling"

    def ask(address: str, sid: str | None = None) -> requests.Response:
        headers = {"X-Forwarded-For": address}
        if sid is None:
            return requests.get(url, headers=headers, timeout=DEADLINE_S)
        # Engine.IO's packet that ends a socket.
        return requests.post(f"{url}&sid={sid}", data="1", headers=headers, timeout=DEADLINE_S)

    opened = [ask("192.0.2.60") for _ in range(4)]
    assert [answer.status_code for answer in opened] == [200, 200, 429, 429]
    assert opened[2].json()["code"] == "too_many_requests"
    assert ask("192.0.2.61").status_code == 200
    assert ask("192.0.2.60", sid=orjson.loads(opened[0].text[1:])["sid"]).status_code == 200
    assert [ask("192.0.2.60").status_code for _ in range(2)] == [200, 429]
