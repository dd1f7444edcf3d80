"""`jokajobs import` as it is shipped: from a file, into a database, to a report."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.databases import NewDatabase
from tests.france_travail import EVERY_FIELD, PLAIN, answer_of, changed
from tests.functional.conftest import address_of, fill_database
from tests.functional.servers import JOKAJOBS


@pytest.fixture(scope="module")
def database_url(new_database: NewDatabase) -> str:
    engine = fill_database(new_database("import"), [])
    engine.dispose()
    return address_of(engine)


def run(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [JOKAJOBS, "import", *arguments],
        env={"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )


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
