"""Whoever withdraws their consent is not located any more."""

from collections.abc import Iterator

import pytest

from tests.support.databases import NewDatabase
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.servers import Guest, ServerProcess


@pytest.fixture(scope="module")
def server(new_database: NewDatabase, start_server: StartServer) -> Iterator[ServerProcess]:
    engine = fill_database(new_database("consent"), [])
    yield start_server(engine.url.render_as_string(hide_password=False))
    engine.dispose()


def test_after_a_withdrawal_positions_are_refused_until_consent_is_given_again(server: ServerProcess) -> None:
    guest = Guest(server)
    with guest.open_socket() as phone:
        won = phone.send_fixes(walk(30))["totals"]
        withdrawn = guest.ask("DELETE", "/api/me/consent").json()
        assert withdrawn["account"]["consent"]["withdrawn_on"] is not None
        refused = phone.send_fixes(walk(60))
        assert refused["ok"] is False
        assert refused["problem"]["code"] == "consent_withdrawn"
        assert refused["problem"]["retryable"] is False
        assert guest.get("/api/me")["totals"] == won

        consented = guest.ask("PUT", "/api/me/consent", {"version": "2026-11"}).json()["account"]["consent"]
        assert (consented["version"], consented["withdrawn_on"]) == ("2026-11", None)
        assert phone.send_fixes(walk(60))["ok"] is True


def test_the_version_of_the_first_start_is_kept(server: ServerProcess) -> None:
    guest = Guest(server)
    body = {"name": "Camille", "age_band": "18_plus", "consent_version": "2026-06"}
    assert guest.ask("POST", "/api/guests", body).json()["account"]["consent"]["version"] == "2026-06"
    refused = guest.ask("PUT", "/api/me/consent", {"version": "<script>"})
    assert refused.json()["errors"][0]["pointer"] == "/version"
