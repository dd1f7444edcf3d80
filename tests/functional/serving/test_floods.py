"""One machine, or one network, that makes guests by the dozen: employers, events and Jokers stay free for others."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from game_rules.limits import DEFAULT_LIMITS
from server.clock import utc_now
from server.serving.rates import (
    CALLS_PER_CLIENT_PER_HOUR,
    GUEST_APPLICATIONS_PER_OFFER_PER_HOUR,
    ORGANISER_TRIES_PER_CLIENT_PER_HOUR,
)
from tests.support.databases import NewDatabase
from tests.support.factories import LENS, offer
from tests.support.running.employers import Employer, door
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Browser, Guest, ServerProcess

GUESTS_PER_CLIENT = 20
PHISHING = "Bonjour https://phish.example/login appelez"
WORDS = {"first_name": "Inès", "can_do": PHISHING, "available": "Le matin", "answers": []}


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("floods"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    """Behind a proxy that says who asks."""
    env = {"JOKAJOBS_TRUSTED_PROXIES": "1", "JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR": str(GUESTS_PER_CLIENT)}
    return start_server(address_of(engine), env=env)


@pytest.fixture(scope="module")
def desk(engine: Engine, start_server: StartServer) -> ServerProcess:
    """Another server of the same game, whose developer reads the mails."""
    return start_server(address_of(engine))


@pytest.fixture(scope="module")
def employer(desk: ServerProcess) -> Employer:
    return Employer(desk)


def with_address(engine: Engine, guest: Guest) -> Guest:
    """The same player, signed in with an address."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "update account set is_guest = false, email = :email "
                "where id = (select account_id from player where id = :player)"
            ),
            {"email": f"{uuid4()}@example.org", "player": guest.id},
        )
    return guest


def found(engine: Engine, browser: Browser, *offers: Any) -> None:
    """The offers lie under clouds that the player has lifted."""
    player_id = UUID(browser.get("/api/me")["player"]["id"])
    with engine.begin() as connection:
        for one in offers:
            connection.execute(
                text("insert into discovery values (:player, :offer, current_date)"),
                {"player": player_id, "offer": one["id"]},
            )


def mails_to(email: str, server: ServerProcess) -> list[str]:
    page = unescape(server.outbox())
    return [mail for mail in page.split("<article")[1:] if f"<b>{email}</b>" in mail]


def test_guests_of_many_networks_send_an_employer_few_mails_and_take_nobodys_room(
    server: ServerProcess, engine: Engine, employer: Employer
) -> None:
    published = employer.publish(title="Aide au fournil")
    path = f"/api/offers/{published['id']}/application"
    answers = []
    for number in range(GUEST_APPLICATIONS_PER_OFFER_PER_HOUR + 3):
        guest = Guest(server, address=f"203.0.113.{number}")
        found(engine, guest, published)
        answers.append(guest.ask("POST", path, WORDS))
    statuses = [answer.status_code for answer in answers]
    assert statuses == [201] * GUEST_APPLICATIONS_PER_OFFER_PER_HOUR + [429] * 3
    assert 0 < answers[-1].json()["retry_after_s"] <= 3600
    mails = [mail for mail in mails_to(employer.email, employer.browser.server) if "Aide au fournil" in mail]
    assert len(mails) == GUEST_APPLICATIONS_PER_OFFER_PER_HOUR
    for mail in mails:
        assert "phish.example" not in mail
        assert "https: //phish . example/login" in mail
        assert "Attention, un lien se trouve dans ces mots" in mail
    read = employer.browser.get(f"/api/employer/offers/{published['id']}/applications")["applications"]
    assert {(one["can_do"], one["has_unchecked_link"]) for one in read} == {(PHISHING, True)}

    known = with_address(engine, Guest(server, address="203.0.113.99"))
    found(engine, known, published)
    known.send("POST", path, WORDS, status=201)
    (mail,) = [one for one in mails_to(employer.email, employer.browser.server) if "https://phish.example" in one]
    assert "Attention" not in mail


def test_a_guest_writes_to_one_employer_and_to_more_with_an_address(
    server: ServerProcess, engine: Engine, employer: Employer
) -> None:
    first, second = employer.publish(title="Vente au comptoir"), employer.publish(title="Livraisons du matin")
    guest = Guest(server, address="192.0.2.7")
    found(engine, guest, first, second)
    sent = guest.send("POST", f"/api/offers/{first['id']}/application", WORDS, status=201)
    assert guest.send("POST", f"/api/offers/{first['id']}/application", WORDS, status=201) == sent
    refused = guest.send("POST", f"/api/offers/{second['id']}/application", WORDS, status=403)
    assert refused["code"] == "account_needed"
    guest.send("POST", f"/api/me/applications/{sent['id']}/withdraw")
    other = guest.ask("POST", f"/api/offers/{second['id']}/application", WORDS)
    assert other.json()["code"] == "account_needed", "taking one back does not free another one"
    better = {**WORDS, "can_do": "Vendre"}
    guest.send("POST", f"/api/offers/{first['id']}/application", better, status=201)
    with_address(engine, guest)
    guest.send("POST", f"/api/offers/{second['id']}/application", WORDS, status=201)


def test_seats_are_for_those_with_an_address(server: ServerProcess, engine: Engine, employer: Employer) -> None:
    starts = utc_now() + timedelta(days=3)
    times = {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=1)).isoformat(), "seats": 2}
    forum = employer.publish(kind="event", title="Forum du terril", event=times, place=door(LENS))
    path = f"/api/offers/{forum['id']}/registration"
    for number in range(3):
        guest = Guest(server, address=f"198.51.100.{number}")
        found(engine, guest, forum)
        assert guest.send("POST", path, status=403)["code"] == "account_needed"
    known = with_address(engine, Guest(server))
    found(engine, known, forum)
    assert known.send("POST", path) == {"state": "registered", "seats_left": 1}


def test_calls_are_counted_by_client_over_sockets_too(server: ServerProcess) -> None:
    def calls(address: str, most: int) -> list[Any]:
        guest, answers = Guest(server, address=address), []
        with guest.open_socket("/help") as phone:
            phone.wait_for("help_snapshot")
            for _ in range(most):
                new = {"call_id": str(uuid4()), "topic": "cv", "language": "fr"}
                answers.append(phone.ask("ask_joker", new))
                if answers[-1]["ok"]:
                    # A lost answer: the same question once more is no new one.
                    assert phone.ask("ask_joker", new)["ok"]
                    assert phone.ask("withdraw_call", {"call_id": new["call_id"]})["ok"]
        return answers

    each, guests = DEFAULT_LIMITS.calls_per_hour_max, CALLS_PER_CLIENT_PER_HOUR // DEFAULT_LIMITS.calls_per_hour_max
    answers = [answer for _ in range(guests) for answer in calls("192.0.2.200", each)]
    assert all(answer["ok"] for answer in answers)
    (refused,) = calls("192.0.2.200", 1)
    assert refused["problem"]["code"] == "too_many_requests"
    assert 0 < refused["problem"]["retry_after_s"] <= 3600
    assert calls("192.0.2.201", 1)[0]["ok"]


def test_a_network_of_ipv6_is_no_crowd_of_clients(server: ServerProcess) -> None:
    guest = {"name": "Camille", "age_band": "18_plus"}

    def enter(address: str) -> int:
        return Browser(server, address=address).ask("POST", "/api/guests", guest).status_code

    # Each from a /64 of its own within one /56: a home that counts for four.
    entered = [enter(f"2001:db8:3:{number:x}::1") for number in range(4 * GUESTS_PER_CLIENT + 2)]
    assert entered == [201] * (4 * GUESTS_PER_CLIENT) + [429] * 2
    assert enter("2001:db8:3:100::1") == 201


def test_wrong_tokens_are_counted_and_keep_no_organiser_out(server: ServerProcess) -> None:
    stranger = Browser(server)
    answers = [
        stranger.ask("POST", "/organiser/session", {"token": "x" * 40}).status_code
        for _ in range(ORGANISER_TRIES_PER_CLIENT_PER_HOUR + 1)
    ]
    assert answers == [403] * ORGANISER_TRIES_PER_CLIENT_PER_HOUR + [429]
    for _ in range(ORGANISER_TRIES_PER_CLIENT_PER_HOUR + 1):
        assert server.organiser().get(f"{server.url}/organiser/preview", timeout=DEADLINE_S).status_code == 200


def test_a_proxy_that_nobody_named_is_noticed_once(engine: Engine, start_server: StartServer) -> None:
    server = start_server(address_of(engine))
    for number in range(3):
        Browser(server, address=f"203.0.113.{number}").get("/api/campaign")
    log = server.log.read_text()
    assert log.count("JOKAJOBS_TRUSTED_PROXIES is 0") == 1
    assert "203.0.113" not in log
