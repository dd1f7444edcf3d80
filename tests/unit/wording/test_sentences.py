"""Sentences of real-looking offers: what the wording check finds in them, and in which it finds nothing."""

import csv
from unicodedata import normalize

import pytest

from game_rules.kinds import OfferKind
from game_rules.people.players import Language
from game_rules.wording.check import blocks, check_wording
from server.settings import PROJECT_ROOT
from tests.unit.wording.findings import TODAY, TOMORROW, found_in, rules_of, words_in
from tests.unit.wording.sentences import age, body, means, money, origin, private_life, sex
from tests.unit.wording.sentences.innocent import INNOCENT

_RULES = (age, body, means, money, origin, private_life, sex)
BLOCKED = [pair for rules in _RULES for pair in rules.BLOCKED]
WARNED = [pair for rules in _RULES for pair in rules.WARNED]


@pytest.mark.parametrize(("sentence", "rule"), BLOCKED)
def test_what_the_law_forbids_blocks(sentence: str, rule: str) -> None:
    findings = found_in(sentence)
    assert rule in rules_of(findings)
    assert blocks(findings)


@pytest.mark.parametrize(("sentence", "rule"), WARNED)
def test_what_only_hints_warns(sentence: str, rule: str) -> None:
    findings = found_in(sentence)
    assert rule in rules_of(findings)
    assert not blocks(findings)


@pytest.mark.parametrize("sentence", INNOCENT)
def test_an_honest_sentence_is_left_alone(sentence: str) -> None:
    assert found_in(sentence) == []


@pytest.mark.parametrize(("sentence", "rule"), BLOCKED)
def test_spelling_hides_nothing(sentence: str, rule: str) -> None:
    for spelt in (
        sentence.upper(),
        sentence.lower(),
        normalize("NFD", sentence),
        normalize("NFKC", sentence),
        sentence.replace(" ", "\u00a0 "),
        sentence.replace(" ", "\n"),
        sentence.replace("e", "e\u00ad"),
        f"🥖 {sentence} 🥖",
    ):
        assert rule in rules_of(found_in(spelt)), spelt


@pytest.mark.parametrize(("sentence", "_rule"), BLOCKED + WARNED)
def test_a_finding_shows_the_words_it_is_about(sentence: str, _rule: str) -> None:
    for text in (f"Bonjour à tous 👋 !\n\n{sentence}", normalize("NFD", f"Été : {sentence}")):
        for finding in found_in(text):
            assert finding.field == "description"
            assert finding.words
            assert finding.words == text[finding.start : finding.end]
            assert finding.words == finding.words.strip()


def test_the_demo_offers_say_nothing_that_must_not_be_said() -> None:
    with (PROJECT_ROOT / "seed_data" / "offers.csv").open(encoding="utf-8") as file:
        texts = {(row["kind"], row["title"], row["description"]) for row in csv.DictReader(file)}
    assert texts
    for kind, title, description in texts:
        words = words_in(OfferKind(kind), title, description, starts_on=TOMORROW, event_starts_on=TOMORROW)
        assert check_wording(words, TODAY, Language.FRENCH) == []
