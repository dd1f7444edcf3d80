"""`jokajobs import` as it is shipped: from a file, into a database, to a report."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.databases import NewDatabase
from tests.support.outside.france_travail import EVERY_FIELD, PLAIN, answer_of, changed
from tests.support.outside.france_travail_server import CLIENT_SECRET, france_travail_server
from tests.support.outside.web_pages import WebServer, web_server
from tests.support.running.commands import run_command
from tests.support.running.filled import address_of, fill_database

pytestmark = pytest.mark.usefixtures("commands")


@pytest.fixture(scope="module")
def database_url(new_database: NewDatabase) -> str:
    engine = fill_database(new_database("import"), [])
    engine.dispose()
    return address_of(engine)


@pytest.fixture(scope="module")
def web() -> Iterator[WebServer]:
    with web_server() as server:
        yield server


def run(database_url: str, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return run_command("import", *arguments, env={"DATABASE_URL": database_url, **(env or {})})


def test_a_saved_search_is_imported_twice_and_the_second_run_changes_nothing(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "search.json"
    file.write_bytes(answer_of([EVERY_FIELD, changed(PLAIN, id="2", intitule=None), changed(PLAIN, id="3")]))
    arguments = ("france-travail", str(file), "--as-of", "2026-06-03", "--json")
    reports = []
    for extra in (["--dry-run"], [], []):
        done = run(database_url, *arguments, *extra)
        assert (done.returncode, done.stderr) == (0, "")
        reports.append(json.loads(done.stdout))
    dry, first, second = reports
    assert dry == {**first, "dry_run": True}
    assert (first["created"], second["created"], second["unchanged"]) == (2, 0, 2)
    assert first["rejected_rows"] == [{"row": 2, "id": "2", "reason": "title_missing", "detail": ""}]
    assert first["hidden"] == {"no_public_place": 2}


def test_a_page_says_in_words_what_became_of_its_postings(database_url: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    posting = {"@type": "JobPosting", "title": "Fleuriste"}
    page.write_text(f'<script type="application/ld+json">{json.dumps(posting)}</script>', encoding="utf-8")
    done = run(database_url, "job-posting", str(page))
    assert done.returncode == 0
    assert "row 1, no id: employer_missing (hiringOrganization)" in done.stdout
    assert "1 rows: 0 created, 0 updated, 0 unchanged, 1 rejected (1 employer_missing)." in done.stdout


def test_a_file_that_is_no_search_is_one_clear_line(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "search.json"
    file.write_text("<html>", encoding="utf-8")
    done = run(database_url, "france-travail", str(file))
    assert done.returncode == 1
    assert done.stderr.startswith("jokajobs: the file is not whole JSON in UTF-8")
    assert len(done.stderr.splitlines()) == 1


def report_of(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_a_live_search_is_imported_and_what_is_listed_no_longer_expires_until_it_comes_back(database_url: str) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the command goes by the real clock
    made = f"{now - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    one, other = (changed(PLAIN, id=name, dateCreation=made, dateActualisation=None) for name in ("live-1", "live-2"))
    with france_travail_server() as api:

        def search() -> tuple[int, int, int, int]:
            done = run(database_url, "france-travail", "--live", "--json", env=api.env)
            assert CLIENT_SECRET not in done.stdout + done.stderr
            report = report_of(done)
            return report["created"], report["updated"], report["unchanged"], report["expired"]

        api.offers = [one, other]
        # What other tests left and is over by the real clock expires, too.
        assert search()[:3] == (2, 0, 0)
        api.offers = [one]
        assert search() == (0, 0, 1, 1)
        api.offers = [one, other]
        assert search() == (0, 1, 1, 0)
        assert {asked["commune"] for asked in api.searches} == {"62498,62771"}


def test_a_table_is_imported_and_each_bad_row_has_its_reason(database_url: str, tmp_path: Path) -> None:
    rows = "Identifiant;Intitulé;Employeur;Date publication\n1;Vendeuse;Chez Zoé;03/06/2026\n2;;Chez Zoé;03/06/2026\n"
    file = tmp_path / "offres.csv"
    file.write_bytes(rows.encode("cp1252"))
    report = report_of(
        run(database_url, "csv", str(file), "--as-of", "2026-06-03", "--json", "--list", "Mission locale")
    )
    assert report["created"] == 1
    assert report["rejected_rows"] == [{"row": 2, "id": "2", "reason": "title_missing", "detail": "intitule"}]


def test_missions_are_imported_with_a_key(database_url: str, web: WebServer) -> None:
    mission = {
        "id": "m1",
        "type": "volontariat_service_civique",
        "title": "Lire",
        "organizationName": "Les Amis d’Essai",
        "postedAt": "2026-06-01T08:00:00Z",
    }
    web.pages["/v0/mission"] = json.dumps({"ok": True, "data": [mission, {**mission, "type": "benevolat"}]}).encode()
    env = {"JOKAJOBS_ENGAGEMENT_KEY": "une-cle"}
    address = f"{web.url}/v0/mission?type=volontariat_service_civique"
    report = report_of(run(database_url, "engagement", address, "--as-of", "2026-06-03", "--json", env=env))
    assert (report["created"], report["rejected"]) == (1, {"kind_unknown": 1})
    assert web.asked[-1][1]["x-api-key"] == "une-cle"


def test_postings_are_imported_from_a_page_of_the_web(database_url: str, web: WebServer) -> None:
    posting = {
        "@type": "JobPosting",
        "title": "Fleuriste",
        "datePosted": "2026-06-01",
        "hiringOrganization": "Les Fleurs",
        "url": f"{web.url}/emplois/1",
    }
    web.pages["/emplois/1"] = f'<script type="application/ld+json">{json.dumps(posting)}</script>'.encode()
    arguments = ("--as-of", "2026-06-03", "--json")
    assert report_of(run(database_url, "job-posting", f"{web.url}/emplois/1", *arguments))["created"] == 1
