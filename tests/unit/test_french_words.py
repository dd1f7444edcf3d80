"""The server's French says no word that was given up. The client's is looked at in its own tests."""

import json
import re
from pathlib import Path

import pytest

from tests.texts.catalogue import ROOT, server_texts, template_texts, wording_texts

_GIVEN_UP: dict[str, str] = json.loads((ROOT / "tests" / "texts" / "given_up.json").read_text())

_FRENCH = [
    (f"{one.file}:{one.key}", re.sub(r"\{[^}]*\}", "{}", one.french))
    for one in (*server_texts(), *template_texts())
    if one.french
]


def test_every_room_with_words_is_looked_at() -> None:
    files = {place.partition(":")[0] for place, _ in _FRENCH}
    assert {f"server/texts/{path.name}" for path in Path(ROOT / "server" / "texts").glob("[!_]*.py")} <= files
    assert {"server/services/applications/mails.py", "server/templates/structures.html"} <= files
    assert sum(1 for _ in wording_texts()) > 50


@pytest.mark.parametrize(("given_up", "instead"), _GIVEN_UP.items())
def test_no_text_says_a_word_that_was_given_up(given_up: str, instead: str) -> None:
    pattern = re.compile(given_up, re.IGNORECASE)
    assert [f"{place}: {said}" for place, said in _FRENCH if pattern.search(said)] == [], instead
