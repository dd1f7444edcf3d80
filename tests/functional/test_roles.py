"""Who may do what: every address and every socket event, as everybody. What the tables do not name fails here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
import socketio
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.limits import JOKER_CHARTER_VERSION
from game_rules.people.players import AgeBand, Language, Player, Role
from game_rules.people.wishes import Wishes
from server.app import create_app
from server.clock import utc_now
from server.persistence.unit_of_work import UnitOfWork
from server.schemas.protocol import FROM_CLIENT, HELP_FROM_CLIENT, HELP_NAMESPACE, NAMESPACE, SESSION_COOKIE
from server.services.accounts.sessions import start_session
from server.settings import Settings
from tests.databases import NewDatabase
from tests.factories import offer
from tests.functional.conftest import StartServer, fill_database
from tests.functional.servers import DEADLINE_S, ServerProcess, fix_payload
from tests.functional.test_play_protocol import walk


class Visitor(StrEnum):
    """Everybody there is."""

    NOBODY = "nobody"
    GUEST = "guest"
    PLAYER = "player"
    JOKER = "joker"
    EMPLOYER = "employer"
    ORGANISER = "organiser"


Statuses = Mapping[Visitor, int]


def everybody(status: int) -> Statuses:
    return dict.fromkeys(Visitor, status)


def signed_in(status: int) -> Statuses:
    return {**everybody(status), Visitor.NOBODY: 401}


def with_account(status: int) -> Statuses:
    return {**signed_in(status), Visitor.GUEST: 403}


def only(*allowed: Visitor, status: int) -> Statuses:
    return {**everybody(403), **dict.fromkeys(allowed, status)}


@dataclass(frozen=True)
class Address:
    """How to ask for it, and what each visitor is answered. `{visitor}` in the body becomes the visitor's name."""

    statuses: Statuses
    path: str | None = None
    body: Any = None
    is_page: bool = False


SOMEBODY = "0190b6a0-0000-7000-8000-000000000001"
"""An id that nobody and nothing has."""

JOKER_PROFILE = {"topics": ["cv"], "languages": ["fr"], "charter_version": JOKER_CHARTER_VERSION}

BAKERY = {"name": "Boulangerie de démonstration", "kind": "employer", "siret": None}
ORGANISATION = f"/api/employer/organisations/{SOMEBODY}"
OFFER = f"/api/employer/offers/{SOMEBODY}"

PUSH_SUBSCRIPTION = {
    "endpoint": "https://push.example.org/a",
    "keys": {"p256dh": "B" + 86 * "A", "auth": 22 * "A"},
}

ADDRESSES: dict[tuple[str, str], Address] = {
    ("GET", "/"): Address(everybody(200)),
    ("GET", "/<path:name>"): Address(everybody(404), path="/no-such-file"),
    ("GET", "/problems/<code>"): Address(everybody(200), path="/problems/too_young"),
    ("GET", "/map/territory.pmtiles"): Address(everybody(200)),
    ("GET", "/healthz"): Address(everybody(200)),
    ("GET", "/readyz"): Address(everybody(200)),
    ("GET", "/openapi"): Address(everybody(200)),
    ("GET", "/openapi/openapi.json"): Address(everybody(200)),
    ("GET", "/recruter"): Address(everybody(200)),
    ("GET", "/public/<path:name>"): Address(everybody(200), path="/public/pages.css"),
    ("GET", "/offres"): Address(everybody(200)),
    ("GET", "/offres/<uuid:offer_id>"): Address(everybody(200), path=f"/offres/{offer().id}"),
    ("GET", "/offres/<uuid:offer_id>.ics"): Address(everybody(404), path=f"/offres/{SOMEBODY}.ics"),
    ("GET", "/offres.atom"): Address(everybody(200)),
    ("GET", "/offres.geojson"): Address(everybody(200)),
    ("GET", "/offres.csv"): Address(everybody(200)),
    ("GET", "/sitemap.xml"): Address(everybody(200)),
    ("GET", "/robots.txt"): Address(everybody(200)),
    # A page for people, save its status: tests/functional/test_posters.py.
    ("GET", "/p/<token>"): Address(everybody(410), path="/p/made-up", is_page=True),
    ("GET", "/api/employer/offers/<uuid:offer_id>/poster.pdf"): Address(
        with_account(404), path=f"/api/employer/offers/{offer().id}/poster.pdf"
    ),
    ("GET", "/api/employer/offers/<uuid:offer_id>/poster.png"): Address(
        with_account(404), path=f"/api/employer/offers/{SOMEBODY}/poster.png"
    ),
    ("POST", "/api/employer/offers/<uuid:offer_id>/poster/revoke"): Address(
        with_account(404), path=f"/api/employer/offers/{offer().id}/poster/revoke"
    ),
    ("POST", "/api/posters/scan"): Address(signed_in(410), body={"token": "made-up"}),
    ("GET", "/api/campaign"): Address(everybody(200)),
    ("GET", "/api/communes"): Address(everybody(200)),
    ("GET", "/api/client-settings"): Address(everybody(200)),
    ("GET", "/api/demo-walk.gpx"): Address(everybody(200)),
    ("GET", "/api/schematic-map.geojson"): Address(everybody(200)),
    # Of this machine whoever it is, and only without an SMTP server: tests/functional/test_sign_in.py.
    ("GET", "/dev/outbox"): Address({**everybody(404), Visitor.ORGANISER: 200}),
    ("POST", "/api/age"): Address(everybody(204), body={"age_band": "15_17"}),
    ("POST", "/api/guests"): Address(everybody(201), body={"name": "Camille", "age_band": "18_plus"}),
    ("POST", "/api/sign-in/codes"): Address(everybody(202), body={"email": "{visitor}@example.org"}),
    ("POST", "/api/sign-in"): Address(everybody(403), body={"email": "{visitor}@example.org", "code": "000000"}),
    ("POST", "/api/sign-out"): Address(signed_in(204)),
    ("POST", "/api/me/passkeys/options"): Address({**signed_in(200), Visitor.GUEST: 403}),
    ("POST", "/api/me/passkeys"): Address(signed_in(403), body={"credential": {}}),
    ("GET", "/api/me/passkeys"): Address(signed_in(200)),
    ("DELETE", "/api/me/passkeys/<uuid:passkey_id>"): Address(signed_in(404), path=f"/api/me/passkeys/{SOMEBODY}"),
    ("POST", "/api/sign-in/passkey/options"): Address(everybody(200)),
    ("POST", "/api/sign-in/passkey"): Address(everybody(403), body={"credential": {}}),
    ("GET", "/api/me"): Address(signed_in(200)),
    ("DELETE", "/api/me"): Address(signed_in(204)),
    ("GET", "/api/me/export"): Address(signed_in(200)),
    ("GET", "/api/me/offers"): Address(signed_in(200)),
    ("PUT", "/api/me/wishes"): Address(signed_in(200), body={}),
    ("PUT", "/api/me/consent"): Address(signed_in(200), body={"version": "2026-11"}),
    ("DELETE", "/api/me/consent"): Address(signed_in(200)),
    ("GET", "/api/me/sessions"): Address(signed_in(200)),
    ("DELETE", "/api/me/sessions"): Address(signed_in(204)),
    ("DELETE", "/api/me/sessions/<uuid:session_id>"): Address(
        signed_in(404), path="/api/me/sessions/0190b6a0-0000-7000-8000-000000000001"
    ),
    ("GET", "/api/me/notifications"): Address(signed_in(200)),
    ("POST", "/api/me/notifications/read"): Address(signed_in(200), body={"up_to": SOMEBODY}),
    ("GET", "/api/me/notification-settings"): Address(signed_in(200)),
    ("PUT", "/api/me/notification-settings"): Address(signed_in(200), body={"settings": []}),
    ("GET", "/api/push-key"): Address(everybody(200)),
    # This server sends no pushes, so that none can be asked for; tests/functional/test_pushes.py has one that does.
    ("POST", "/api/me/push-subscriptions"): Address(signed_in(409), body=PUSH_SUBSCRIPTION),
    ("DELETE", "/api/me/push-subscriptions"): Address(signed_in(204), body={"endpoint": "https://push.example.org/a"}),
    # The one offer of this world lies under everybody's clouds.
    ("POST", "/api/offers/<uuid:offer_id>/application"): Address(
        signed_in(409), path=f"/api/offers/{SOMEBODY}/application", body={"first_name": "Camille", "can_do": "Vendre"}
    ),
    ("GET", "/api/me/applications"): Address(signed_in(200)),
    **{
        ("POST", f"/api/me/applications/<uuid:application_id>/{action}"): Address(
            signed_in(404), path=f"/api/me/applications/{SOMEBODY}/{action}"
        )
        for action in ("withdraw", "reminded")
    },
    ("GET", "/api/me/saved"): Address(signed_in(200)),
    ("PUT", "/api/me/saved/<uuid:offer_id>"): Address(signed_in(409), path=f"/api/me/saved/{SOMEBODY}"),
    ("DELETE", "/api/me/saved/<uuid:offer_id>"): Address(signed_in(200), path=f"/api/me/saved/{SOMEBODY}"),
    # Of members of the organisation alone, whatever the role: to others they are not there.
    ("GET", "/api/employer/offers/<uuid:offer_id>/applications"): Address(
        signed_in(404), path=f"/api/employer/offers/{SOMEBODY}/applications"
    ),
    ("POST", "/api/employer/applications/<uuid:application_id>/seen"): Address(
        signed_in(404), path=f"/api/employer/applications/{SOMEBODY}/seen"
    ),
    ("POST", "/api/employer/applications/<uuid:application_id>/answer"): Address(
        signed_in(404), path=f"/api/employer/applications/{SOMEBODY}/answer", body={"answer": "phone"}
    ),
    ("POST", "/api/wording"): Address(everybody(200), body={"kind": "job", "title": "Fleuriste"}),
    ("GET", "/api/rome"): Address(everybody(200), path="/api/rome?q=boulang"),
    ("GET", "/api/addresses"): Address(signed_in(200), path="/api/addresses?q=rue"),
    ("GET", "/organiser"): Address(everybody(200)),
    ("POST", "/organiser/session"): Address(everybody(403), body={"token": "made up"}),
    ("GET", "/organiser/preview"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/preview.js"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/preview.json"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/structures"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/staffed-places"): Address(everybody(200)),
    ("GET", "/api/me/blocked"): Address(signed_in(200)),
    ("DELETE", "/api/me/blocked/<uuid:player_id>"): Address(signed_in(200), path=f"/api/me/blocked/{SOMEBODY}"),
    # Anybody may apply; whoever has not is no Joker yet, whatever their role.
    ("POST", "/api/joker"): Address(signed_in(201), body=JOKER_PROFILE),
    ("GET", "/api/joker"): Address(signed_in(403)),
    ("PUT", "/api/joker"): Address(signed_in(403), body=JOKER_PROFILE),
    ("DELETE", "/api/joker"): Address(signed_in(403)),
    ("PUT", "/api/joker/availability"): Address(signed_in(403), body={"slots": []}),
    ("PUT", "/api/joker/free-now"): Address(signed_in(403), body={}),
    ("DELETE", "/api/joker/free-now"): Address(signed_in(403)),
    ("GET", "/api/organiser/jokers"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/conversations/<uuid:conversation_id>/meeting-slots"): Address(
        signed_in(404), path=f"/api/conversations/{SOMEBODY}/meeting-slots"
    ),
    ("GET", "/api/meetings/<uuid:meeting_id>.ics"): Address(signed_in(404), path=f"/api/meetings/{SOMEBODY}.ics"),
    ("GET", "/api/organiser/walking-days"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/organiser/meeting-alerts"): Address(only(Visitor.ORGANISER, status=200)),
    ("POST", "/api/organiser/meeting-alerts/<uuid:meeting_id>/<role>/settled"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/api/organiser/meeting-alerts/{SOMEBODY}/asker/settled"
    ),
    ("GET", "/api/organiser/reports"): Address(only(Visitor.ORGANISER, status=200)),
    **{
        ("POST", f"/api/organiser/jokers/<uuid:player_id>/{decision}"): Address(
            only(Visitor.ORGANISER, status=404),
            path=f"/api/organiser/jokers/{SOMEBODY}/{decision}",
            body={"reason": "une raison"},
        )
        for decision in ("approve", "decline", "suspend", "identity-checked")
    },
    # Whatever their role: who answers for an organisation is said by its list of members.
    ("GET", "/api/employer"): Address(with_account(200)),
    ("POST", "/api/employer/organisations"): Address(with_account(201), body=BAKERY),
    ("GET", "/api/employer/organisations/<uuid:organisation_id>"): Address(with_account(404), path=ORGANISATION),
    ("PUT", "/api/employer/organisations/<uuid:organisation_id>"): Address(
        with_account(404), path=ORGANISATION, body=BAKERY
    ),
    ("POST", "/api/employer/organisations/<uuid:organisation_id>/invitations"): Address(
        with_account(404), path=f"{ORGANISATION}/invitations", body={"email": "{visitor}@example.org"}
    ),
    ("DELETE", "/api/employer/organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>"): Address(
        with_account(404), path=f"{ORGANISATION}/invitations/{SOMEBODY}"
    ),
    ("POST", "/api/employer/invitations/accept"): Address(signed_in(403), body={"token": "made-up"}),
    ("PUT", "/api/employer/organisations/<uuid:organisation_id>/members/<uuid:account_id>"): Address(
        with_account(404), path=f"{ORGANISATION}/members/{SOMEBODY}", body={"is_owner": True}
    ),
    ("DELETE", "/api/employer/organisations/<uuid:organisation_id>/members/<uuid:account_id>"): Address(
        with_account(404), path=f"{ORGANISATION}/members/{SOMEBODY}"
    ),
    ("GET", "/api/employer/organisations/<uuid:organisation_id>/offers"): Address(
        with_account(404), path=f"{ORGANISATION}/offers"
    ),
    ("POST", "/api/employer/organisations/<uuid:organisation_id>/offers"): Address(
        with_account(404), path=f"{ORGANISATION}/offers", body={"kind": "job", "title": "Vente"}
    ),
    ("GET", "/api/employer/offers/<uuid:offer_id>"): Address(with_account(404), path=OFFER),
    ("PUT", "/api/employer/offers/<uuid:offer_id>"): Address(
        with_account(404), path=OFFER, body={"version": 1, "kind": "job", "title": "Vente"}
    ),
    **{
        ("POST", f"/api/employer/offers/<uuid:offer_id>/{move}"): Address(
            with_account(404), path=f"{OFFER}/{move}", body={"version": 1}
        )
        for move in ("submit", "pause", "resume", "fill", "withdraw", "prolong")
    },
    ("GET", "/api/employer/offers/<uuid:offer_id>/registrations"): Address(
        with_account(404), path=f"{OFFER}/registrations"
    ),
    # Undiscovered is undiscovered, whether it is there or not.
    ("POST", "/api/offers/<uuid:offer_id>/registration"): Address(
        signed_in(409), path=f"/api/offers/{SOMEBODY}/registration"
    ),
    ("DELETE", "/api/offers/<uuid:offer_id>/registration"): Address(
        signed_in(409), path=f"/api/offers/{SOMEBODY}/registration"
    ),
    ("GET", "/api/offers/<uuid:offer_id>/event.ics"): Address(signed_in(409), path=f"/api/offers/{SOMEBODY}/event.ics"),
    # Its token is the key, whoever holds it.
    ("GET", "/r/<token>"): Address(everybody(404), path="/r/made-up"),
    ("POST", "/r/<token>"): Address(everybody(404), path="/r/made-up"),
    ("GET", "/api/organiser/offers"): Address(only(Visitor.ORGANISER, status=200)),
    **{
        ("POST", f"/api/organiser/offers/<uuid:offer_id>/{decision}"): Address(
            only(Visitor.ORGANISER, status=404),
            path=f"/api/organiser/offers/{SOMEBODY}/{decision}",
            body={"reason": "une raison"},
        )
        for decision in ("publish", "send-back", "withdraw")
    },
    ("GET", "/api/organiser/organisations"): Address(only(Visitor.ORGANISER, status=200)),
    **{
        ("POST", f"/api/organiser/organisations/<uuid:organisation_id>/{decision}"): Address(
            only(Visitor.ORGANISER, status=404),
            path=f"/api/organiser/organisations/{SOMEBODY}/{decision}",
            body={"reason": "une raison"},
        )
        for decision in ("verify", "decline", "suspend", "reinstate")
    },
    ("POST", "/api/organiser/reports/<uuid:report_id>/settled"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/api/organiser/reports/{SOMEBODY}/settled"
    ),
}

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
    now = utc_now()
    with UnitOfWork(sessionmaker(engine)) as unit:
        unit.accounts.add(player, AgeBand.FROM_18, now.date())
        token = start_session(unit, player.account_id, "", now)
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
    client = socketio.Client(reconnection=False)
    try:
        client.connect(
            server.url, namespaces=[namespace], transports=["websocket"], headers=headers, wait_timeout=DEADLINE_S
        )
        return client.call(event, message, namespace=namespace, timeout=DEADLINE_S)
    except socketio.exceptions.ConnectionError:
        return None
    finally:
        client.disconnect()
