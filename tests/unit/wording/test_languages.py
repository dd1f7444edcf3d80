"""Offers in other languages than French."""

import pytest

from game_rules.kinds import OfferKind
from game_rules.wording.check import blocks
from game_rules.wording.rules.rule import Severity
from tests.unit.wording.findings import found_in, rules_of

ENGLISH = "We are looking for a friendly waiter to join our team in Lens. You will serve our guests with a smile."
FRENCH = "Nous cherchons une personne souriante pour notre équipe à Lens. Vous servirez nos clients avec le sourire."


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Wir suchen eine freundliche Person für unser Team in Lens. Sie bedienen die Gäste und helfen in der Küche.",
        "Buscamos una persona para nuestro equipo con experiencia y muchas ganas de trabajar en el restaurante.",
        "Мы ищем официанта для работы в нашем ресторане в городе Ланс.",
        "نبحث عن شخص للعمل معنا في المطعم",
    ],
)
def test_an_offer_of_work_in_another_language_blocks(text: str) -> None:
    findings = found_in(text)
    assert rules_of(findings) == {"not_in_french"}
    assert blocks(findings)
    assert not blocks(found_in(text, OfferKind.EVENT))


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "CDI temps plein. Permis B. Mutuelle. Tickets restaurant. Prime annuelle. Parking. Vestiaire. Salle de repos.",
        "Store manager",
        "Full stack developer, React, Node, Docker, Kubernetes, AWS, Linux, Python, Django, Flask, SQL, Git, Scrum",
        "Le planning se fait sur Slack, le reporting sur Google Sheets, le brainstorming autour d’un café.",
        "文 山 水",
    ],
)
def test_french_and_short_texts_and_names_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_translation_below_the_french_text_only_warns() -> None:
    (finding,) = found_in(f"{FRENCH}\n\n{ENGLISH}")
    assert (finding.rule, finding.severity, finding.words) == ("partly_not_in_french", Severity.WARN, ENGLISH)
