"""Whatever comes from outside is plain text afterwards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.adapters.feeds.outside_text import one_line, plain_text, plain_value
from server.adapters.feeds.web_urls import web_url

PIECES = st.sampled_from(
    [
        "<",
        ">",
        "&",
        "&lt;",
        "&amp;",
        "lt;",
        "script",
        "<b>",
        "</p>",
        "<img src=x onerror=alert(1)>",
        "a",
        " ",
        "\n",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_markup_is_left_and_nothing_is_left_to_do(text: str) -> None:
    plain = plain_text(text) or ""
    assert not re.search(r"<\s*(script|img|b\b|/p)", plain)
    assert (plain_text(plain) or "") == plain


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("Plus de 3 < 5 & moins", "Plus de 3 < 5 & moins"),
        ("<ul><li>Un</li><li>Deux</li></ul>", "- Un\n- Deux"),
        ("Un<br/>Deux</p>Trois", "Un\nDeux\nTrois"),
        ("&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;fin", "fin"),
        ("C’est l’Ã©tÃ©", "C’est l’été"),
        ("DÃ©veloppeur Ã  lâ€™Å“uvre, bâtiment", "Développeur à l’œuvre, bâtiment"),
        ("BÂTIMENT, Ã©tÃ© : 12 â‚¬", "BÂTIMENT, été : 12 €"),
        ("a\x00b\x07c\ud800", "abc\ufffd"),
        ("<p> </p>", None),
    ],
)
def test_what_a_person_wrote_is_kept(given: str, plain: str | None) -> None:
    assert plain_text(given) == plain


def test_a_title_is_one_line() -> None:
    assert one_line(" Un\n<br>titre ") == "Un titre"


def test_empty_values_are_left_out_of_what_is_kept() -> None:
    assert plain_value({"a": "", "b": [None, "<b>x</b>"], "c": {}, "d": False, "e": float("inf")}) == {
        "b": ["x"],
        "d": False,
    }


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "//host/x", "https://", "http://[", "x" * 3_000]
)
def test_what_is_no_address_of_the_web_is_none(text: str) -> None:
    assert web_url(text) is None
