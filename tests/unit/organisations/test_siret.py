"""A SIRET has one spelling and a check sum; La Poste's has another one."""

import pytest

from game_rules.refusals import RefusalReason, Refused
from server.schemas.organisations.siret import checked_siret

AN_ESTABLISHMENT = "73282932000074"
HEAD_OFFICE_OF_LA_POSTE = "35600000000048"
POST_OFFICE = "35600000049837"


@pytest.mark.parametrize(
    "typed",
    [
        AN_ESTABLISHMENT,
        "732 829 320 00074",
        " 732.829.320.00074\n",
        "732-829-320-00074",
        "732\u00a0829\u00a0320\u00a000074",
        "732\u202f829\u202f320\u202f00074",
        "732–829–320–00074",
    ],
)
def test_a_siret_has_one_spelling(typed: str) -> None:
    assert checked_siret(typed) == AN_ESTABLISHMENT


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "7328293200007",
        "732829320000740",
        "732829320",
        "FR44732829320",
        "73282932O00074",
        "٧٣٢٨٢٩٣٢٠٠٠٠٧٤",
        "7" * 10_000,
    ],
)
def test_what_has_not_14_digits_is_no_siret(typed: str) -> None:
    assert not is_taken(typed)


def test_of_ten_last_digits_one_passes_the_check() -> None:
    passing = [f"{AN_ESTABLISHMENT[:13]}{digit}" for digit in range(10) if is_taken(f"{AN_ESTABLISHMENT[:13]}{digit}")]
    assert passing == [AN_ESTABLISHMENT]


def test_a_good_number_of_a_company_that_cannot_be_is_none() -> None:
    # All 14 digits pass Luhn's check; the first nine do not.
    assert not is_taken("73282932100072")


def test_two_digits_that_changed_places_are_noticed() -> None:
    assert not is_taken("73289232000074")


def test_a_post_office_has_digits_whose_sum_is_a_multiple_of_5() -> None:
    passing = [one for one in range(49830, 49840) if is_taken(f"356000000{one:05}")]
    assert passing == [49832, 49837]
    assert checked_siret("356 000 000 49837") == POST_OFFICE


def test_the_head_office_of_la_poste_follows_the_common_rule() -> None:
    assert checked_siret(HEAD_OFFICE_OF_LA_POSTE) == HEAD_OFFICE_OF_LA_POSTE


def test_the_neighbours_of_la_poste_follow_the_common_rule() -> None:
    # The same last digits under another SIREN: a sum that is a multiple of 5 helps nobody else.
    assert sum(map(int, "73282932000077")) % 5 == 0
    assert not is_taken("73282932000077")


def is_taken(typed: str) -> bool:
    try:
        checked_siret(typed)
    except Refused as refused:
        return refused.reason is not RefusalReason.SIRET_INVALID
    return True
