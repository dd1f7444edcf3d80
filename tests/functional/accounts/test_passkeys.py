"""Passkeys at the shipped server, with an authenticator in software; tests/browser has Chromium's own."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.support.authenticator import Authenticator
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.servers import Browser, Guest, ServerProcess


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("passkeys"), [offer(metres_north=100)])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def phone(server: ServerProcess) -> Authenticator:
    origin = Browser(server).get("/api/client-settings")["passkey_origin"]
    assert origin == f"http://localhost:{server.port}"
    return Authenticator(origin)


def options_of(browser: Browser, path: str) -> Any:
    return browser.send("POST", f"{path}/options")["options"]


def player_with(server: ServerProcess, phone: Authenticator, email: str) -> Browser:
    browser = Browser(server)
    assert browser.sign_in(email).status_code == 200
    credential = phone.make(options_of(browser, "/api/me/passkeys"))
    browser.send("POST", "/api/me/passkeys", {"credential": credential}, status=201)
    return browser


def sign_in(browser: Browser, credential: Any) -> Any:
    return browser.ask("POST", "/api/sign-in/passkey", {"credential": credential})


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


INVALID = (403, "passkey_invalid")


def test_a_guest_who_comes_back_with_a_passkey_keeps_what_they_won(server: ServerProcess, phone: Authenticator) -> None:
    player_with(server, phone, "zoe@example.org")
    guest = Guest(server)
    with guest.open_socket() as socket:
        won = socket.send_fixes(walk(150))["totals"]
        me = sign_in(guest, phone.sign(options_of(guest, "/api/sign-in/passkey"))).json()
        assert me["account"]["email"] == "zoe@example.org"
        assert me["totals"] == won
        socket.wait_until_closed()
    (passkey,) = guest.get("/api/me/passkeys")["passkeys"]
    assert passkey["last_used_on"] is not None


def test_a_challenge_is_good_for_one_answer(server: ServerProcess, phone: Authenticator) -> None:
    player_with(server, phone, "once@example.org")
    browser = Browser(server)
    options = options_of(browser, "/api/sign-in/passkey")
    assert sign_in(browser, phone.sign(options)).status_code == 200
    assert refusal(sign_in(Browser(server), phone.sign(options))) == INVALID


def test_an_answer_for_another_site_opens_nothing_and_ends_its_challenge(
    server: ServerProcess, phone: Authenticator
) -> None:
    player_with(server, phone, "site@example.org")
    browser = Browser(server)
    options = options_of(browser, "/api/sign-in/passkey")
    right, phone.origin = phone.origin, "https://jokajobs.example.com"
    assert refusal(sign_in(browser, phone.sign(options))) == INVALID
    phone.origin = right
    assert refusal(sign_in(browser, phone.sign(options))) == INVALID
    assert refusal(sign_in(browser, phone.sign(options | {"rpId": "example.com"}))) == INVALID


def test_a_passkey_opens_no_account_but_its_own(server: ServerProcess, phone: Authenticator) -> None:
    player_with(server, phone, "mine@example.org")
    other = Browser(server)
    other.sign_in("other@example.org")
    handle = other.get("/api/me/export")["account_id"]
    options = options_of(other, "/api/sign-in/passkey")
    assert refusal(sign_in(other, phone.sign(options, handle=bytes.fromhex(handle.replace("-", ""))))) == INVALID
    # Nor is a passkey kept for somebody else than who asked to make one.
    fresh = Authenticator(phone.origin)
    made = fresh.make(options_of(other, "/api/me/passkeys"))
    thief = Browser(server)
    thief.sign_in("thief@example.org")
    assert refusal(thief.ask("POST", "/api/me/passkeys", {"credential": made})) == INVALID


def test_a_copied_passkey_is_found_out_by_its_counter(server: ServerProcess, phone: Authenticator) -> None:
    player_with(server, phone, "copied@example.org")
    browser = Browser(server)
    for count, status in ((4, 200), (4, 403), (3, 403), (5, 200)):
        phone.sign_count = count - 1
        assert sign_in(browser, phone.sign(options_of(browser, "/api/sign-in/passkey"))).status_code == status


def test_a_signature_of_another_key_opens_nothing(server: ServerProcess, phone: Authenticator) -> None:
    player_with(server, phone, "key@example.org")
    forger = Authenticator(phone.origin)
    forger.credential_id, forger.handle = phone.credential_id, phone.handle
    browser = Browser(server)
    assert refusal(sign_in(browser, forger.sign(options_of(browser, "/api/sign-in/passkey")))) == INVALID


def test_whoever_merely_holds_the_phone_makes_no_passkey_and_does_not_come_in(
    server: ServerProcess, phone: Authenticator
) -> None:
    owner = player_with(server, phone, "held@example.org")
    browser = Browser(server)
    phone.verifies_user = False
    options = options_of(browser, "/api/sign-in/passkey")
    assert options["userVerification"] == "required"
    assert refusal(sign_in(browser, phone.sign(options))) == INVALID
    unlocked = Authenticator(phone.origin)
    unlocked.verifies_user = False
    options = options_of(owner, "/api/me/passkeys")
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert refusal(owner.ask("POST", "/api/me/passkeys", {"credential": unlocked.make(options)})) == INVALID


@pytest.mark.parametrize(
    "credential", [{}, {"response": 1}, {"rawId": "é", "response": {"clientDataJSON": "e30"}}, {"response": {}}]
)
def test_what_is_no_answer_of_an_authenticator_is_refused(server: ServerProcess, credential: Any) -> None:
    assert refusal(sign_in(Browser(server), credential)) == INVALID


def test_a_passkey_can_be_removed_and_is_in_the_export_until_then(
    engine: Engine, server: ServerProcess, phone: Authenticator
) -> None:
    owner = player_with(server, phone, "gone@example.org")
    (passkey,) = owner.get("/api/me/export")["passkeys"]
    assert passkey["sign_count"] == 0
    stranger = Browser(server)
    stranger.sign_in("stranger@example.org")
    path = f"/api/me/passkeys/{passkey['id']}"
    assert refusal(stranger.ask("DELETE", path)) == (404, "no_such_passkey")
    assert owner.ask("DELETE", path).status_code == 204
    browser = Browser(server)
    assert refusal(sign_in(browser, phone.sign(options_of(browser, "/api/sign-in/passkey")))) == INVALID


def test_whoever_leaves_for_good_takes_their_passkeys_along(
    engine: Engine, server: ServerProcess, phone: Authenticator
) -> None:
    owner = player_with(server, phone, "leaving@example.org")
    options_of(owner, "/api/me/passkeys")
    account_id = owner.get("/api/me/export")["account_id"]
    assert owner.ask("DELETE", "/api/me").status_code == 200
    with engine.connect() as connection:
        for table in ("passkey", "passkey_challenge"):
            left = text(f"select count(*) from {table} where account_id = :account_id")  # noqa: S608 - the two above
            assert connection.scalar(left, {"account_id": account_id}) == 0


def test_where_there_is_no_host_name_passkeys_are_refused_with_what_to_do(
    engine: Engine, start_server: StartServer
) -> None:
    url = engine.url.render_as_string(hide_password=False)
    server = start_server(url, env={"JOKAJOBS_PUBLIC_URL": "https://192.0.2.1"})
    browser = Browser(server)
    assert browser.get("/api/client-settings")["passkey_origin"] is None
    answer = browser.ask("POST", "/api/sign-in/passkey/options")
    assert refusal(answer) == (409, "passkeys_not_here")
    assert "localhost" in answer.json()["detail"]
