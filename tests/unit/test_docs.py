"""All that the docs lead to is there."""

import re
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
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`((?:docs|game_rules|seed_data|server|tests|webclient)/[\w./-]+)`")


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


def test_the_first_page_is_one_screen() -> None:
    assert len((PROJECT_ROOT / "README.md").read_text().splitlines()) <= 60
