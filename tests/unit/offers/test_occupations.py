"""An occupation is found by whatever an employer calls it, the one that is meant first."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.offers.occupations import Occupation, Occupations
from game_rules.wording.rules.occupations import FORMS
from game_rules.wording.text import fold
from seed_data.rome import rome_occupations
from server.settings import PROJECT_ROOT

ROME = rome_occupations()


def first(query: str) -> str | None:
    return next((one.code for one in ROME.search(query, 1)), None)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("boulang", "D1102"),
        ("BOULANGÈRE", "D1102"),
        ("boulangères", "D1102"),
        ("Boulanger (H/F)", "D1102"),
        ("apprenti boulanger", "D1102"),
        ("macon", "F1703"),
        ("maçonne", "F1703"),
        ("caissière", "D1505"),
        ("hôte de caisse", "D1505"),
        ("Employé(e) de rayon", "D1507"),
        ("employé·e de rayon", "D1507"),
        ("rayon employe", "D1507"),
        ("aide à domicile", "K1304"),
        ("aide soignante", "J1501"),
        ("éboueur", "K2303"),
        ("vigile", "K2503"),
        ("plombier", "F1603"),
        ("chauffeur poids lourd", "N4101"),
        ("préparateur de commandes", "N1103"),
        ("vendeuse le samedi matin", "D1106"),
        ("D1102", "D1102"),
        ("d110", "D1101"),
        ("xyz", None),
        ("a de la", None),
        ("", None),
    ],
)
def test_the_best_suggestion_comes_first(query: str, code: str | None) -> None:
    assert first(query) == code


@pytest.mark.parametrize("word", ["vendeur", "agent", "conducteur", "technicien"])
def test_both_forms_of_a_label_lead_to_it(word: str) -> None:
    for occupation in ROME.search(word, 2_000):
        for form in occupation.label.split(" / "):
            assert occupation in ROME.search(form, 2_000), form


def test_no_more_come_than_asked_for() -> None:
    assert len(ROME.search("agent", 8)) == 8
    assert ROME.search("agent", 8) == ROME.search("agent", 100)[:8]


def test_the_list_is_whole() -> None:
    assert len(ROME) == 1_584
    (baker,) = ROME.search("D1102", 1)
    assert (baker.label, baker.domain, baker.domain_label) == (
        "Boulanger / Boulangère",
        "D11",
        "Commerce alimentaire et métiers de bouche",
    )


def test_the_demo_offers_are_of_occupations_that_exist() -> None:
    with (PROJECT_ROOT / "seed_data" / "trades.csv").open(encoding="utf-8") as file:
        codes = {row["rome_code"] for row in csv.DictReader(file)}
    assert codes
    assert {code for code in codes if first(code) != code} == set()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(query: str) -> None:
    assert len(ROME.search(query, 8)) <= 8


def test_an_occupation_with_all_the_words_beats_one_with_most() -> None:
    some = Occupations(
        [Occupation("A1101", "Aide de cuisine", "x"), Occupation("A1102", "Chef / Cheffe de cuisine", "x", "aide")]
    )
    assert [one.code for one in some.search("chef cuisine", 5)] == ["A1102"]
    assert [one.code for one in some.search("cuisine", 5)] == ["A1102", "A1101"]


def test_the_forms_that_titles_are_compared_with_are_those_of_labels() -> None:
    ours = {"apprenti", "alternant", "etudiant", "salarie", "candidat", "collaborateur"}
    for forms in FORMS:
        masculine, feminine = (fold(form).text for form in forms)
        if masculine not in ours:
            assert ROME.search(masculine, 1), masculine
            assert ROME.search(feminine, 1), feminine
