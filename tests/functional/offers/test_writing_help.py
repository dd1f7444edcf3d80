"""Whoever writes an offer is helped: words to change, occupations, addresses; nothing of it is kept or logged."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.support.databases import NewDatabase
from tests.support.factories import LENS, offer
from tests.support.outside.address_servers import AddressServer, address_server, feature
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import Browser, Guest, ServerProcess

STREET = "rue Zéphyrine-Quillacq"


@pytest.fixture(scope="module")
def addresses() -> Iterator[AddressServer]:
    with address_server() as server:
        yield server


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("writing_help"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, addresses: AddressServer, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine), env={"JOKAJOBS_GEOCODER_URL": addresses.url})


def test_the_words_of_an_offer_are_checked_in_the_language_of_whoever_writes(server: ServerProcess) -> None:
    draft = {
        "kind": "job",
        "title": "Vendeuse",
        "description": "🥖 Bonjour !\nNous cherchons une jeune femme. Dès que possible.",
        "questions": ["Avez-vous le permis B ?", "Avez-vous des enfants ?"],
        "event_starts_at": None,
    }
    (title, sex, *_, question) = Browser(server).send("POST", "/api/wording", draft)["findings"]
    assert title["suggestion"] == "Écrire « Vendeur / Vendeuse », ou ajouter (H/F)."
    assert (title["rule"], title["severity"], title["field"]) == ("title_for_one_sex", "warn", "title")
    assert (sex["rule"], sex["severity"], sex["words"]) == ("sex_wanted", "block", "cherchons une jeune femme")
    assert draft["description"][sex["start"] : sex["end"]] == sex["words"]  # type: ignore[index]
    assert sex["source"].startswith("Code du travail")
    assert (question["rule"], question["field"]) == ("family", "questions/1")
    english = Browser(server)
    guest = {"name": "Camille", "language": "en", "age_band": "18_plus"}
    assert english.ask("POST", "/api/guests", guest).status_code == 201
    told = english.send("POST", "/api/wording", draft)["findings"]
    assert [one["rule"] for one in told][:2] == [title["rule"], sex["rule"]]
    assert told[1]["explanation"].startswith("An offer")


def test_ten_megabytes_are_refused_before_they_are_read(server: ServerProcess) -> None:
    answer = Browser(server).ask("POST", "/api/wording", {"kind": "job", "title": "x", "description": "x" * 10_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")
    answer = Browser(server).ask("POST", "/api/wording", {"kind": "job", "title": "x", "description": "x" * 6_001})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/description")


def test_occupations_are_suggested_by_what_people_call_them(server: ServerProcess) -> None:
    found = Browser(server).get("/api/rome?q=boulang")["occupations"]
    assert found[0] == {
        "code": "D1102",
        "label": "Boulanger / Boulangère",
        "domain": "D11",
        "domain_label": "Commerce alimentaire et métiers de bouche",
    }
    assert len(Browser(server).get("/api/rome?q=agent")["occupations"]) == 8
    assert Browser(server).get("/api/rome?q=")["occupations"] == []


def test_addresses_near_the_territory_come_first_and_leave_no_trace(
    server: ServerProcess, addresses: AddressServer
) -> None:
    addresses.finds(feature(f"3 {STREET} 62800 Liévin", lat=50.42, lon=2.77))
    guest = Guest(server)
    found = guest.get(f"/api/addresses?q=3 {STREET}")
    assert found == {
        "is_available": True,
        "addresses": [
            {
                "label": f"3 {STREET} 62800 Liévin",
                "lat": 50.42,
                "lon": 2.77,
                "commune_insee": "62510",
                "commune_name": "Liévin",
            }
        ],
    }
    asked = addresses.asked[-1]
    assert asked["q"] == f"3 {STREET}"
    assert (float(asked["lat"]), float(asked["lon"])) == pytest.approx((LENS.lat, LENS.lon), abs=1e-6)
    addresses.status = 503
    assert guest.get(f"/api/addresses?q=4 {STREET}") == {"is_available": False, "addresses": []}
    assert "Quillacq" not in server.log.read_text()
