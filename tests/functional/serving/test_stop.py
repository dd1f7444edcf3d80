"""Stopping `jokajobs serve` while it is in the middle of something: answered and kept, or to be tried again."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, Engine, text

from server.simulator.socket_client import SocketClient
from tests.support.databases import NewDatabase
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess, fix_payload
from tests.support.waiting import wait_until

_LOCKED_OUT = text(
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
)


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("stop"), [])
    yield engine
    engine.dispose()


@contextmanager
def all_players_held(engine: Engine) -> Iterator[Connection]:
    """Nobody else locks a player meanwhile; leaving it lets them."""
    with engine.connect() as holder:
        holder.execute(text("select from player for no key update"))
        yield holder


def wait_for_locked_out(engine: Engine, count: int) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as looking:
        wait_until(lambda: looking.scalar(_LOCKED_OUT) == count)


def takes_no_more(server: ServerProcess) -> bool:
    try:
        requests.get(f"{server.url}/healthz", timeout=DEADLINE_S)
    except requests.ConnectionError:
        return True
    return False


def polled_fixes(guest: Guest, message: dict[str, Any]) -> Callable[[], Any]:
    """Joins by long polling; returns what sends `message` and waits for its answer."""
    http = requests.Session()
    client = SocketClient(http_session=http)
    client.connect(
        guest.server.url,
        namespaces=["/play"],
        transports=["polling"],
        headers={"Cookie": guest.cookie},
        wait_timeout=DEADLINE_S,
    )

    def ask() -> Any:
        answer = client.call("gps_fixes", message, namespace="/play", timeout=DEADLINE_S)
        # The server ends it; what is left to close is ours.
        client.wait()
        http.close()
        return answer

    return ask


def fixes_of(guest: Guest) -> dict[str, Any]:
    return {"device_id": guest.device_id, "fixes": [fix_payload(one) for one in walk(30)], "context": []}


def is_kept(engine: Engine, guest: Guest) -> bool:
    with engine.connect() as connection:
        return bool(connection.scalar(text("select count(*) from fog_block where player_id = :id"), {"id": guest.id}))


def test_what_is_under_way_is_kept_and_answered(engine: Engine, start_server: StartServer) -> None:
    server = start_server(address_of(engine))
    walker, poller, chooser = Guest(server), Guest(server), Guest(server)
    ask_by_polling = polled_fixes(poller, fixes_of(poller))
    with walker.open_socket() as phone, ThreadPoolExecutor() as pool:
        phone.wait_for("snapshot")
        with all_players_held(engine):
            walked = pool.submit(phone.ask, "gps_fixes", fixes_of(walker))
            polled = pool.submit(ask_by_polling)
            chosen: Future[requests.Response] = pool.submit(
                chooser.ask, "PUT", "/api/me/wishes", {"kinds": ["training"]}
            )
            wait_for_locked_out(engine, 3)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
                server.send_signal(number)
            wait_until(lambda: takes_no_more(server))
            assert not any(one.done() for one in (walked, polled, chosen))
        for answer in (walked.result(), polled.result()):
            assert set(answer["verdicts"]) == {"ok"}
        assert chosen.result().json()["player"]["wishes"]["kinds"] == ["training"]
        assert chosen.result().headers["Connection"] == "close"
        phone.wait_until_closed()
    assert server.wait_for_end() == 0
    assert is_kept(engine, walker)
    assert is_kept(engine, poller)
    assert "Traceback" not in server.log.read_text()


def test_what_cannot_be_finished_is_to_be_tried_again(engine: Engine, start_server: StartServer) -> None:
    server = start_server(address_of(engine))
    walker, chooser = Guest(server), Guest(server)
    with walker.open_socket() as phone, ThreadPoolExecutor() as pool, all_players_held(engine):
        phone.wait_for("snapshot")
        walked = pool.submit(phone.ask, "gps_fixes", fixes_of(walker))
        chosen = pool.submit(chooser.ask, "PUT", "/api/me/wishes", {"kinds": ["training"]})
        wait_for_locked_out(engine, 2)
        assert server.stop() == 0
        # PostgreSQL gave the locks up, or the server its connections.
        assert walked.result()["problem"]["retryable"]
        assert chosen.result().status_code == 503
    assert not is_kept(engine, walker)
    assert "Traceback" not in server.log.read_text()
