"""Titles for everybody and titles for one sex."""

import pytest

from game_rules.kinds import OfferKind
from game_rules.people.players import Language
from game_rules.wording.check import check_wording
from game_rules.wording.rules.rule import Severity
from tests.unit.wording.findings import TODAY, TOMORROW, words_in


@pytest.mark.parametrize(
    "title",
    [
        "Boulanger / Boulangère",
        "Boulangère ou boulanger",
        "Boulanger·ère",
        "Vendeuse H/F",
        "vendeur (f/h)",
        "Maçon (HF)",
        "Employé(e) de rayon",
        "Serveur/euse",
        "Cuisinier-e",
        "Fleuriste",
        "Secrétaire comptable",
        "Aide à domicile",
        "Premier emploi en boulangerie",
        "Job d’été à la plage",
    ],
)
def test_a_title_for_all_is_left_alone(title: str) -> None:
    assert check_wording(words_in(OfferKind.JOB, title, starts_on=TOMORROW), TODAY, Language.FRENCH) == []


@pytest.mark.parametrize(
    ("title", "both"),
    [
        ("Boulanger", "Boulanger / Boulangère"),
        ("Vendeuse en prêt-à-porter", "Vendeur / Vendeuse"),
        ("ÉLECTRICIEN", "Électricien / Électricienne"),
        ("Recherche maçon", "Maçon / Maçonne"),
    ],
)
def test_a_title_for_one_sex_gets_both_names(title: str, both: str) -> None:
    (finding,) = check_wording(words_in(OfferKind.JOB, title, starts_on=TOMORROW), TODAY, Language.FRENCH)
    assert (finding.rule, finding.severity) == ("title_for_one_sex", Severity.WARN)
    assert finding.suggestion is not None
    assert both in finding.suggestion


def test_an_event_is_not_called_like_its_visitors() -> None:
    words = words_in(OfferKind.EVENT, "Rencontre avec un boulanger", event_starts_on=TOMORROW)
    assert check_wording(words, TODAY, Language.FRENCH) == []
