"""The power of strangers over somebody's sign-in codes, and which browser is known as the one that asked."""

from collections.abc import Iterator

import pytest
import requests
from sqlalchemy import Engine

from game_rules.people.limits import SIGN_IN_CODE_STRANGER_TRIES
from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.servers import Browser, ServerProcess


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("sign_in_codes_functional"), [])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(engine.url.render_as_string(hide_password=False))


def wrong_code(*right: str) -> str:
    return next(code for number in range(1_000_000) if (code := f"{number:06}") not in right)


def type_code(browser: Browser, email: str, code: str) -> requests.Response:
    return browser.ask("POST", "/api/sign-in", {"email": email, "code": code, "name": "Zoé", "age_band": "18_plus"})


def test_strangers_cannot_lock_out_whoever_asked_for_a_code(server: ServerProcess) -> None:
    email = "locked@example.org"
    owner, stranger = Browser(server), Browser(server)
    code = owner.mailed_code(email)
    others = [stranger.mailed_code(email) for _ in range(3)]
    wrong = wrong_code(code, *others)
    for one in (stranger, *[Browser(server) for _ in range(2)]):
        for _ in range(SIGN_IN_CODE_STRANGER_TRIES + 1):
            assert type_code(one, email, wrong).json()["code"] == "code_invalid"
    assert type_code(owner, email, code).status_code == 200


def test_a_code_can_be_typed_on_another_device_and_then_no_other_works(server: ServerProcess) -> None:
    email = "desk@example.org"
    desk = Browser(server)
    codes = [desk.mailed_code(email) for _ in range(2)]
    assert type_code(Browser(server), email, codes[0]).status_code == 200
    for code in codes:
        assert type_code(desk, email, code).json()["code"] == "code_invalid"


def test_a_browser_that_asks_again_is_the_same_browser(server: ServerProcess) -> None:
    browser = Browser(server)
    asked = [browser.ask("POST", "/api/sign-in/codes", {"email": "again@example.org"}) for _ in range(2)]
    first, second = (answer.headers["Set-Cookie"].split("; ") for answer in asked)
    assert first[0] == second[0]
    assert first[0].startswith("jokajobs_code=")
    assert {"HttpOnly", "SameSite=Strict", "Max-Age=3600", "Path=/"} <= set(first)
    made_up = Browser(server).ask(
        "POST", "/api/sign-in/codes", {"email": "made.up@example.org"}, headers={"Cookie": "jokajobs_code=mine"}
    )
    assert "jokajobs_code=mine" not in made_up.headers["Set-Cookie"]
