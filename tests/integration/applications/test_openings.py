"""Several positions of one offer: each hire takes one, and the last one fills it."""

from datetime import timedelta
from uuid import UUID

import pytest

from game_rules.applications.application import ApplicationState
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.posted import PostedOfferView
from game_rules.undo import undo_until
from server.services.offers.views import read_offer
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.applications import BAKERY, ApplicationScene

DUE = undo_until(START)
HIRED, MET = ApplicationState.HIRED, ApplicationState.MET


@pytest.fixture
def scene(open_unit: OpenUnit) -> ApplicationScene:
    return ApplicationScene(open_unit)


def offering(scene: ApplicationScene, openings: int | None) -> None:
    scene.run("update offer set openings = :openings where id = :id", openings=openings, id=BAKERY.id)


def met(scene: ApplicationScene) -> tuple[UUID, UUID]:
    """Somebody who came and was met, and their application."""
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    scene.answer(application_id, MET)
    return player_id, application_id


def view(scene: ApplicationScene) -> PostedOfferView:
    with scene.open_unit() as unit:
        member = unit.accounts.player_of_account(scene.member)
    return read_offer(context_at(scene.open_unit, campaign=scene.campaign, player=member), BAKERY.id)


def test_each_hire_takes_a_position_and_undoing_it_gives_it_back(scene: ApplicationScene) -> None:
    offering(scene, 2)
    _, application_id = met(scene)
    before = view(scene)
    scene.answer(application_id, HIRED)
    held = view(scene)
    assert (before.openings_left, held.openings_left, held.offer.draft.openings) == (2, 1, 2)
    scene.undo_hire(application_id, DUE - timedelta(seconds=1))
    assert view(scene) == before
    scene.hire(application_id)
    after = view(scene)
    assert (after.openings_left, after.offer.draft.openings, after.offer.state) == (1, 1, OfferState.PUBLISHED)
    assert after.offer.version == before.offer.version + 1, "who edits it meanwhile is told"


def test_the_last_position_fills_the_offer_and_all_others_are_told_once_it_stands(scene: ApplicationScene) -> None:
    offering(scene, 1)
    hired, application_id = met(scene)
    waiting = scene.walker()
    scene.applied(waiting)
    scene.answer(application_id, HIRED)
    assert (view(scene).offer.state, view(scene).openings_left) == (OfferState.PUBLISHED, 0)
    assert scene.inbox(waiting) == []
    assert scene.finish_hire(application_id, DUE)
    filled = view(scene)
    assert (filled.offer.state, filled.offer.draft.openings, filled.restorable_until) == (OfferState.FILLED, 0, None)
    states = [scene.mine(player_id)[0].application.state for player_id in (hired, waiting)]
    assert states == [HIRED, ApplicationState.CLOSED]
    assert scene.inbox(waiting) == ["offer_filled"]
    assert BAKERY.id not in scene.load(DUE).offers.by_id


def test_two_who_are_hired_for_the_last_position_are_both_hired(scene: ApplicationScene) -> None:
    offering(scene, 1)
    people = [met(scene), met(scene)]
    for _, application_id in people:
        scene.answer(application_id, HIRED)
    for _, application_id in people:
        assert scene.finish_hire(application_id, DUE)
    assert [scene.mine(player_id)[0].application.state for player_id, _ in people] == [HIRED, HIRED]
    assert view(scene).offer.draft.openings == 0


def test_where_nobody_said_how_many_nothing_is_counted(scene: ApplicationScene) -> None:
    _, application_id = met(scene)
    scene.hire(application_id)
    after = view(scene)
    assert (after.openings_left, after.offer.state) == (None, OfferState.PUBLISHED)


@pytest.mark.parametrize(
    ("state", "expected"), [("paused", "filled"), ("expired", "filled"), ("withdrawn", "withdrawn")]
)
def test_the_last_hire_fills_whatever_may_come_back(scene: ApplicationScene, state: str, expected: str) -> None:
    offering(scene, 1)
    _, application_id = met(scene)
    scene.answer(application_id, HIRED)
    scene.run("update offer set state = :state where id = :id", state=state, id=BAKERY.id)
    assert scene.finish_hire(application_id, DUE)
    assert view(scene).offer.state == expected
