"""A commune is found by the name that a source gives it, within its département, or by a position in it."""

import pytest

from game_rules.geo import LatLon
from game_rules.territory.communes import CommuneFinder, Town, department_of, folded_name
from tests.support.factories import LENS, place
from tests.support.scenes.campaigns import EAST_INSEE, WEST_INSEE, communes

FINDER = CommuneFinder(communes())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("LIEVIN", "Liévin"),
        ("ST VAAST LA HOUGUE", "Saint-Vaast-la-Hougue"),
        ("Noyelles s/ Lens", "Noyelles-sous-Lens".replace("sous", "sur")),
        ("SACY-LE-GRAND", "Sacy le Grand"),
        ("STE MARIE", "Sainte-Marie"),
    ],
)
def test_a_name_is_known_however_it_is_written(written: str, meant: str) -> None:
    assert folded_name(written) == folded_name(meant)


def test_a_name_counts_only_within_its_departement() -> None:
    assert FINDER.find(Town("LENS", "62"), None) == WEST_INSEE
    assert FINDER.find(Town("LENS", "59"), None) is None


def test_without_a_known_name_the_position_decides() -> None:
    assert FINDER.find(Town("Autre part", "62"), place(metres_east=600)) == EAST_INSEE
    assert FINDER.find(None, LENS) == WEST_INSEE
    assert FINDER.find(None, LatLon(48.85, 2.35)) is None
    assert FINDER.find(None, None) is None


@pytest.mark.parametrize(("code", "department"), [("62498", "62"), ("2A004", "2A"), ("97105", "971")])
def test_a_code_begins_with_its_departement(code: str, department: str) -> None:
    assert department_of(code) == department
