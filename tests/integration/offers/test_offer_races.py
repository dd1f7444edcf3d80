"""Offers on two connections at once: what is decided about one was read under its locks, and all lock in one order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState
from game_rules.organisations.organisation import OrganisationAction, OrganisationActor, OrganisationState
from game_rules.refusals import RefusalReason, Refused
from server.persistence.engine import connect
from server.persistence.offers.posted import Move
from server.persistence.organisations.repository import OrganisationMove
from server.persistence.unit_of_work import OpenUnit, UnitOfWork
from server.services.events.register import register_for_event
from server.services.offers.expire import expire_offers
from server.services.offers.leave_organisation import remove_member
from server.services.offers.submit import publish_waiting
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.offers import OfferScene

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def open_unit(new_database: NewDatabase) -> Iterator[OpenUnit]:
    engine = connect(new_database("offer_races"), pool_size=5)
    yield OpenUnit(sessionmaker(engine, expire_on_commit=False))
    engine.dispose()


def _decide(unit: UnitOfWork, organisation_id: UUID, action: OrganisationAction, state: OrganisationState) -> None:
    unit.organisations.lock(organisation_id)
    unit.organisations.move(organisation_id, OrganisationMove(action, OrganisationActor.ORGANISER, state), START)


def test_what_is_handed_in_while_its_organisation_is_verified_is_published(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit, verified=False)
    offer_id = scene.draft()
    with ThreadPoolExecutor(1) as pool, context_at(open_unit).unit() as verifying:
        _decide(verifying, scene.organisation_id, OrganisationAction.VERIFY, OrganisationState.VERIFIED)
        assert publish_waiting(verifying, scene.organisation_id) == 0
        submitting = pool.submit(scene.submit, offer_id)
        wait_for_lock_or_end(open_unit, submitting)
        verifying.commit()
        submitting.result()
    assert scene.view(offer_id).offer.state is OfferState.PUBLISHED


def test_what_is_handed_in_just_before_its_organisation_is_verified_is_published(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit, verified=False)
    offer_id = scene.draft()
    with ThreadPoolExecutor(1) as pool, open_unit() as submitting:
        submitting.posted_offers.lock(offer_id)
        move = Move(OfferAction.SUBMIT, OfferActor.EMPLOYER, OfferState.SUBMITTED)
        submitting.posted_offers.move(offer_id, move, START)
        verifying = pool.submit(scene.people.decide, scene.organisation_id, OrganisationAction.VERIFY)
        wait_for_lock_or_end(open_unit, verifying)
        submitting.commit()
        verifying.result()
    assert scene.view(offer_id).offer.state is OfferState.PUBLISHED


def test_nobody_gets_a_seat_with_an_organisation_that_is_being_suspended(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit)
    offer_id = scene.forum()
    player = scene.guest(offer_id)

    def register() -> object:
        try:
            return register_for_event(context_at(open_unit, player_id=player.id), offer_id).registered
        except Refused as refused:
            return refused.reason

    with ThreadPoolExecutor(1) as pool, open_unit() as suspending:
        _decide(suspending, scene.organisation_id, OrganisationAction.SUSPEND, OrganisationState.SUSPENDED)
        registering = pool.submit(register)
        wait_for_lock_or_end(open_unit, registering)
        suspending.commit()
        assert registering.result() is RefusalReason.OFFER_NOT_OPEN


def _hold(unit: UnitOfWork, offer_id: UUID) -> None:
    """Locks one offer as an import locks many: without its organisation."""
    unit._session.execute(text("select from offer where id = :id for no key update"), {"id": offer_id})


def _older_written_last(scene: OfferScene) -> tuple[UUID, UUID]:
    """Two published offers, the lower id first; in the table, and by age, it is the other way round."""
    late, early = scene.published(expires_on=START.date() + DAY), scene.published(expires_on=START.date() + DAY)
    low, high = sorted((late, early))
    scene.move(high, OfferAction.PAUSE)
    scene.move(low, OfferAction.PAUSE)
    return low, high


def test_the_clock_that_ends_offers_locks_them_in_the_order_of_all(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit)
    low, high = _older_written_last(scene)
    with ThreadPoolExecutor(1) as pool, open_unit() as unit:
        _hold(unit, low)
        ending = pool.submit(expire_offers, context_at(open_unit, START + 3 * DAY))
        wait_for_lock_or_end(open_unit, ending)
        _hold(unit, high)
        unit.commit()
        assert ending.result().expired == 2


def test_the_last_member_who_leaves_locks_the_offers_in_the_order_of_all(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit)
    offer_ids = sorted(scene.published() for _ in range(2))

    def leave() -> None:
        by = scene.owner.account_id
        remove_member(context_at(open_unit, account_id=by), scene.organisation_id, by)

    with ThreadPoolExecutor(1) as pool, open_unit() as unit:
        _hold(unit, offer_ids[0])
        leaving = pool.submit(leave)
        wait_for_lock_or_end(open_unit, leaving)
        _hold(unit, offer_ids[1])
        unit.commit()
        leaving.result()
    with open_unit() as unit:
        left = unit.posted_offers.of_organisation(scene.organisation_id)
    assert [one.state for one in left] == [OfferState.WITHDRAWN] * 2
