"""Roles and rights: every address and every socket event, as everybody. What the tables do not name fails here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from socketio.exceptions import ConnectionError as NoConnection
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.people.players import AgeBand, Language, Player, Role
from game_rules.people.wishes import Wishes
from server.app import create_app
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.schemas.protocol import FROM_CLIENT, HELP_FROM_CLIENT, HELP_NAMESPACE, NAMESPACE, SESSION_COOKIE
from server.services.accounts.sessions import start_session
from server.settings import Settings
from server.simulator.socket_client import SocketClient
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.addresses import ADDRESSES, SOMEBODY, Visitor
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.servers import DEADLINE_S, ServerProcess, fix_payload

EVENTS: dict[str, tuple[Any, frozenset[Visitor]]] = {
    "gps_fixes": (
        {"device_id": str(uuid4()), "fixes": [fix_payload(one) for one in walk(0)]},
        frozenset(Visitor) - {Visitor.NOBODY},
    ),
}
"""A good message of each event, and who may send it. Nobody has no socket at all."""

HELP_EVENTS: dict[str, tuple[dict[str, Any], str | None]] = {
    "ask_joker": ({"call_id": "{new}", "topic": "cv"}, None),
    "withdraw_call": ({"call_id": SOMEBODY}, "call_not_found"),
    "call_seen": ({"call_id": SOMEBODY}, "call_not_found"),
    "accept_call": ({"call_id": SOMEBODY}, "call_not_found"),
    "close_conversation": ({"conversation_id": SOMEBODY}, "call_not_found"),
    "send_message": ({"conversation_id": SOMEBODY, "client_id": SOMEBODY, "text": "Bonjour"}, "call_not_found"),
    "fetch_messages": ({"conversation_id": SOMEBODY}, "call_not_found"),
    "mark_messages": ({"conversation_id": SOMEBODY, "delivered_up_to": 1}, "call_not_found"),
    "typing": ({"conversation_id": SOMEBODY}, "call_not_found"),
    "block": ({"call_id": SOMEBODY}, "call_not_found"),
    "report": ({"call_id": SOMEBODY, "reason": "spam"}, "call_not_found"),
    "propose_meeting": (
        {
            "meeting_id": "{new}",
            "conversation_id": SOMEBODY,
            "place_id": SOMEBODY,
            "starts_at": "2026-06-03T10:00:00Z",
            "duration_minutes": 30,
        },
        "call_not_found",
    ),
    "confirm_meeting": ({"meeting_id": SOMEBODY}, "meeting_not_found"),
    "cancel_meeting": ({"meeting_id": SOMEBODY}, "meeting_not_found"),
    "say_well": ({"meeting_id": SOMEBODY}, "meeting_not_found"),
    "late_for_meeting": ({"meeting_id": SOMEBODY, "minutes": 10}, "meeting_not_found"),
    "check_in": ({"meeting_id": SOMEBODY, "fix": fix_payload(walk(0)[0])}, "meeting_not_found"),
    "check_out": ({"meeting_id": SOMEBODY}, "meeting_not_found"),
}
"""Whoever is signed in may ask. All else belongs to two people: to others it is not there, whatever their role."""


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("roles"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def pmtiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "territory.pmtiles"
    path.write_bytes(b"PMTiles")
    return path


@pytest.fixture(scope="module")
def server(engine: Engine, pmtiles: Path, start_server: StartServer) -> ServerProcess:
    env = {"JOKAJOBS_PMTILES_FILE": str(pmtiles), "JOKAJOBS_GEOCODER_URL": "no"}
    return start_server(engine.url.render_as_string(hide_password=False), env=env)


def cookie_of(engine: Engine, visitor: Visitor) -> dict[str, str]:
    """The header of a new account of that kind: some requests end theirs."""
    if visitor is Visitor.NOBODY:
        return {}
    is_guest = visitor is Visitor.GUEST
    player = Player(
        id=uuid4(),
        account_id=uuid4(),
        name="Camille",
        language=Language.FRENCH,
        is_guest=is_guest,
        wishes=Wishes(),
        roles=frozenset({Role.PLAYER} if is_guest else {Role.PLAYER, Role(visitor.value)}),
        email=None if is_guest else f"{uuid4()}@example.org",
    )
    with context_at(OpenUnit(sessionmaker(engine)), utc_now()).unit() as unit:
        unit.accounts.add(player, AgeBand.FROM_18, unit.now.date())
        token = start_session(unit, player.account_id)
        unit.commit()
    return {"Cookie": f"{SESSION_COOKIE}={token}"}


def test_the_tables_name_every_address_and_every_event(engine: Engine, pmtiles: Path) -> None:
    url = engine.url.render_as_string(hide_password=False)
    application = create_app(Settings(database_url=url, pmtiles_file=pmtiles))
    addresses = {
        (method, rule.rule)
        for rule in application.flask.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    sockets = application.play.server
    application.engine.dispose()
    assert addresses == set(ADDRESSES), "name each with who may use it"
    assert {event.name for event in FROM_CLIENT} == set(EVENTS), "name each with who may send it"
    assert {event.name for event in HELP_FROM_CLIENT} == set(HELP_EVENTS), "name each with what a stranger is told"
    tables = {NAMESPACE, HELP_NAMESPACE}
    assert set(sockets.namespace_handlers) | set(sockets.handlers) == tables, "its events need a table too"


@pytest.mark.parametrize(("method", "rule"), ADDRESSES)
def test_an_address_answers_each_visitor_as_the_table_says(
    engine: Engine, server: ServerProcess, method: str, rule: str
) -> None:
    address = ADDRESSES[method, rule]
    answered = {}
    for visitor in Visitor:
        body = address.body and {
            key: value.replace("{visitor}", visitor.value) if isinstance(value, str) else value
            for key, value in address.body.items()
        }
        answer = requests.request(
            method,
            server.url + (address.path or rule),
            json=body if address.body is not None else None,
            headers=cookie_of(engine, visitor),
            timeout=DEADLINE_S,
        )
        answered[visitor] = answer.status_code
        if answer.status_code >= 400 and not address.is_page:
            assert answer.headers["Content-Type"] == "application/problem+json"
    assert answered == address.statuses


@pytest.mark.parametrize("visitor", Visitor)
@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_taken_from_whom_the_table_says(
    engine: Engine, server: ServerProcess, event: str, visitor: Visitor
) -> None:
    message, allowed = EVENTS[event]
    ack = answer_to(server, NAMESPACE, cookie_of(engine, visitor), event, message)
    if visitor is Visitor.NOBODY:
        assert ack is None
        return
    assert ack["ok"] is (visitor in allowed)
    if visitor not in allowed:
        assert ack["problem"]["code"] == "forbidden"


@pytest.mark.parametrize("visitor", Visitor)
@pytest.mark.parametrize("event", HELP_EVENTS)
def test_a_stranger_to_a_call_is_told_what_the_table_says(
    engine: Engine, server: ServerProcess, event: str, visitor: Visitor
) -> None:
    message, code = HELP_EVENTS[event]
    message = {key: str(uuid4()) if value == "{new}" else value for key, value in message.items()}
    ack = answer_to(server, HELP_NAMESPACE, cookie_of(engine, visitor), event, message)
    if visitor is Visitor.NOBODY:
        assert ack is None
        return
    assert (None if ack["ok"] else ack["problem"]["code"]) == code


def answer_to(server: ServerProcess, namespace: str, headers: dict[str, str], event: str, message: Any) -> Any:
    """The acknowledgement of `message`; None for whoever gets no socket."""
    client = SocketClient()
    try:
        client.connect(
            server.url, namespaces=[namespace], transports=["websocket"], headers=headers, wait_timeout=DEADLINE_S
        )
        return client.call(event, message, namespace=namespace, timeout=DEADLINE_S)
    except NoConnection:
        return None
    finally:
        client.disconnect()
