"""The organiser's map: what people and feeds have written is shown as they wrote it, and never run."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, text

from server.clock import utc_now
from tests.support.databases import NewDatabase
from tests.support.factories import LENS, offer
from tests.support.running.commands import run_command
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, ORGANISER_TOKEN, ServerProcess

RUNS_A_COMMAND = "Aide {{cycler.__init__.__globals__.os.popen(dict(id=1)|list|first).read()}}"
READS_THE_ENVIRONMENT = "{{cycler.__init__.__globals__.os.environ.get(dict(JOKAJOBS_ORGANISER_TOKEN=1)|list|first)}}"
BREAKS_A_TEMPLATE = "Vente {% raw %}"
RUNS_IN_THE_PAGE = "Aide ${fetch(`/api/organiser/organisations/1/verify`,{method:`POST`})}</script><b>"
OF_A_FEED = "Vendeur {{7*191}} ${7*191} ici"
TITLES = (RUNS_A_COMMAND, READS_THE_ENVIRONMENT, BREAKS_A_TEMPLATE, RUNS_IN_THE_PAGE)
NAME_OF_CAMPAIGN = "Lens {{7*191}} `${7*191}` </script>"
NAME_OF_COMMUNE = "Liévin {% raw %} {{7*191}}"


@pytest.fixture(scope="module")
def engine(commands: None, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = fill_database(new_database("organiser_map"), [offer(title=title) for title in TITLES])
    with engine.begin() as connection:
        connection.execute(text("update campaign set name = :it, territory_source = :it"), {"it": NAME_OF_CAMPAIGN})
        connection.execute(text("update commune set name = :it"), {"it": NAME_OF_COMMUNE})
    _import_feed(address_of(engine), tmp_path_factory.mktemp("feed") / "offers.csv")
    yield engine
    engine.dispose()


def _import_feed(database_url: str, file: Path) -> None:
    published = utc_now().date() - timedelta(days=1)
    file.write_text(
        "identifiant,intitule,employeur,date_publication,latitude,longitude,precision,code_insee\n"
        f"1,{OF_A_FEED},Fournil {{{{7*191}}}},{published},{LENS.lat},{LENS.lon},porte,62498\n"
    )
    done = run_command("import", "csv", str(file), env={"DATABASE_URL": database_url})
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


@pytest.fixture(scope="module")
def organiser(server: ServerProcess) -> requests.Session:
    return server.organiser()


def read(organiser: requests.Session, server: ServerProcess, path: str) -> requests.Response:
    answer = organiser.get(f"{server.url}{path}", timeout=DEADLINE_S)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer


def test_titles_and_names_are_data_exactly_as_they_were_typed(
    organiser: requests.Session, server: ServerProcess
) -> None:
    data: Any = read(organiser, server, "/organiser/preview.json").json()
    shown = {one["properties"]["title"] for one in data["offers"]["features"]}
    assert shown == {*TITLES, OF_A_FEED}
    assert "Fournil {{7*191}}" in {one["properties"]["organisation"] for one in data["offers"]["features"]}
    assert data["places"][0] == NAME_OF_CAMPAIGN
    assert set(data["places"][1:]) == {NAME_OF_COMMUNE}
    assert all(2 < one["geometry"]["coordinates"][0] < 3 for one in data["offers"]["features"])


def test_no_foreign_word_is_in_a_script_and_none_is_evaluated(
    organiser: requests.Session, server: ServerProcess
) -> None:
    page, script = (read(organiser, server, f"/organiser/preview{ending}").text for ending in ("", ".js"))
    for evaluated in ("1337", "uid=", ORGANISER_TOKEN):
        assert evaluated not in page + script
    for written in ("cycler", "7*191", "Aide", "Vendeur", "Fournil", "Liévin", "raw"):
        assert written not in script
    assert "geo_json_outlines" in script


def test_the_page_holds_no_script_and_no_style_of_its_own(organiser: requests.Session, server: ServerProcess) -> None:
    page = read(organiser, server, "/organiser/preview").text
    assert page.count("<script") == page.count("<script src=") == 3
    assert "<style" not in page
    assert "style=" not in page
    assert "Lens {{7*191}} `${7*191}` &lt;/script&gt;" in page


@pytest.mark.parametrize("ending", ["", ".js", ".json"])
def test_the_parts_of_the_map_are_for_organisers_only(server: ServerProcess, ending: str) -> None:
    assert requests.get(f"{server.url}/organiser/preview{ending}", timeout=DEADLINE_S).status_code == 403
