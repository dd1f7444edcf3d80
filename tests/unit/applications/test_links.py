"""Links in what strangers write."""

import pytest

from game_rules.links import has_link, without_links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("voir https://phish.example/login svp", "voir https: //phish . example/login svp"),
        ("HTTP://PHISH.EXAMPLE", "HTTP: //PHISH . EXAMPLE"),
        ("www.phish.example.", "www . phish . example."),
        ("phish.example/a.b?c=d.e", "phish . example/a . b?c=d . e"),
        ("mailto://x", "mailto: //x"),
        ("javascript:/alert.call()", "javascript: /alert . call()"),
        ("192.0.2.1/login", "192 . 0 . 2 . 1/login"),
        ("phish.exämple", "phish . exämple"),
    ],
)
def test_a_link_is_read_and_cannot_be_tapped(text: str, shown: str) -> None:
    assert has_link(text)
    assert without_links(text) == shown
    assert not has_link(without_links(text))


@pytest.mark.parametrize(
    "text",
    [
        "Je sais vendre, et sourire à six heures. Le matin ? Oui !",
        "Au 06.00.00.00.00, dès 7h30",
        "3.5 ans, 1,5 km, etc...",
        "zoe.dupont@example.org",
        "CAP/BEP, 1/2 journée, n°2. Voilà.",
        "",
    ],
)
def test_words_and_numbers_and_addresses_of_mail_are_left_as_they_are(text: str) -> None:
    assert not has_link(text)
    assert without_links(text) == text
