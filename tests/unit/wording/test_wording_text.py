"""Folded texts lead back to the original, and no phrase can make a search slow."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.wording.rules import FOR_EQUALITY, RULES
from game_rules.wording.rules.dates import TELLS_A_START
from game_rules.wording.text import fold, phrase_pattern, phrases_pattern

ALL_PHRASES = [
    *(one for rule in RULES for phrases in (rule.phrases, rule.unless, rule.softened_by) for one in phrases),
    *TELLS_A_START,
    *FOR_EQUALITY,
]


@given(st.text(max_size=200))
def test_every_folded_character_has_its_place_in_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(st.text(alphabet="abcéèçœÉ’-  \n•.", max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text.replace("|", "") == once.replace("|", "")


def test_no_repetition_of_a_phrase_is_without_an_end() -> None:
    # So a search looks at a bounded number of characters from each place on: its time grows with the text, no faster.
    for phrase in ALL_PHRASES:
        without_sets = re.sub(r"\[[^\]]*\]", "x", phrase_pattern(phrase))
        assert not re.search(r"[*+]|\{\d*,\}", without_sets), phrase
        assert all(int(most) <= 20 for most in re.findall(r"\{\d+,(\d+)\}", without_sets)), phrase


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_the_same_in_a_long_text_as_in_its_parts(rule: object) -> None:
    pattern = phrases_pattern(rule.phrases)  # type: ignore[attr-defined]
    part = fold("Recherchons jeune femme de moins de 30 ans. Frais de dossier : 50 €. Sans enfants. ").text
    assert len(pattern.findall(part * 50)) == 50 * len(pattern.findall(part))


@pytest.mark.parametrize(
    ("phrase", "text", "is_in_it"),
    [
        ("jeune(s) femme(s)", "deux jeunes-femmes", True),
        ("jeune femme", "jeune. Femme de lettres", False),
        ("jeune femme", "- un jeune\n- femme", False),
        ("jeune femme", "une jeune\nfemme", True),
        ("femme", "femmelette", False),
        ("pas+de|sans enfant", "pas d'enfant", False),
        ("pas+de|pas+d|sans enfant", "pas d’enfant", True),
        ("enfan* sage", "enfantin, sage", True),
        ("un [grand] homme", "un homme", True),
        ("un [grand] homme", "un grand homme", True),
        ("un .. homme", "un très grand homme", True),
        ("un .. homme", "un très grand et beau homme", False),
        ("# euros", "1500€", True),
        ("l age", "L’ÂGE", True),
    ],
)
def test_a_phrase_means_what_it_says(phrase: str, text: str, *, is_in_it: bool) -> None:
    assert bool(phrases_pattern((phrase,)).search(fold(text).text)) is is_in_it


@pytest.mark.parametrize("phrase", ["", "un [deux", "un [deux]", "un ..", "l'age", "(s)", "a.c", "un  {2}"])
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="no phrase"):
        phrase_pattern(phrase)


def test_every_rule_is_complete() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.source.startswith(("Code du travail, art. L.", "Loi n° "))
        for told in (rule.explanation, rule.suggestion):
            assert told is None or (told.fr and told.en)
