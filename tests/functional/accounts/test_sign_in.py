"""Signing in and the end of sessions, as a browser meets them."""

import os
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import requests
from sqlalchemy import Engine

from game_rules.people.limits import SIGN_IN_CODE_DIGITS, SIGN_IN_CODE_MINUTES, SIGN_IN_CODE_TRIES
from server.development import is_for_development
from server.serving.rates import CODES_PER_ADDRESS_PER_HOUR, CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR
from server.settings import settings_from
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.outside.mail_servers import mail_server
from tests.support.ports import free_port
from tests.support.running.brisk_walk import walk
from tests.support.running.commands import run_command
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.servers import DEADLINE_S, WITH_WORKER, Browser, Guest, ServerProcess

pytestmark = pytest.mark.usefixtures("commands")

ZOE = "zoe.sesame@example.org"


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("sign_in_functional"), [offer(metres_north=100)])
    yield engine
    engine.dispose()


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(url_of(engine))


def test_a_guest_who_signs_in_keeps_what_they_won_on_every_device(server: ServerProcess) -> None:
    phone = Guest(server)
    with phone.open_socket() as socket:
        before = socket.send_fixes(walk(150))["totals"]
        assert phone.sign_in(ZOE).status_code == 200
        # Its session is over: it comes back with the new cookie.
        socket.wait_until_closed()
    with phone.open_socket() as socket:
        assert socket.wait_for("snapshot")["totals"] == before

    tablet = Browser(server)
    me = tablet.sign_in(ZOE.upper()).json()
    assert me["totals"] == before
    assert (me["account"]["email"], me["account"]["roles"]) == (ZOE, ["player"])
    assert me["player"]["is_guest"] is False


def test_a_guest_who_walked_the_same_street_wins_nothing_by_merging(server: ServerProcess) -> None:
    email = "twice@example.org"
    totals = []
    for _ in range(2):
        phone = Guest(server)
        with phone.open_socket() as socket:
            socket.send_fixes(walk(150))
        totals.append(phone.sign_in(email).json()["totals"])
    assert totals[0] == totals[1]


def test_a_code_comes_by_mail_from_the_worker(new_database: NewDatabase, start_server: StartServer) -> None:
    engine = fill_database(new_database("sign_in_mail"), [])
    engine.dispose()
    with mail_server() as post:
        env = {"JOKAJOBS_SMTP_URL": post.url, "JOKAJOBS_MAIL_FROM": "jeu@jokajobs.example.org"}
        server = start_server(url_of(engine), env=env, command=WITH_WORKER)
        browser = Browser(server)
        asked = browser.ask("POST", "/api/sign-in/codes", {"email": ZOE}, headers={"Accept-Language": "en-GB,en;q=0.9"})
        assert asked.status_code == 202
        assert asked.json() == {
            "digits": SIGN_IN_CODE_DIGITS,
            "tries": SIGN_IN_CODE_TRIES,
            "valid_s": SIGN_IN_CODE_MINUTES * 60,
        }
        (mail,) = post.wait_for(1)
        assert isinstance(mail, EmailMessage)
        code = mail["Subject"].split()[0]
        assert "Your code for Jokajobs" in mail.get_content()
        answer = browser.ask("POST", "/api/sign-in", {"email": ZOE, "code": code, "name": "Z", "age_band": "18_plus"})
        assert answer.status_code == 200
        # With a mail server there is no outbox page, on no account.
        assert browser.ask("GET", "/dev/outbox").status_code == 404
        assert ZOE not in server.log.read_text()
        assert code not in server.log.read_text()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Forwarded-Proto": "https"},
        {"CF-Connecting-IP": "127.0.0.1"},
        {"Host": "evil.example.org"},
    ],
)
def test_the_outbox_opens_on_this_machine_only(server: ServerProcess, headers: dict[str, str]) -> None:
    url = f"{server.url}/dev/outbox"
    organiser = server.organiser()
    assert organiser.get(url, timeout=DEADLINE_S).status_code == 200
    assert organiser.get(url, headers=headers, timeout=DEADLINE_S).status_code == 404
    assert requests.get(url, timeout=DEADLINE_S).status_code == 404, "a proxy that forwards bytes looks like this"


@pytest.mark.parametrize(
    "setting",
    [
        {"JOKAJOBS_PUBLIC_URL": "https://play.example.org"},
        {"JOKAJOBS_COOKIE_SECURE": "yes"},
        {"JOKAJOBS_TRUSTED_PROXIES": "1"},
        {"JOKAJOBS_HOST": "192.0.2.1"},
        {"JOKAJOBS_SMTP_URL": "smtp://127.0.0.1:1", "JOKAJOBS_MAIL_FROM": "jokajobs@example.org"},
    ],
)
def test_a_server_that_others_reach_has_no_outbox_page(setting: dict[str, str]) -> None:
    assert is_for_development(settings_from({}, "postgresql:///"))
    assert not is_for_development(settings_from(setting, "postgresql:///"))


def test_a_wrong_code_is_a_problem_that_repeats_nothing(server: ServerProcess) -> None:
    answer = Browser(server).ask("POST", "/api/sign-in", {"email": "nobody@example.org", "code": "123456"})
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "code_invalid"
    assert "nobody" not in answer.text


def test_what_is_no_address_is_named_and_not_repeated(server: ServerProcess) -> None:
    answer = Browser(server).ask("POST", "/api/sign-in/codes", {"email": "zoe.at.example"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/email"
    assert "zoe" not in answer.text


def test_one_mailbox_is_not_filled(server: ServerProcess) -> None:
    browser = Browser(server)
    answers = [
        browser.ask("POST", "/api/sign-in/codes", {"email": "full@example.org"})
        for _ in range(CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR + 1)
    ]
    assert [answer.status_code for answer in answers] == [202] * CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR + [429]
    problem = answers[-1].json()
    assert problem["code"] == "too_many_requests"
    assert 0 < problem["retry_after_s"] <= 3601
    assert browser.ask("POST", "/api/sign-in/codes", {"email": "other@example.org"}).status_code == 202


def test_no_stranger_uses_up_the_codes_of_an_address(engine: Engine, start_server: StartServer) -> None:
    server = start_server(url_of(engine), env={"JOKAJOBS_TRUSTED_PROXIES": "1"})

    def ask(number: int) -> int:
        browser = Browser(server, address=f"192.0.2.{number}")
        return browser.ask("POST", "/api/sign-in/codes", {"email": "zoe@example.org"}).status_code

    by_stranger = [ask(1) for _ in range(CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR + 3)]
    assert by_stranger == [202] * CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR + [429] * 3
    # What was refused to one does not count for the address, which has a limit of its own.
    rest = CODES_PER_ADDRESS_PER_HOUR - CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR
    assert [ask(number) for number in range(2, 2 + rest + 1)] == [202] * rest + [429]


@pytest.mark.parametrize(("proxies", "first_three"), [("0", [201, 201, 429]), ("1", [201, 201, 201])])
def test_clients_are_told_apart_behind_a_proxy_that_is_named_and_no_other(
    engine: Engine, start_server: StartServer, proxies: str, first_three: list[int]
) -> None:
    env = {"JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR": "2", "JOKAJOBS_TRUSTED_PROXIES": proxies}
    server = start_server(url_of(engine), env=env)
    guest = {"name": "Camille", "age_band": "18_plus"}
    answers = [
        Browser(server).ask("POST", "/api/guests", guest, headers={"X-Forwarded-For": f"192.0.2.{number}"})
        for number in range(3)
    ]
    assert [answer.status_code for answer in answers] == first_three
    assert "127.0.0.1" not in server.log.read_text().partition("Stop with")[2]


def test_ending_a_session_closes_its_sockets_and_no_others(server: ServerProcess) -> None:
    email = "lea@example.org"
    phone, tablet = Browser(server), Browser(server)
    phone.sign_in(email)
    tablet.sign_in(email)
    sessions = phone.get("/api/me/sessions")["sessions"]
    assert sorted(one["is_current"] for one in sessions) == [False, True]
    other = next(one["id"] for one in sessions if not one["is_current"])
    with phone.open_socket() as of_phone, tablet.open_socket() as of_tablet:
        of_phone.wait_for("snapshot")
        of_tablet.wait_for("snapshot")
        assert phone.ask("DELETE", f"/api/me/sessions/{other}").status_code == 204
        of_tablet.wait_until_closed()
        assert of_phone.send_fixes(walk(0))["ok"] is True
    assert tablet.ask("GET", "/api/me").status_code == 401
    assert phone.ask("DELETE", f"/api/me/sessions/{other}").json()["code"] == "no_such_session"


@pytest.mark.parametrize(("method", "path"), [("POST", "/api/sign-out"), ("DELETE", "/api/me/sessions")])
def test_signing_out_forgets_the_cookie(server: ServerProcess, method: str, path: str) -> None:
    guest = Guest(server)
    answer = guest.ask(method, path)
    assert answer.status_code == 204
    assert "jokajobs_session=;" in answer.headers["Set-Cookie"]
    assert guest.ask("GET", "/api/me").status_code == 401


def test_an_organiser_is_made_by_command_and_sees_the_map(engine: Engine, server: ServerProcess) -> None:
    email = "mairie@example.org"

    def command(address: str) -> subprocess.CompletedProcess[str]:
        return run_command("organiser", "add", address, env={**os.environ, "DATABASE_URL": url_of(engine)})

    browser = Browser(server)
    browser.sign_in(email)
    assert browser.ask("GET", "/organiser/preview").status_code == 403
    done = command("Mairie@Example.org")
    assert done.returncode == 0
    assert email not in (done.stdout + done.stderr).lower()
    assert browser.ask("GET", "/organiser/preview").status_code == 200
    assert browser.get("/api/me")["account"]["roles"] == ["organiser", "player"]

    refused = command("mairie.at.example")
    assert refused.returncode == 1
    assert refused.stderr.strip() == "jokajobs: this is not an e-mail address"


def test_while_the_shared_counter_is_away_each_server_counts_for_itself(
    engine: Engine, start_server: StartServer
) -> None:
    env = {
        "JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR": "2",
        "JOKAJOBS_RATE_LIMIT_STORAGE": f"redis://127.0.0.1:{free_port()}/0",
    }
    server = start_server(url_of(engine), env=env)
    guest = {"name": "Camille", "age_band": "18_plus"}
    answers = [Browser(server).ask("POST", "/api/guests", guest).status_code for _ in range(3)]
    assert answers == [201, 201, 429]
