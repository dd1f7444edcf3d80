"""Whoever used a day's budget up reads why, and appeals; granted, the day begins anew."""

from dataclasses import replace

import pytest

from game_rules.cases.case import CaseKind, CaseOutcome, Verdict
from game_rules.limits import DEFAULT_LIMITS
from game_rules.play.budget import Budget
from game_rules.refusals import RefusalReason, Refused
from server.services.cases.judge import close_case, list_cases
from server.services.play.full_days import appeal_full_day, my_full_days
from server.services.ports import OpenUnit
from tests.support.factories import START, fix, moment, offer
from tests.support.scenes.cases import TOKEN
from tests.support.scenes.walks import WalkScene

DOORS = [offer(title=f"Porte {number}", metres_north=150 * number) for number in range(1, 4)]


@pytest.fixture
def scene(open_unit: OpenUnit) -> WalkScene:
    scene = WalkScene(open_unit, DOORS)
    scene.limits = replace(DEFAULT_LIMITS, day_discoveries_max=1)
    return scene


def test_a_full_day_says_which_part_is_used_up(scene: WalkScene) -> None:
    scene.device().send([fix(metres_north=120)])
    (day,) = my_full_days(scene.at())
    assert (day.day, day.parts, day.appeal) == (START.date(), frozenset({Budget.DISCOVERIES}), None)


def test_an_ordinary_day_is_not_told(scene: WalkScene) -> None:
    scene.device().send([fix(metres_east=-300)])
    assert my_full_days(scene.at()) == []


def test_an_appeal_is_a_case_that_says_what_day_it_is_about_and_is_there_once(scene: WalkScene) -> None:
    scene.device().send([fix(metres_north=120)])
    (day,) = my_full_days(scene.at())
    for _ in range(2):
        (asked,) = appeal_full_day(scene.at(moment(60)), day.id, "C’était le forum.")
    assert asked.appeal is not None
    (case,) = list_cases(scene.at())
    assert case.kind is CaseKind.APPEAL
    assert case.text == "[Budget du 3 juin 2026 : offres 1, portes 0, appareils 1.] C’était le forum."


def test_once_it_is_granted_the_day_begins_anew_and_the_answer_is_read(scene: WalkScene) -> None:
    phone = scene.device()
    phone.send([fix(metres_north=120)])
    assert phone.send([fix(metres_north=280, seconds=120)]).totals.offers_discovered == 1
    (day,) = my_full_days(scene.at())
    appeal_full_day(scene.at(moment(130)), day.id, "C’était le forum.")
    (case,) = list_cases(scene.at())
    verdict = Verdict(CaseOutcome.MEASURE_LIFTED, "Bonne marche !", "vu")
    close_case(replace(scene.at(moment(140)), organiser=TOKEN), case.id, verdict)
    (now,) = my_full_days(scene.at())
    assert now.appeal is not None
    assert now.appeal.answer == "Bonne marche !"
    assert now.parts == frozenset()
    assert phone.send([fix(metres_north=290, seconds=200)]).totals.offers_discovered == 2


def test_nobody_appeals_for_somebody_else_or_for_a_day_that_is_not_full(scene: WalkScene) -> None:
    scene.device().send([fix(metres_north=120)])
    (day,) = my_full_days(scene.at())
    scene.another_player()
    with pytest.raises(Refused) as refused:
        appeal_full_day(scene.at(), day.id, "Moi aussi.")
    assert refused.value.reason is RefusalReason.MEASURE_NOT_FOUND
