"""Several apply, and the offer is filled meanwhile: on rows that are really committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from game_rules.applications.application import (
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    RefusalGround,
)
from game_rules.applications.views import AnswerOvertaken
from game_rules.organisations.organisation import OrganisationAction, OrganisationActor, OrganisationState
from game_rules.refusals import RefusalReason, Refused
from server.persistence.engine import connect
from server.persistence.organisations.repository import OrganisationMove
from server.persistence.unit_of_work import OpenUnit, UnitOfWork
from server.services.accounts.merge_players import merge_guest
from server.services.applications.answer import lock_for_reader
from server.services.applications.close import close_for_filled
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.applications import BAKERY, ApplicationScene, days_later


@pytest.fixture(scope="module")
def scene(new_database: NewDatabase) -> Iterator[ApplicationScene]:
    engine = connect(new_database("application_races"), pool_size=9)
    sessions = sessionmaker(engine, expire_on_commit=False)
    yield ApplicationScene(OpenUnit(sessions))
    engine.dispose()


def test_one_player_on_eight_phones_applies_once(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    mails = len(scene.mails())
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(scene.applied, [player_id] * 8))
    assert len(set(ids)) == len(scene.mine(player_id)) == len(scene.mails()) - mails == 1


def test_whoever_applies_while_the_offer_is_filled_is_told_or_refused(scene: ApplicationScene) -> None:
    walkers = [scene.walker() for _ in range(8)]

    def apply(player_id: UUID) -> RefusalReason | None:
        try:
            scene.apply(player_id)
        except Refused as refused:
            return refused.reason
        return None

    def fill() -> set[UUID]:
        with context_at(scene.open_unit, campaign=scene.campaign).unit() as unit:
            unit._session.execute(text("update offer set state = 'filled' where id = :id"), {"id": BAKERY.id})
            under_way = {one.player_id for one in unit.applications.under_way_for_offer(BAKERY.id)}
            close_for_filled(unit, BAKERY.id)
            unit.commit()
        return under_way

    with ThreadPoolExecutor(9) as pool:
        applying = {player_id: pool.submit(apply, player_id) for player_id in walkers[:4]}
        filling = pool.submit(fill)
        applying |= {player_id: pool.submit(apply, player_id) for player_id in walkers[4:]}
    for player_id, done in applying.items():
        states = [one.application.state for one in scene.mine(player_id)]
        if player_id in filling.result():
            assert (done.result(), states) == (None, [ApplicationState.CLOSED])
        else:
            assert (done.result(), states) == (RefusalReason.OFFER_NOT_OPEN, [])


def test_of_an_answer_and_a_withdrawal_at_once_nothing_is_left_for_the_employer(scene: ApplicationScene) -> None:
    scene.run("update offer set state = 'published' where id = :id", id=BAKERY.id)
    for _ in range(8):
        player_id = scene.walker()
        application_id = scene.applied(player_id)

        def answer(application_id: UUID = application_id) -> RefusalReason | None:
            try:
                scene.answer(application_id, ApplicationState.PHONE)
            except Refused as refused:
                return refused.reason
            return None

        with ThreadPoolExecutor(2) as pool:
            answering = pool.submit(answer)
            pool.submit(scene.withdraw, player_id, application_id).result()
        (mine,) = scene.mine(player_id)
        assert mine.application.state is ApplicationState.WITHDRAWN
        moves = [one.action.value for one in mine.changes]
        if answering.result() is None:
            assert moves == ["send", "phone", "withdraw"]
        else:
            assert (answering.result(), moves) == (RefusalReason.EDIT_CONFLICT, ["send", "withdraw"])
        assert scene.inbox(player_id) == []
        assert application_id not in {one.application.id for one in scene.read_by(scene.member)}


def test_of_two_answers_at_once_the_second_one_is_shown_the_first(scene: ApplicationScene) -> None:
    application_id = scene.applied(player_id := scene.walker())
    with ThreadPoolExecutor(1) as pool, context_at(scene.open_unit).unit() as answering:
        lock_for_reader(answering, application_id, scene.member)
        other = pool.submit(scene.answer, application_id, ApplicationState.PHONE, version=1)
        wait_for_lock_or_end(scene.open_unit, other)
        application = answering.applications.application(application_id)
        assert application is not None
        refused = replace(
            application,
            state=ApplicationState.REFUSED,
            refusal_reason=RefusalGround.POSITION_FILLED,
            answered_at=days_later(-1),
        )
        answering.applications.move(refused, ApplicationAction.REFUSE, ApplicationActor.EMPLOYER)
        answering.commit()
        with pytest.raises(AnswerOvertaken) as overtaken:
            other.result()
    assert overtaken.value.view.application.refusal_reason is RefusalGround.POSITION_FILLED
    (mine,) = scene.mine(player_id)
    assert (mine.application.state, mine.application.answered_at) == (ApplicationState.REFUSED, days_later(-1))
    assert [one.action.value for one in mine.changes] == ["send", "refuse"]


def test_nobody_applies_to_an_organisation_that_is_being_suspended(scene: ApplicationScene) -> None:
    scene.run("update offer set state = 'published' where id = :id", id=BAKERY.id)
    player_id, organisation = scene.walker(), BAKERY.organisation.id

    def apply() -> RefusalReason | None:
        try:
            scene.apply(player_id)
        except Refused as refused:
            return refused.reason
        return None

    with ThreadPoolExecutor(1) as pool, scene.open_unit() as suspending:
        suspending.organisations.lock(organisation)
        move = OrganisationMove(OrganisationAction.SUSPEND, OrganisationActor.ORGANISER, OrganisationState.SUSPENDED)
        suspending.organisations.move(organisation, move, START)
        applying = pool.submit(apply)
        wait_for_lock_or_end(scene.open_unit, applying)
        suspending.commit()
        assert applying.result() is RefusalReason.OFFER_NOT_OPEN
    scene.run("update organisation set state = 'verified' where id = :id", id=organisation)


def test_an_answer_that_waited_for_a_merge_holds_the_player_that_it_became(scene: ApplicationScene) -> None:
    guest, account = scene.walker(), scene.walker(email="camille@example.org")
    application_id = scene.applied(guest)
    with scene.open_unit() as unit:
        one, other = unit.accounts.player(guest), unit.accounts.player(account)
    assert one is not None
    assert other is not None

    def lock() -> tuple[UUID, bool]:
        with context_at(scene.open_unit).unit() as unit:
            application = lock_for_reader(unit, application_id, scene.member)
            with scene.open_unit() as stranger:
                return application.player_id, _is_free(stranger, account)

    with ThreadPoolExecutor(1) as pool, context_at(scene.open_unit).unit() as merging:
        merge_guest(merging, one, into=other)
        answering = pool.submit(lock)
        wait_for_lock_or_end(scene.open_unit, answering)
        merging.commit()
        assert answering.result() == (account, False)


def test_of_several_players_of_whom_one_is_gone_the_others_are_locked(scene: ApplicationScene) -> None:
    there = scene.player()
    gone = UUID(int=0)
    assert gone < there
    with scene.open_unit() as unit, scene.open_unit() as stranger:
        assert not unit.accounts.lock_players([there, gone])
        assert not _is_free(stranger, there)


def _is_free(unit: UnitOfWork, player_id: UUID) -> bool:
    """Tells whether nobody else holds the player."""
    return bool(
        unit._session.scalar(
            text("select count(*) from (select from player where id = :id for no key update skip locked) free"),
            {"id": player_id},
        )
    )
