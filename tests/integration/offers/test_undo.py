"""An offer is ended by a tap, and comes back before anybody has heard of it."""

from datetime import timedelta
from uuid import UUID

import pytest

from game_rules.offers.lifecycle import OfferAction, OfferState
from game_rules.offers.posted import PostedAction
from game_rules.organisations.organisation import OrganisationAction
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until
from server.services.events.register import register_for_event
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.offers import OfferScene

DUE = undo_until(START)
JUST_BEFORE = DUE - timedelta(seconds=1)


@pytest.fixture
def scene(open_unit: OpenUnit) -> OfferScene:
    return OfferScene(open_unit)


def refusal(call: object, *args: object, **options: object) -> RefusalReason:
    with pytest.raises(Refused) as refused:
        call(*args, **options)  # type: ignore[operator]
    return refused.value.reason


def inbox(scene: OfferScene, player_id: UUID) -> list[str]:
    with scene.open_unit() as unit:
        return [one.kind.value for one in unit.notifications.all_of(player_id)]


@pytest.mark.parametrize("end", [OfferAction.FILL, OfferAction.WITHDRAW])
@pytest.mark.parametrize("is_paused", [False, True])
def test_an_end_is_undone_and_the_offer_is_as_it_was(scene: OfferScene, end: OfferAction, is_paused: bool) -> None:
    offer_id = scene.published()
    if is_paused:
        scene.move(offer_id, OfferAction.PAUSE)
    before = scene.view(offer_id).offer
    ended = scene.move(offer_id, end)
    assert (ended.can, ended.restorable_until) == ((PostedAction.RESTORE,), DUE)
    restored = scene.restore(offer_id, JUST_BEFORE)
    assert (restored.offer.state, restored.offer.draft) == (before.state, before.draft)
    assert restored.restorable_until is None
    again = scene.restore(offer_id, JUST_BEFORE, version=ended.offer.version)
    assert again == restored, "the first answer was lost"


def test_after_ten_minutes_an_end_stands(scene: OfferScene) -> None:
    offer_id = scene.published()
    scene.move(offer_id, OfferAction.FILL)
    ended = scene.view(offer_id, DUE)
    assert (ended.can, ended.restorable_until) == ((), None)
    assert refusal(scene.restore, offer_id, DUE) is RefusalReason.NOT_ALLOWED_NOW


def test_somebody_acted_in_between(scene: OfferScene) -> None:
    offer_id = scene.published()
    seen = scene.move(offer_id, OfferAction.FILL).offer.version
    scene.restore(offer_id, START)
    scene.move(offer_id, OfferAction.WITHDRAW)
    assert refusal(scene.restore, offer_id, START, version=seen) is RefusalReason.EDIT_CONFLICT
    other = scene.published(title="Une autre")
    assert refusal(scene.restore, other, START) is RefusalReason.NOT_ALLOWED_NOW


def test_what_an_organiser_withdrew_no_employer_restores(scene: OfferScene) -> None:
    offer_id = scene.published()
    scene.decide(offer_id, OfferAction.WITHDRAW, "Trois signalements.")
    assert scene.view(offer_id).can == ()
    assert refusal(scene.restore, offer_id, START) is RefusalReason.NOT_ALLOWED_NOW


def test_a_draft_that_was_dropped_is_a_draft_again(scene: OfferScene) -> None:
    offer_id = scene.draft()
    scene.move(offer_id, OfferAction.WITHDRAW)
    assert scene.restore(offer_id, START).offer.state is OfferState.DRAFT


def test_what_waited_for_its_organisation_is_a_draft_once_that_is_verified(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit, verified=False)
    waiting, vetted = scene.draft(), scene.draft(title="Une autre")
    for offer_id in (waiting, vetted):
        scene.submit(offer_id)
        scene.move(offer_id, OfferAction.WITHDRAW)
    assert scene.restore(waiting, START).offer.state is OfferState.SUBMITTED
    scene.people.decide(scene.organisation_id, OrganisationAction.VERIFY)
    assert scene.restore(vetted, START).offer.state is OfferState.DRAFT


def test_who_registered_hears_that_an_event_is_called_off_when_that_cannot_be_undone(scene: OfferScene) -> None:
    forum = scene.forum()
    guest = scene.guest(forum)
    register_for_event(context_at(scene.open_unit, player=guest), forum)
    scene.move(forum, OfferAction.WITHDRAW)
    scene.finish_end(forum, JUST_BEFORE)
    scene.restore(forum, JUST_BEFORE)
    scene.finish_end(forum, DUE)
    assert inbox(scene, guest.id) == [], "it was called off by a slip of a finger"
    scene.move(forum, OfferAction.WITHDRAW, DUE)
    scene.finish_end(forum, DUE)
    assert inbox(scene, guest.id) == []
    for _ in range(2):
        scene.finish_end(forum, undo_until(DUE))
    assert inbox(scene, guest.id) == ["event_called_off"]
