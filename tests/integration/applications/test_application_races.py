"""Several apply, and the offer is filled meanwhile: on rows that are really committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from game_rules.applications.application import ApplicationState
from game_rules.refusals import RefusalReason, Refused
from server.persistence.migrate import upgrade
from server.persistence.unit_of_work import OpenUnit, connect
from server.services.applications.close import close_for_filled
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.scenes.applications import BAKERY, ApplicationScene


@pytest.fixture(scope="module")
def scene(new_database: NewDatabase) -> Iterator[ApplicationScene]:
    engine = connect(new_database("application_races"), pool_size=9)
    upgrade(engine)
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
            told = close_for_filled(unit, BAKERY.id)
            unit.commit()
        return {one.player_id for one in told}

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
            assert (answering.result(), moves) == (RefusalReason.APPLICATION_NOT_FOUND, ["send", "withdraw"])
        assert scene.inbox(player_id) == []
        assert application_id not in {one.application.id for one in scene.read_by(scene.member)}
