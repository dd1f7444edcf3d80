"""The answer to what was done, though the database is lost in the moment after."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests
from sqlalchemy import Engine, text

from tests.support.databases import NewDatabase
from tests.support.factories import place
from tests.support.running.addresses import JOKER_PROFILE
from tests.support.running.employers import DRAFT, Employer, door
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.forgetful_server import COMMITS, FORGETFUL
from tests.support.running.servers import Browser, Guest, ServerProcess

SLOTS = {"slots": [{"weekday": 2, "starts": "18:00", "ends": "20:00"}]}


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("lost_after_commit"), [])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> Iterator[ServerProcess]:
    server = start_server(address_of(engine), command=FORGETFUL)
    yield server
    assert "Traceback" not in server.log.read_text()


def ask_and_lose(browser: Browser, method: str, path: str, body: Any = None, *, commits: int = 1) -> requests.Response:
    """Asks a server whose database is lost once the request has committed."""
    return browser.ask(method, path, body, headers={COMMITS: str(commits)})


def test_the_database_is_lost_after_a_commit_and_not_before(server: ServerProcess) -> None:
    guest = Guest(server)
    assert ask_and_lose(guest, "GET", "/api/me", commits=0).status_code == 503
    assert ask_and_lose(guest, "GET", "/api/me").status_code == 200


def test_who_arrives_has_their_session(server: ServerProcess, engine: Engine) -> None:
    guest = Browser(server)
    said = {"name": "Camille", "language": "fr", "age_band": "18_plus", "wishes": {}}
    arrived = ask_and_lose(guest, "POST", "/api/guests", said)
    assert arrived.status_code == 201, arrived.text
    assert guest.get("/api/me")["player"] == arrived.json()["player"]

    code = guest.mailed_code("camille@example.org")
    body = {"email": "camille@example.org", "code": code, "language": "fr", "age_band": "18_plus", "name": "Camille"}
    # The first one counts the try.
    signed_in = ask_and_lose(guest, "POST", "/api/sign-in", body, commits=2)
    assert signed_in.status_code == 200, signed_in.text
    assert guest.get("/api/me")["totals"] == signed_in.json()["totals"]
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from player")) == 2, "camille, and the guest of the test before"


def test_a_joker_reads_how_they_stand(server: ServerProcess) -> None:
    joker = Guest(server)
    for method, path, body in (
        ("POST", "/api/joker", JOKER_PROFILE),
        ("PUT", "/api/joker", JOKER_PROFILE),
        ("PUT", "/api/joker/availability", SLOTS),
        ("DELETE", "/api/joker/free-now", None),
        ("DELETE", "/api/joker", None),
    ):
        answer = ask_and_lose(joker, method, path, body)
        assert answer.ok, f"{method} {path}: {answer.text}"
        assert joker.get("/api/joker") == answer.json()


def test_an_offer_that_was_kept_is_told(server: ServerProcess) -> None:
    employer = Employer(server)
    draft = {**DRAFT, "place": door(place(metres_north=300))}
    written = ask_and_lose(employer.browser, "POST", employer.offers, draft)
    assert written.status_code == 201, written.text
    offer = written.json()
    own = f"/api/employer/offers/{offer['id']}"
    said = {key: offer[key] for key in ("kind", "title", "description", "place")}
    for method, action, more in (
        ("PUT", "", said),
        ("POST", "/submit", {}),
        ("POST", "/pause", {}),
        ("POST", "/resume", {}),
        ("POST", "/fill", {}),
    ):
        answer = ask_and_lose(employer.browser, method, own + action, {"version": offer["version"], **more})
        assert answer.ok, f"{method} {action}: {answer.text}"
        offer = answer.json()
        assert employer.browser.get(own) == offer
    assert len(employer.browser.get(employer.offers)["offers"]) == 1


def test_a_draft_that_is_sent_again_is_one_with_its_last_words(server: ServerProcess) -> None:
    employer = Employer(server)
    draft = {**DRAFT, "place": door(place(metres_north=300)), "client_id": str(uuid4())}
    first = employer.browser.send("POST", employer.offers, draft, status=201)
    again = employer.browser.send("POST", employer.offers, {**draft, "title": "Vente"}, status=201)
    assert (again["id"], again["title"]) == (first["id"], "Vente")
    assert [one["id"] for one in employer.browser.get(employer.offers)["offers"]] == [first["id"]]

    other = Employer(server)
    assert other.browser.send("POST", other.offers, draft, status=201)["id"] != first["id"]
    employer.move(again, "submit")
    refused = employer.browser.send("POST", employer.offers, draft, status=409)
    assert refused["code"] == "edit_conflict"
