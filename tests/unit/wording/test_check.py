"""All fields of an offer under the wording check, and how its findings are told."""

from game_rules.kinds import OfferKind
from game_rules.people.players import Language
from game_rules.wording.check import check_wording
from game_rules.wording.limits import WORDING_FINDINGS_PER_RULE
from tests.unit.wording.findings import TODAY, TOMORROW, found_in, words_in


def test_the_same_again_and_again_is_said_a_few_times() -> None:
    assert len(found_in("Moins de 30 ans. " * 100)) == WORDING_FINDINGS_PER_RULE


def test_every_field_is_read_and_named() -> None:
    words = words_in(
        OfferKind.JOB,
        "Jeune femme pour la vente",
        "Moins de 30 ans.",
        ("Avez-vous le permis B ?", "Avez-vous des enfants ?"),
        salary="Payé au noir",
        working_hours="Femmes uniquement le soir",
        duration="Essai gratuit",
        starts_on=TOMORROW,
    )
    fields = [one.field for one in check_wording(words, TODAY, Language.FRENCH)]
    assert list(dict.fromkeys(fields)) == [
        "title",
        "description",
        "salary",
        "working_hours",
        "duration",
        "questions/1",
    ]


def test_explanations_are_told_in_the_language_of_whoever_writes() -> None:
    words = words_in(OfferKind.JOB, "Boulanger (H/F)", "Moins de 30 ans.", starts_on=TOMORROW)
    (french,) = check_wording(words, TODAY, Language.FRENCH)
    (english,) = check_wording(words, TODAY, Language.ENGLISH)
    assert "âge" in french.explanation
    assert "age" in english.explanation
    assert french.source == english.source
    assert "L.5331-2" in french.source
