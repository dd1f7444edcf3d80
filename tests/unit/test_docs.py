"""All that the docs lead to is there, and each subsystem has its page."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from server.settings import PROJECT_ROOT

PAGES = sorted(
    page
    for page in (
        *PROJECT_ROOT.glob("*.md"),
        *(PROJECT_ROOT / "docs").rglob("*.md"),
        PROJECT_ROOT / "webclient/README.md",
    )
    if page.name != "CHANGELOG.md"
)
ROOMS = ("docs", "game_rules", "seed_data", "server", "tests", "webclient")
SUBSYSTEM_PAGES = sorted((PROJECT_ROOT / "docs/subsystems").glob("*.md"))
ACROSS_SUBSYSTEMS = frozenset({"locking", "safety"})
"""Pages of what every trade keeps to: they have the same parts, and no folder of services."""
SUBSYSTEM_HEADINGS = ("What it promises", "The life of ", "Awkward cases", "What it costs")
"""The beginnings of the headings of a subsystem's page, in this order."""
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`((?:docs|game_rules|seed_data|server|tests|webclient)/[\w./-]+)`")
_CITED_TEST = re.compile(r"`([\w./-]+\.py)::(\w+)`")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)


@cache
def _tests_in(module: Path) -> frozenset[str]:
    """Lists the tests that pytest collects from a file: none if it is not there."""
    if not module.is_file():
        return frozenset()
    names = (node.name for node in ast.parse(module.read_text()).body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in names if name.startswith("test_"))


def missing_tests(text: str) -> list[str]:
    """Lists the tests that the text cites as `path::test_name`, and that are not there."""
    cited = _CITED_TEST.findall(text)
    return [f"{path}::{name}" for path, name in cited if name not in _tests_in(PROJECT_ROOT / path)]


def section_of(text: str, heading: str) -> str:
    """Returns what stands below the heading of the second level, up to the next one: nothing if it is not there."""
    _, _, below = text.partition(f"\n## {heading}\n")
    return re.split(r"^## ", below, maxsplit=1, flags=re.MULTILINE)[0]


def untested_cases(text: str) -> list[str]:
    """Lists the numbered awkward cases that cite no test; below "Not held by a test" they may."""
    held, _, _ = section_of(text, "Awkward cases").partition("\n### Not held by a test\n")
    return [case for case in _NUMBERED.split(held)[1:] if not _CITED_TEST.search(case)]


def missing_in(page: Path) -> list[str]:
    """Lists what the page links to or names as a path of this repository, and is not there."""
    text = page.read_text()
    linked = [link for link in _LINK.findall(text) if "://" not in link and not link.startswith("mailto:")]
    return [link for link in linked if not (page.parent / link).exists()] + [
        path for path in _PATH.findall(text) if not (PROJECT_ROOT / path).exists()
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT_ROOT)))
def test_every_path_and_link_leads_somewhere(page: Path) -> None:
    assert missing_in(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT_ROOT)))
def test_every_test_that_is_cited_exists(page: Path) -> None:
    assert missing_tests(page.read_text()) == []


def test_a_test_that_is_not_there_is_noticed() -> None:
    here = "tests/unit/test_docs.py"
    assert missing_tests(f"`{here}::test_the_first_page_is_one_screen`") == []
    assert missing_tests(f"`{here}::test_nothing`, `tests/gone.py::test_it`") == [
        f"{here}::test_nothing",
        "tests/gone.py::test_it",
    ]


def test_every_subsystem_has_a_page_that_is_found() -> None:
    subsystems = {path.parent.name for path in (PROJECT_ROOT / "server/services").glob("*/__init__.py")}
    pages = subsystems | ACROSS_SUBSYSTEMS
    assert {page.stem for page in SUBSYSTEM_PAGES} == pages
    index = (PROJECT_ROOT / "docs/where-things-go.md").read_text()
    assert [name for name in sorted(pages) if f"](subsystems/{name}.md)" not in index] == []


@pytest.mark.parametrize("page", SUBSYSTEM_PAGES, ids=lambda page: page.stem)
def test_a_page_of_a_subsystem_has_its_four_parts(page: Path) -> None:
    headings = _HEADING.findall(page.read_text())
    assert len(headings) == len(SUBSYSTEM_HEADINGS)
    assert all(map(str.startswith, headings, SUBSYSTEM_HEADINGS)), headings


@pytest.mark.parametrize("page", SUBSYSTEM_PAGES, ids=lambda page: page.stem)
def test_every_awkward_case_is_held_by_a_test_or_said_not_to_be(page: Path) -> None:
    text = page.read_text()
    assert _NUMBERED.search(section_of(text, "Awkward cases"))
    assert untested_cases(text) == []


def test_an_awkward_case_without_a_test_is_noticed() -> None:
    held = "1. Held (`tests/a.py::test_it`).\n2. Not.\n"
    text = f"\n## Awkward cases\n\n{held}\n### Not held by a test\n\n- Said.\n\n## Next\n"
    assert untested_cases(text) == ["Not.\n"]


def test_the_first_page_is_one_screen() -> None:
    assert len((PROJECT_ROOT / "README.md").read_text().splitlines()) <= 60
