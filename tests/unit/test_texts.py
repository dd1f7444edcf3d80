"""Texts that people type lose what nobody can see, and nothing else."""

from unicodedata import normalize

import pytest

from game_rules.texts import isolated, one_line, printable_line, visible, written_out
from server.adapters.feeds.outside_text import plain_text
from server.adapters.feeds.web_urls import web_url
from tests.support.hostile_words import CLEANED, KEPT, MARKUP


@pytest.mark.parametrize("text", KEPT)
def test_what_can_be_seen_stays_as_it_was_typed(text: str) -> None:
    assert visible(text) == one_line(text) == text


@pytest.mark.parametrize(("text", "kept"), CLEANED.items())
def test_what_cannot_be_seen_goes_and_lines_end_in_one_way(text: str, kept: str) -> None:
    assert visible(text) == kept
    assert one_line(text) == " ".join(kept.split())
    assert visible(kept) == kept


@pytest.mark.parametrize(("text", "kept"), CLEANED.items())
def test_a_feed_brings_nothing_in_that_nobody_can_see(text: str, kept: str) -> None:
    written_twice = text.encode("ascii", "xmlcharrefreplace").decode()
    for outside in (text, written_twice):
        plain = plain_text(outside)
        assert plain is not None
        assert visible(plain) == plain
        # Mending broken characters also takes whole escape sequences away, and reads \x85 as Windows' ellipsis.
        assert plain[:5] == kept[:5]


@pytest.mark.parametrize("text", [one for one in KEPT if one not in MARKUP and "<" not in one])
def test_a_feed_brings_words_in_as_they_are(text: str) -> None:
    assert plain_text(text) == normalize("NFC", text)


@pytest.mark.parametrize(
    "url", ["https://a.example/\u202egpj.exe", "https://a.example/\x1b[2J", "https://a.example/\x9b"]
)
def test_an_address_hides_nothing(url: str) -> None:
    assert web_url(url) is None


def test_a_name_has_only_characters_that_print() -> None:
    assert [printable_line(text) for text in ("A\u202eb", "A\x9bb", "A\u2028b", " A  b ")] == ["A b"] * 4


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("a\nb\rc", "a\\nb\\rc"),
        ("\u202eb\u2028", "\\u202eb\\u2028"),
        ("\x9b\udcff\U0001ffff", "\\x9b\\udcff\\U0001ffff"),
        ("Œuvre\té 👩\u200d👧", "Œuvre\té 👩\u200d👧"),
    ],
)
def test_what_cannot_be_seen_is_spelled_for_terminals_and_logs(text: str, spelled: str) -> None:
    assert written_out(text) == spelled


@pytest.mark.parametrize("text", ["بائع", "מכירה (1)", "a\u200f(1)"])
def test_what_is_written_from_right_to_left_is_isolated_in_a_sentence(text: str) -> None:
    assert isolated(text) == f"\u2068{text}\u2069"
    assert visible(isolated(text)) == text, "nobody can end the isolate"


@pytest.mark.parametrize("text", ["Zoé", "می"[:0], "👩\u200d🍳 (1)", "日本", "Ве\u0301"])
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert isolated(text) == text
