"""A browser that answered "under 15" makes no player for half a day, and the server keeps nothing of it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.servers import Browser, ServerProcess


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("too_young"), [])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    ("path", "told"),
    [("/api/age", {}), ("/api/guests", {"name": "Tom"})],
)
def test_another_age_at_once_makes_no_player_in_that_browser(
    server: ServerProcess, path: str, told: dict[str, str]
) -> None:
    email = f"tom.{len(told)}@example.org"
    assert Browser(server).sign_in(f"parent.{email}").status_code == 200
    browser = Browser(server)
    refused = browser.ask("POST", path, {**told, "age_band": "under_15"})
    assert (refused.status_code, refused.json()["code"]) == (403, "too_young")
    kept = refused.headers["Set-Cookie"].split("; ")
    assert kept[0] == "jokajobs_too_young=1"
    assert {"HttpOnly", "SameSite=Strict", "Max-Age=43200", "Path=/"} <= set(kept)

    for band in ("15_17", "18_plus"):
        for again in ("/api/age", "/api/guests"):
            name = {"name": "Tom"} if again == "/api/guests" else {}
            answer = browser.ask("POST", again, {**name, "age_band": band})
            assert (answer.status_code, answer.json()["code"]) == (403, "too_young")
            assert "Set-Cookie" not in answer.headers, "it ends, however often one asks"
    assert browser.sign_in(email).json()["code"] == "too_young"
    # Nobody else is kept out: not the account of somebody who uses the same computer, nor other browsers.
    assert browser.sign_in(f"parent.{email}").status_code == 200
    assert Browser(server).sign_in(email).status_code == 200


def test_a_new_account_that_is_too_young_is_remembered_by_the_browser_alone(server: ServerProcess) -> None:
    email = "lou@example.org"
    browser = Browser(server)
    body = {"email": email, "name": "Lou", "age_band": "under_15", "code": browser.mailed_code(email)}
    assert browser.ask("POST", "/api/sign-in", body).json()["code"] == "too_young"
    assert browser.ask("POST", "/api/guests", {"name": "Lou", "age_band": "18_plus"}).json()["code"] == "too_young"
    assert email not in server.outbox()
