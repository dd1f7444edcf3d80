"""Somebody is interested: what the server takes of it, and what it refuses."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from server.clock import utc_now
from tests.application_scene import BAKERY
from tests.databases import NewDatabase
from tests.functional.conftest import StartServer, address_of, fill_database
from tests.functional.servers import Browser, Guest, ServerProcess
from tests.functional.test_play_protocol import walk

MEMBER_MAIL = "boulangerie@example.org"
WORDS = {"first_name": "<b>Inès</b>", "can_do": "Vendre", "available": "Le matin", "answers": ["Oui"]}


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("applications"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


@pytest.fixture(scope="module")
def baker(engine: Engine, server: ServerProcess) -> Browser:
    """Somebody who reads what is sent to the bakery."""
    browser = Browser(server)
    browser.sign_in(MEMBER_MAIL, name="Paule")
    member = {"organisation": BAKERY.organisation.id, "account": browser.get("/api/me/export")["account_id"]}
    with engine.begin() as connection:
        connection.execute(
            text("insert into organisation_member values (:organisation, :account, true, :day)"),
            {**member, "day": utc_now().date()},
        )
    return browser


def walker(server: ServerProcess) -> Guest:
    """A guest who found the bakery's offer."""
    guest = Guest(server)
    with guest.open_socket() as phone:
        assert phone.send_fixes(walk(0))["ok"] is True
        phone.wait_for("offer_discovered")
    return guest


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"can_do": 10_000_000 * "x"}, 413),
        ({"can_do": 501 * "x"}, 422),
        ({"first_name": "\u202e\u0000"}, 422),
        ({"answers": 4 * ["Oui"]}, 422),
        ({"answers": []}, 409),
        ({"position": {"lat": 50, "lon": 2}}, 422),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    server: ServerProcess, baker: Browser, changed: dict[str, object], status: int
) -> None:
    guest = walker(server)
    answer = guest.ask("POST", f"/api/offers/{BAKERY.id}/application", {**WORDS, **changed})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert guest.get("/api/me/applications")["applications"] == []


def test_an_answer_that_is_none_is_refused(server: ServerProcess, baker: Browser) -> None:
    sent = walker(server).send("POST", f"/api/offers/{BAKERY.id}/application", WORDS, status=201)
    path = f"/api/employer/applications/{sent['id']}"
    for answer, status in (
        ({"answer": "sent"}, 422),
        ({"answer": "refused"}, 422),
        ({"answer": "refused", "refusal_reason": "too_old"}, 422),
        ({"answer": "hired"}, 409),
    ):
        assert baker.ask("POST", f"{path}/answer", answer).status_code == status
    assert baker.send("POST", f"{path}/seen")["state"] == "seen"
    refused = baker.send("POST", f"{path}/answer", {"answer": "refused", "refusal_reason": "schedule"})
    assert (refused["refusal_reason"], refused["can"]) == ("schedule", ["meeting_proposed", "phone", "refused"])
