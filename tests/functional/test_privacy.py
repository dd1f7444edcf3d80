"""What somebody is shown of what we know, and that nothing of it is left once they leave."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from tests.databases import NewDatabase
from tests.factories import offer
from tests.functional.conftest import StartServer, fill_database
from tests.functional.servers import WITH_WORKER, Browser, Guest, ServerProcess
from tests.functional.test_play_protocol import walk

EMAIL = "zephyrine.quillacq@example.org"
NAME = "Zéphyrine-Quillacq"
BAKERY = offer(metres_north=100)


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("privacy"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    # With its worker: what it leaves in jobs and logs counts too.
    return start_server(engine.url.render_as_string(hide_password=False), command=WITH_WORKER)


def places_that_hold(engine: Engine, word: str) -> list[str]:
    """Every table of the database with a row that holds `word` in any column."""
    with engine.connect() as connection:
        tables = connection.execute(
            text(
                "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' "
                "and table_schema not in ('pg_catalog', 'information_schema')"
            )
        ).all()
        return [
            table
            for schema, table in tables
            if connection.scalar(
                text(f'select count(*) from "{schema}"."{table}" t where t::text ilike :word'),  # noqa: S608
                {"word": f"%{word}%"},
            )
        ]


def player_of(server: ServerProcess) -> Browser:
    browser = Browser(server)
    answer = browser.ask(
        "POST", "/api/guests", {"name": NAME, "language": "fr", "age_band": "15_17", "consent_version": "2026-11"}
    )
    assert answer.status_code == 201
    with browser.open_socket() as phone:
        assert phone.send_fixes(walk(150))["ok"] is True
    assert browser.sign_in(EMAIL).status_code == 200
    # A second code waits unused.
    browser.mailed_code(EMAIL)
    return browser


def test_export_holds_everything_and_after_erasing_nothing_is_left(engine: Engine, server: ServerProcess) -> None:
    browser = player_of(server)
    assert {"account", "sign_in_code", "mail_outbox"} <= set(places_that_hold(engine, EMAIL))
    assert places_that_hold(engine, NAME) == ["account"]

    answer = browser.ask("GET", "/api/me/export")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    export = answer.json()
    assert (export["name"], export["email"], export["age_band"]) == (NAME, EMAIL, "15_17")
    assert export["consent"]["version"] == "2026-11"
    assert [one["title"] for one in export["discoveries"]] == [BAKERY.title]
    assert [one["id"] for one in export["devices"]] == [browser.device_id]
    assert len(export["sessions"]) == 1
    assert [one["role"] for one in export["roles"]] == ["player"]
    totals = browser.get("/api/me")["totals"]
    assert sum(line["points"] for line in export["points"]) == totals["points"]
    assert sum(run["properties"]["cells"] for run in export["fog"]["features"]) == totals["cells_lifted"]
    assert all("Jokajobs" in mail["subject"] for mail in export["mails"])

    with browser.open_socket() as phone:
        assert browser.ask("DELETE", "/api/me").status_code == 204
        phone.wait_until_closed()

    for word in (EMAIL, NAME, export["player_id"], export["account_id"], browser.device_id):
        assert places_that_hold(engine, word) == []
    logged = server.log.read_text()
    assert EMAIL not in logged
    assert NAME not in logged
    assert browser.ask("GET", "/api/me").status_code == 401


def test_whoever_comes_back_after_erasing_starts_anew(server: ServerProcess) -> None:
    browser = player_of(server)
    browser.ask("DELETE", "/api/me")
    again = Browser(server).sign_in(EMAIL, name="Zéphyrine").json()
    assert again["totals"]["points"] == 0


def test_erasing_one_player_leaves_the_others(server: ServerProcess) -> None:
    leaving, staying = Guest(server), Guest(server)
    assert leaving.ask("DELETE", "/api/me").status_code == 204
    assert staying.get("/api/me")["player"]["name"] == "Camille"
