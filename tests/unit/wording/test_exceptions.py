"""Kinds of offers and laws that allow what is a finding elsewhere."""

from game_rules.kinds import OfferKind
from game_rules.wording.check import blocks
from game_rules.wording.rules.rule import Severity
from tests.unit.wording.findings import found_in, rules_of


def test_an_age_that_a_law_sets_may_be_told() -> None:
    sentence = "Pour les moins de 30 ans."
    assert blocks(found_in(sentence, OfferKind.JOB))
    assert found_in(sentence, OfferKind.APPRENTICESHIP) == []
    assert found_in("Pour les 16-25 ans.", OfferKind.CIVIC_SERVICE) == []
    assert [one.severity for one in found_in(sentence, OfferKind.TRAINING)] == [Severity.WARN]
    assert [one.severity for one in found_in(f"Contrat de professionnalisation. {sentence}")] == [Severity.WARN]


def test_a_child_has_an_age_and_somebody_who_applies_has_none() -> None:
    assert found_in("moins de 18 ans") == []
    assert rules_of(found_in("moins de 19 ans")) == {"age_limit"}
    assert found_in("plus de 21 ans") == []
    assert rules_of(found_in("plus de 22 ans")) == {"age_limit"}


def test_where_the_state_may_ask_for_a_nationality_the_rule_warns() -> None:
    assert blocks(found_in("Nationalité française exigée."))
    assert not blocks(found_in("Nationalité française exigée. Poste de la police nationale."))


def test_whoever_says_that_a_ground_does_not_matter_may_name_it() -> None:
    assert found_in("Sans distinction d’âge : moins de 30 ans ou non.") == []
    assert rules_of(found_in("Sans distinction d’âge. Moins de 30 ans.")) == {"age_limit"}


def test_training_may_cost_something_and_work_may_not() -> None:
    sentence = "Frais d’inscription : 90 €."
    assert blocks(found_in(sentence, OfferKind.JOB))
    assert blocks(found_in(sentence, OfferKind.INTERNSHIP))
    assert not blocks(found_in(sentence, OfferKind.TRAINING))


def test_an_event_may_be_meant_for_some_people() -> None:
    for sentence in ("Atelier réservé aux femmes.", "Réservé aux habitants de Liévin.", "Pour les moins de 26 ans."):
        assert blocks(found_in(sentence, OfferKind.JOB))
        assert [one.severity for one in found_in(sentence, OfferKind.EVENT)] == [Severity.WARN]
