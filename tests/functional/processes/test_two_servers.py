"""Two servers on one database, with a message queue between them: whoever talks need not be on the same one."""

from collections.abc import Iterator
from time import sleep
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from game_rules.limits import DEFAULT_LIMITS
from server.clock import utc_now
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.outside.redis_servers import RedisServer, redis_server
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.help_people import make_joker, scene_on
from tests.support.running.servers import Browser, Guest, ServerProcess, Socket
from tests.support.scenes.help import HelpScene
from tests.support.waiting import wait_until

Servers = tuple[ServerProcess, ServerProcess]


@pytest.fixture(scope="module")
def queue() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("two_servers"), [offer(metres_north=100)])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scene(engine: Engine) -> HelpScene:
    return scene_on(engine)


@pytest.fixture(scope="module")
def servers(engine: Engine, scene: HelpScene, queue: RedisServer, start_server: StartServer) -> Servers:
    env = {"JOKAJOBS_MESSAGE_QUEUE": queue.url, "JOKAJOBS_RATE_LIMIT_STORAGE": queue.url}
    env["JOKAJOBS_MAX_MESSAGES_PER_10_S"] = "1000"
    return start_server(address_of(engine), env=env), start_server(address_of(engine), env=env)


def on(server: ServerProcess, browser: Browser) -> Browser:
    """The same browser with the same cookie, sent to another server."""
    browser.server = server
    return browser


def say(socket: Socket, conversation_id: str, words: str) -> Any:
    message = {"conversation_id": conversation_id, "client_id": str(uuid4()), "text": words}
    return socket.ask("send_message", message)["message"]


def test_a_call_is_answered_and_talked_over_between_two_servers(servers: Servers, scene: HelpScene) -> None:
    one, other = servers
    asker, joker = Guest(one), make_joker(other, scene)
    assert joker.send("PUT", "/api/joker/free-now", {})["free"] is not None
    with (
        asker.open_socket("/help") as at_asker,
        joker.open_socket("/help") as at_joker,
        joker.open_socket() as playing,
    ):
        for socket in (at_asker, at_joker):
            socket.wait_for("help_snapshot")
        call_id = str(uuid4())
        assert at_asker.ask("ask_joker", {"call_id": call_id, "topic": "cv"})["call"]["state"] == "open"
        assert at_joker.wait_for("call_offered")["call"]["id"] == call_id
        assert at_joker.ask("accept_call", {"call_id": call_id})["ok"] is True
        assert at_asker.wait_for("conversation_changed")["conversation"]["state"] == "accepted"

        assert say(at_asker, call_id, "Bonjour") == at_joker.wait_for("message")["message"]
        assert say(at_joker, call_id, "Bonjour !") == at_asker.wait_for("message")["message"]
        at_joker.ask("typing", {"conversation_id": call_id})
        assert at_asker.wait_for("other_typing") == {"conversation_id": call_id}
        at_asker.ask("close_conversation", {"conversation_id": call_id, "helped": True})
        (entry,) = playing.wait_for("points_awarded")["entries"]
        assert entry["points"] == DEFAULT_LIMITS.points_help_given
        assert at_joker.wait_for("conversation_changed")["conversation"]["helped"] is True
        offered = [payload for event, payload in at_joker.received if event == "call_offered"]
        messages = [payload for event, payload in at_joker.received if event == "message"]
        assert (len(offered), len(messages)) == (1, 1), "once, though two servers tell it"


def test_two_clocks_tell_each_step_once_and_on_the_right_server(
    servers: Servers, scene: HelpScene, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("truncate joker, help_request cascade"))
    one, other = servers
    asker, joker = Guest(one), make_joker(other, scene)
    with asker.open_socket("/help") as at_asker, joker.open_socket("/help") as at_joker:
        at_joker.wait_for("help_snapshot")
        # Whoever is not free is asked by the last wave only, which the clocks send.
        call_id = scene.open_call_for(scene.player(), [], utc_now())
        with engine.begin() as connection:
            due = "update help_request set asker_id = :asker, state = 'waiting', due_at = now() where id = :id"
            connection.execute(text(due), {"asker": asker.id, "id": call_id})
        assert at_joker.wait_for("call_offered")["call"]["id"] == str(call_id)
        at_asker.ask("withdraw_call", {"call_id": str(call_id)})
        assert at_joker.wait_for("call_gone")["reason"] == "withdrawn"
        assert [event for event, _ in at_joker.received].count("call_offered") == 1


def test_who_leaves_on_one_server_is_gone_on_the_other(servers: Servers, scene: HelpScene) -> None:
    one, other = servers
    asker, joker = Guest(one), make_joker(other, scene)
    conversation_id = str(scene.conversation(asker.id, joker.id, utc_now()))
    with joker.open_socket("/help") as at_joker, on(other, asker).open_socket() as walking:
        at_joker.wait_for("help_snapshot")
        assert walking.send_fixes(walk(20))["ok"] is True
        assert on(one, asker).ask("DELETE", "/api/me").status_code == 200
        gone = at_joker.wait_for("conversation_changed")["conversation"]
        assert (gone["id"], gone["state"], gone["other"]) == (conversation_id, "closed", None)
        walking.wait_until_closed()


def test_guests_are_counted_by_both_servers_together(servers: Servers) -> None:
    one, other = servers
    limited = [Browser(server) for server in (one, other)]
    email = f"{uuid4()}@example.org"
    statuses = [
        limited[number % 2].ask("POST", "/api/sign-in/codes", {"email": email}).status_code for number in range(6)
    ]
    assert statuses == [202] * 5 + [429]


def test_while_the_queue_is_away_nothing_is_lost_and_afterwards_pushes_flow(
    servers: Servers, scene: HelpScene, queue: RedisServer
) -> None:
    one, other = servers
    asker, joker = Guest(one), make_joker(other, scene)
    conversation_id = str(scene.conversation(asker.id, joker.id, utc_now()))
    with asker.open_socket("/help") as at_asker, joker.open_socket("/help") as at_joker:
        at_joker.wait_for("help_snapshot")
        queue.stop()
        try:
            said = [say(at_asker, conversation_id, "Tu es là ?")]
            page = at_joker.ask("fetch_messages", {"conversation_id": conversation_id, "after": 0})
            assert page["messages"] == said
        finally:
            queue.start()

        def pushed_after_one_more() -> list[Any]:
            said.append(say(at_asker, conversation_id, "Et maintenant ?"))
            sleep(0.2)
            return [payload for event, payload in at_joker.received if event == "message"]

        pushed = wait_until(pushed_after_one_more, "the servers to find each other again")
        assert pushed[0]["message"] in said[1:]
    assert "Tu es là" not in one.log.read_text() + other.log.read_text()


def test_each_server_tells_its_own_sockets_of_a_changed_offer_once(
    servers: Servers, scene: HelpScene, engine: Engine
) -> None:
    one, other = servers
    player = Guest(one)
    with player.open_socket() as here:
        assert here.send_fixes(walk(250))["ok"] is True
        found = here.wait_for("offer_discovered")["offer"]
        with on(other, player).open_socket() as there:
            there.wait_for("snapshot")
            told = []
            for salary in ("11 € de l’heure", "12 € de l’heure", "13 € de l’heure"):
                with engine.begin() as connection:
                    changed = text("update offer set salary = :salary where id = :id")
                    connection.execute(changed, {"salary": salary, "id": found["id"]})
                    connection.execute(text("select pg_notify('campaign_changed', '')"))
                told.append(salary)
                for socket in (here, there):
                    assert [one["salary"] for one in socket.wait_for("offers_changed")["changed"]] == [salary]
            for socket in (here, there):
                heard = [
                    payload["changed"][0]["salary"] for event, payload in socket.received if event == "offers_changed"
                ]
                assert heard == told, "once from each change, though both servers heard of it"
