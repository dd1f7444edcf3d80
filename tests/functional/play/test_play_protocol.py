"""A phone on the socket, when it behaves and when it does not."""

from collections.abc import Iterator
from typing import Any

import pytest
from socketio.exceptions import ConnectionError as NoConnection
from sqlalchemy import Engine, create_engine, text

from server.simulator.socket_client import SocketClient
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, address_of, eventually, fill_database
from tests.support.running.servers import DEADLINE_S, Guest, RawSocket, ServerProcess, Socket

BAKERY = offer(title="Vente en boulangerie", metres_north=100)


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("protocol"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine), env={"JOKAJOBS_MAX_BATCHES_PER_10_S": "25"})


@pytest.fixture
def guest(server: ServerProcess) -> Guest:
    return Guest(server)


@pytest.fixture
def phone(guest: Guest) -> Iterator[Socket]:
    with guest.open_socket() as socket:
        yield socket


def test_a_connection_begins_with_a_snapshot(phone: Socket) -> None:
    snapshot = phone.wait_for("snapshot")

    assert snapshot["totals"]["points"] == 0
    assert snapshot["offers"] == []
    assert snapshot["offers_under_clouds"] == 1
    assert phone.received[0][0] == "snapshot"


def test_a_walk_is_acknowledged_and_told(guest: Guest, phone: Socket) -> None:
    fixes = walk(150)
    ack = phone.send_fixes(fixes)

    assert ack["ok"] is True
    assert ack["verdicts"] == ["ok"] * len(fixes)
    assert ack["totals"]["offers_discovered"] == 1
    assert phone.wait_for("fog_lifted")["blocks"]
    # Which of the two comes first is nowhere promised.
    eventually(lambda: {"offer_discovered", "points_awarded"} <= {event for event, _ in phone.received})
    came = dict(phone.received)
    assert came["offer_discovered"]["offer"]["title"] == BAKERY.title
    assert came["points_awarded"]["totals"] == ack["totals"]
    assert guest.get("/api/me")["totals"] == ack["totals"]
    told = {payload["version"] for event, payload in phone.received if "version" in payload and event != "snapshot"}
    with guest.open_socket() as again:
        snapshot = again.wait_for("snapshot")
    assert snapshot["totals"] == ack["totals"]
    assert told == {ack["version"]} == {snapshot["version"]}
    assert [found["id"] for found in snapshot["offers"]] == [str(BAKERY.id)]


def test_what_one_device_wins_the_others_are_told(guest: Guest, phone: Socket) -> None:
    with guest.open_socket() as tablet:
        tablet.wait_for("snapshot")
        phone.send_fixes(walk(20))
        assert tablet.wait_for("fog_lifted")["blocks"]


def test_nobody_else_is_told(server: ServerProcess, phone: Socket) -> None:
    with Guest(server).open_socket() as stranger:
        stranger.wait_for("snapshot")
        phone.send_fixes(walk(20))
        stranger.send_fixes(walk(0, ended_s_ago=7200))
        stranger.wait_for("points_awarded")
        lifted = [payload for event, payload in stranger.received if event == "fog_lifted"]
    assert len(lifted) == 1


def test_without_a_session_no_socket_opens(server: ServerProcess) -> None:
    client = SocketClient()
    refusals: list[Any] = []
    client.on("connect_error", refusals.append, namespace="/play")
    with pytest.raises(NoConnection):
        client.connect(server.url, namespaces=["/play"], transports=["websocket"], wait_timeout=DEADLINE_S)
    assert refusals[0]["data"]["code"] == "not_signed_in"
    client.disconnect()


GOOD_FIX = {"lat": 50.4291, "lon": 2.8319, "horizontal_accuracy_m": 5, "taken_at": "2026-06-03T10:00:00Z"}
DEVICE = "0190b6a0-0000-7000-8000-00000000d001"


@pytest.mark.parametrize(
    ("event", "args", "code", "pointer"),
    [
        ("gps_fixes", (), "malformed_message", None),
        ("gps_fixes", ({}, {}), "malformed_message", None),
        ("no_such_event", ({},), "unknown_event", None),
        ("connect", ({},), "unknown_event", None),
        ("disconnect", (), "unknown_event", None),
        ("gps_fixes", ("text",), "validation_failed", ""),
        ("gps_fixes", ({"device_id": DEVICE, "fixes": []},), "validation_failed", "/fixes"),
        ("gps_fixes", ({"device_id": DEVICE, "fixes": [GOOD_FIX] * 201},), "validation_failed", "/fixes"),
        (
            "gps_fixes",
            ({"device_id": DEVICE, "fixes": [{**GOOD_FIX, "lat": 91}]},),
            "validation_failed",
            "/fixes/0/lat",
        ),
        (
            "gps_fixes",
            ({"device_id": DEVICE, "fixes": [{**GOOD_FIX, "taken_at": "2026-06-03T10:00:00"}]},),
            "validation_failed",
            "/fixes/0/taken_at",
        ),
        (
            "gps_fixes",
            ({"device_id": DEVICE, "fixes": [{**GOOD_FIX, "speed": 3}]},),
            "validation_failed",
            "/fixes/0/speed",
        ),
        ("gps_fixes", ({"device_id": "me", "fixes": [GOOD_FIX]},), "validation_failed", "/device_id"),
        ("gps_fixes", (b"bytes",), "malformed_message", None),
        ("gps_fixes", ("x" * 100_000,), "payload_too_large", None),
    ],
)
def test_a_bad_message_gets_a_problem_and_the_socket_lives_on(
    phone: Socket, event: str, args: tuple[Any, ...], code: str, pointer: str | None
) -> None:
    ack = phone.ask(event, *args)

    assert ack["ok"] is False
    assert ack["problem"]["code"] == code
    assert ack["problem"]["retryable"] is False
    if pointer is not None:
        assert ack["problem"]["errors"][0]["pointer"] == pointer
    assert phone.send_fixes(walk(0))["ok"] is True


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ('42/play,7["gps_fixes",{"lat":', "malformed_message"),
        ('42/play,7{"event":"gps_fixes"}', "malformed_message"),
        ("42/play,7[]", "malformed_message"),
        ("42/play,7[12]", "malformed_message"),
        ('42/play,7["gps_fixes",' + "[" * 70_000, "payload_too_large"),
    ],
)
def test_a_frame_that_cannot_be_read_gets_a_problem_and_the_socket_lives_on(
    guest: Guest, frame: str, code: str
) -> None:
    with RawSocket(guest) as raw:
        raw.send(frame)
        assert raw.ack_of(7)["problem"]["code"] == code
        raw.send('42/play,8["no_such_event"]')
        assert raw.ack_of(8)["problem"]["code"] == "unknown_event"


def test_too_many_messages_are_told_to_wait_and_can_be_sent_again(phone: Socket) -> None:
    answers = [phone.ask("no_such_event")["problem"] for _ in range(26)]

    assert [answer["code"] for answer in answers[:25]] == ["unknown_event"] * 25
    assert answers[25]["code"] == "too_many_requests"
    assert answers[25]["retryable"] is True
    assert 0 < answers[25]["retry_after_s"] <= 10


def test_a_failure_of_ours_is_answered_and_logged_without_positions(
    server: ServerProcess, engine: Engine, phone: Socket
) -> None:
    phone.wait_for("snapshot")
    with engine.begin() as connection:
        connection.execute(text("alter table ledger_entry rename to mislaid"))
    try:
        ack = phone.send_fixes(walk(30))
    finally:
        with engine.begin() as connection:
            connection.execute(text("alter table mislaid rename to ledger_entry"))

    assert ack["problem"]["code"] == "internal_error"
    assert ack["problem"]["retryable"] is False
    assert phone.send_fixes(walk(30))["ok"] is True
    logged = server.log.read_text()
    assert "a socket message could not be handled" in logged
    assert "50.42" not in logged
    assert "2.83" not in logged


@pytest.mark.parametrize(("namespace", "table"), [("/play", "ledger_entry"), ("/help", "meeting")])
def test_a_client_whose_snapshot_fails_is_told_whatever_failed(
    server: ServerProcess, engine: Engine, guest: Guest, namespace: str, table: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"alter table {table} rename to mislaid"))
    try:
        with guest.open_socket(namespace) as socket:
            socket.wait_until_closed()
            assert socket.received == []
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"alter table mislaid rename to {table}"))

    assert "a snapshot could not be sent" in server.log.read_text()
    with guest.open_socket(namespace) as socket:
        socket.wait_for("snapshot" if namespace == "/play" else "help_snapshot")


def test_while_the_database_is_away_the_phone_is_asked_to_keep_its_fixes(engine: Engine, phone: Socket) -> None:
    # Whose snapshot fails is sent away.
    phone.wait_for("snapshot")
    name = engine.url.database
    # From another database: nobody can shut the door of the one they stand in.
    admin = create_engine(engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'alter database "{name}" allow_connections false'))
        connection.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = :name and pid <> pg_backend_pid()"
            ),
            {"name": name},
        )
        try:
            ack = phone.send_fixes(walk(30))
        finally:
            connection.execute(text(f'alter database "{name}" allow_connections true'))
    admin.dispose()

    assert ack["problem"]["code"] == "storage_unavailable"
    assert ack["problem"]["retryable"] is True
    assert phone.send_fixes(walk(30))["ok"] is True


def test_frames_that_arrive_as_a_socket_closes_do_not_reach_the_log(server: ServerProcess, guest: Guest) -> None:
    position_deg = "50.987654321"
    with RawSocket(guest) as raw:
        for _ in range(50):
            raw.send(f'42/play,["gps_fixes",{{"lat":{position_deg}}}]')
        raw.send("41/play,")
        raw.send("1")
        for _ in range(50):
            raw.send(f'42/play,["gps_fixes",{{"lat":{position_deg}}}]')
    Guest(server)
    assert position_deg not in server.log.read_text()
