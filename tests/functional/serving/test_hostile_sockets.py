"""Strangers and broken clients on the socket: they are answered, counted or closed, and fill no log."""

from collections.abc import Iterator

import orjson
import pytest
import requests
import simple_websocket
from sqlalchemy import Engine
from wsproto.events import TextMessage

from server.schemas.protocol import MAX_UNREADABLE
from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Guest, RawSocket, ServerProcess

POLLING = "/socket.io/?EIO=4&transport=polling"
HTTP_BUFFER_BYTES = 1_000_000
"""The library's limit for one polling request and one WebSocket message, which every client is told."""

LINES_FOR_ALL = 20
"""More than there are kinds of lines; far fewer than there are hostile frames in this file."""


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("hostile"), [])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> Iterator[ServerProcess]:
    server = start_server(address_of(engine))
    lines_before = len(server.log.read_text().splitlines())
    yield server
    log = server.log.read_text()
    assert "Traceback" not in log
    assert len(log.splitlines()) - lines_before < LINES_FOR_ALL, log


class Stranger:
    """A WebSocket without a session."""

    def __init__(self, server: ServerProcess) -> None:
        self.socket = simple_websocket.Client(
            server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        )

    def send(self, frame: str | bytes, times: int = 1) -> None:
        try:
            for _ in range(times):
                self.socket.send(frame)
        except (simple_websocket.ConnectionClosed, OSError):
            return

    def is_closed(self) -> bool:
        """Reads on until the server has closed; False when it answers a namespace that is not there instead."""
        self.send("40/are-you-there,")
        while True:
            try:
                frame = self.socket.receive(timeout=DEADLINE_S)
            except simple_websocket.ConnectionClosed:
                return True
            assert frame is not None, "neither an answer nor an end"
            if str(frame).startswith("44/are-you-there,"):
                self.socket.close()
                return False


HOSTILE_FRAMES: list[str | bytes] = [
    "4x",
    '44/play,"x"',
    b"\x00\x01",
    "43/play,x[1]",
    "43/play,1[1]",
    '42/play,["gps_fixes",{}]',
    "42/play," + "1" * 101 + '["x"]',
    '42/play,-7["x"]',
    '42/play,\u00b2["x"]',
    '451-/play,["x",{"_placeholder":true,"num":-5}]',
    '459999999999-/play,["x",{"_placeholder":true,"num":0}]',
    "461-/play,1[]",
    "47",
    "4",
    "4null",
    "4[1]",
    '4{"a":1}',
    "4-1",
    "bNDA=",
    "b!",
    "z",
    "0",
    "2",
    "5",
    "",
    "40/nowhere,",
    "4" + "[" * 70_000,
]


@pytest.mark.parametrize("frame", HOSTILE_FRAMES, ids=lambda frame: repr(frame)[:24])
def test_a_socket_that_sends_too_much_that_cannot_be_read_is_closed(server: ServerProcess, frame: str | bytes) -> None:
    stranger = Stranger(server)
    stranger.send(frame, MAX_UNREADABLE)
    assert stranger.is_closed()


# One less: asking for a namespace that is not there, as the test does, is counted as well.
def test_a_socket_that_sends_a_little_that_cannot_be_read_lives_on(server: ServerProcess) -> None:
    stranger = Stranger(server)
    stranger.send("4x", MAX_UNREADABLE - 2)
    assert not stranger.is_closed()


def test_a_stranger_is_not_looked_up_again_and_again(server: ServerProcess) -> None:
    stranger = Stranger(server)
    stranger.send("40/play,", MAX_UNREADABLE)
    assert stranger.is_closed()


def test_a_phone_that_joins_again_and_again_is_closed(server: ServerProcess) -> None:
    with RawSocket(Guest(server)) as raw:
        for _ in range(MAX_UNREADABLE):
            raw.send("41/play,")
            raw.send("40/play,")
        with pytest.raises(simple_websocket.ConnectionClosed):
            raw.receive_starting("never")


@pytest.mark.parametrize("attachments", ["0", "1", "9999999999"])
def test_a_binary_event_is_answered_and_nothing_is_kept_for_it(server: ServerProcess, attachments: str) -> None:
    with RawSocket(Guest(server)) as raw:
        raw.send(f'45{attachments}-/play,7["gps_fixes",{{"_placeholder":true,"num":0}}]')
        assert raw.ack_of(7)["problem"]["code"] == "malformed_message"
        raw.send('42/play,8["no_such_event"]')
        assert raw.ack_of(8)["problem"]["code"] == "unknown_event"


def test_a_phone_with_a_mistake_is_answered_until_it_is_closed(server: ServerProcess) -> None:
    with RawSocket(Guest(server)) as raw:
        for number in range(MAX_UNREADABLE - 1):
            raw.send(f"42/play,{number}[]")
            assert raw.ack_of(number)["problem"]["code"] == "malformed_message"
        raw.send('42/play,98["no_such_event"]')
        assert raw.ack_of(98)["problem"]["code"] == "unknown_event"
        raw.send("42/play,99[]")
        with pytest.raises(simple_websocket.ConnectionClosed):
            raw.ack_of(100)


def test_a_huge_id_is_given_back_and_a_longer_one_is_not_read(server: ServerProcess) -> None:
    huge = "9" * 100
    with RawSocket(Guest(server)) as raw:
        raw.send(f'42/play,{huge}["no_such_event"]')
        assert raw.receive_starting(f"43/play,{huge}[")
        raw.send(f'42/play,{huge}9["no_such_event"]')
        raw.send('42/play,1["no_such_event"]')
        raw.ack_of(1)
    assert not any(frame.startswith(f"43/play,{huge}9") for frame in raw.received)


def test_a_message_that_never_ends_closes_its_socket(server: ServerProcess) -> None:
    stranger = Stranger(server)
    piece = stranger.socket.ws.send(TextMessage(data="4" + "x" * (HTTP_BUFFER_BYTES // 4), message_finished=False))
    # A frame of its own each time: the library would not let one message begin twice.
    following = stranger.socket.ws.send(TextMessage(data="x" * (HTTP_BUFFER_BYTES // 4), message_finished=False))
    stranger.socket.sock.sendall(piece + following * 4)
    assert stranger.is_closed()


def test_no_handshake_is_a_bad_request(server: ServerProcess) -> None:
    answer = requests.get(
        f"{server.url}/socket.io/?EIO=4&transport=websocket",
        headers={"Connection": "Upgrade", "Upgrade": "websocket"},
        timeout=DEADLINE_S,
    )
    assert answer.status_code == 400


def open_polling(server: ServerProcess) -> str:
    """Opens a socket without a WebSocket; returns its address."""
    opened = requests.get(server.url + POLLING, timeout=DEADLINE_S)
    assert opened.status_code == 200
    # The answer is one packet, of type 0.
    return f"{server.url}{POLLING}&sid={orjson.loads(opened.text.removeprefix('0'))['sid']}"


def post(address: str, body: str | bytes) -> requests.Response:
    return requests.post(address, data=body, timeout=DEADLINE_S)


def test_a_polling_phone_is_served_as_any(server: ServerProcess) -> None:
    guest = Guest(server)
    address = open_polling(server)
    assert guest.http.post(address, data="40/play,", timeout=DEADLINE_S).text == "OK"
    # The cookie counts where the connection was opened, and this one was opened without.
    answer = guest.http.get(address, timeout=DEADLINE_S).text
    assert answer.startswith("44/play,")
    assert "not_signed_in" in answer


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("z", 200),
        ("", 200),
        ("2", 200),
        ("b!", 200),
        ("d=4x", 200),
        ("4x\x1ez\x1e", 200),
        ("\x1e".join(["3"] * 16), 200),
        ("\x1e".join(["3"] * 17), 400),
        (b"\xff", 400),
    ],
)
def test_what_cannot_be_read_of_a_polling_phone_is_left_out(
    server: ServerProcess, body: str | bytes, status: int
) -> None:
    address = open_polling(server)
    assert post(address, body).status_code == status
    assert post(address, "40/nowhere,").status_code == 200
    assert requests.get(address, timeout=DEADLINE_S).text.startswith("44/nowhere,")


def test_a_polling_phone_that_sends_too_much_that_cannot_be_read_is_closed(server: ServerProcess) -> None:
    address = open_polling(server)
    assert [post(address, "z").status_code for _ in range(MAX_UNREADABLE)] == [200] * (MAX_UNREADABLE - 1) + [400]
    assert post(address, "3").status_code == 400


@pytest.mark.parametrize(("more", "status"), [(-1, 200), (0, 200), (1, 413)])
def test_a_polling_request_that_is_too_long_is_answered_and_ends_its_socket(
    server: ServerProcess, more: int, status: int
) -> None:
    address = open_polling(server)
    answer = post(address, "4" + "x" * (HTTP_BUFFER_BYTES - 1 + more))
    assert answer.status_code == status
    assert post(address, "3").status_code == (200 if status == 200 else 400)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_polling_socket_that_is_not_there_is_a_bad_request(server: ServerProcess, method: str) -> None:
    answer = requests.request(method, f"{server.url}{POLLING}&sid=nowhere", data="3", timeout=DEADLINE_S)
    assert answer.status_code == 400


@pytest.mark.parametrize("parameter", ["j=0", "j=", "j=x"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_is_answered_as_a_script(server: ServerProcess, method: str, parameter: str) -> None:
    answer = requests.request(method, f"{server.url}{POLLING}&{parameter}", timeout=DEADLINE_S)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "bad_request"
