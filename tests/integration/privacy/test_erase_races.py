"""Somebody leaves for good while others hold what they had a part in: nobody waits in a circle, nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy.orm import sessionmaker

from game_rules.notifications.notification import NotificationKind
from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.organisation import Organisation, OrganisationKind, OrganisationState
from game_rules.people.players import AgeBand, Language, Player
from game_rules.people.wishes import Wishes
from game_rules.privacy.retention import CONVERSATION_KEPT_DAYS
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.calls.close_conversation import close_conversation
from server.services.context import Unit
from server.services.events.register import register_for_event
from server.services.notifications.notify import Notice, notify
from server.services.organisations.register import OrganisationWords, register_organisation
from server.services.privacy.enforce_retention import enforce_retention
from server.services.privacy.erase_account import erase_account
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.help import HelpScene
from tests.support.scenes.offers import FORUM, OfferScene
from tests.support.scenes.organisations import SIRET


@pytest.fixture(scope="module")
def open_unit(new_database: NewDatabase) -> Iterator[OpenUnit]:
    engine = connect(new_database("erase_races"), pool_size=5)
    yield OpenUnit(sessionmaker(engine, expire_on_commit=False))
    engine.dispose()


def erase(open_unit: OpenUnit, player: Player) -> None:
    erase_account(context_at(open_unit, live=Live(), player=player))


@contextmanager
def while_held(
    open_unit: OpenUnit, hold: Callable[[Unit], object], then: Callable[[], object]
) -> Iterator[tuple[Unit, Future[object]]]:
    """A unit that has done `hold` when `then`, on another connection, has come to wait for it or to its end."""
    with ThreadPoolExecutor(1) as pool, context_at(open_unit).unit() as unit:
        hold(unit)
        running = pool.submit(then)
        wait_for_lock_or_end(open_unit, running)
        yield unit, running


def test_the_last_member_who_leaves_for_good_and_applies_for_their_own_offer(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit)
    offer_id = scene.published()

    def begins_to_apply(unit: Unit) -> None:
        assert unit.applications.offer_to_apply_for(offer_id) is not None

    with while_held(open_unit, begins_to_apply, lambda: erase(open_unit, scene.owner)) as (applying, erasing):
        assert applying.accounts.lock_player(scene.owner.id) is not None
        applying.commit()
        erasing.result()
    with open_unit() as unit:
        assert unit.accounts.player(scene.owner.id) is None
        assert [one.state for one in unit.posted_offers.of_organisation(scene.organisation_id)] == [
            OfferState.WITHDRAWN
        ]


def test_who_leaves_for_good_while_they_get_a_seat(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit)
    offer_id = scene.forum()
    player = scene.guest(offer_id)
    register_for_event(context_at(open_unit, player_id=player.id), offer_id)

    def gives_a_seat(unit: Unit) -> None:
        unit.posted_offers.lock(offer_id)
        unit.event_registrations.promote_waitlist(offer_id, [player.id])

    with while_held(open_unit, gives_a_seat, lambda: erase(open_unit, player)) as (giving, erasing):
        notice = Notice(NotificationKind.EVENT_SEAT_FREE, offer_id, starts_at=FORUM.starts_at)
        notify(giving, player.id, notice)
        giving.commit()
        erasing.result()
    with open_unit() as unit:
        assert unit.event_registrations.of_event(offer_id) == []


def test_a_joker_who_leaves_for_good_while_an_organiser_decides(open_unit: OpenUnit) -> None:
    scene = HelpScene(open_unit)
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    with open_unit() as unit:
        joker = unit.accounts.player(joker_id)
    assert joker is not None

    def decides(unit: Unit) -> None:
        unit.jokers.lock(joker_id)

    with while_held(open_unit, decides, lambda: erase(open_unit, joker)) as (deciding, erasing):
        assert deciding.calls.lock(call_id) is not None
        deciding.commit()
        erasing.result()


def test_nobody_registers_an_organisation_and_is_gone(open_unit: OpenUnit) -> None:
    owner = OfferScene(open_unit).people.account()

    def registers() -> object:
        words = OrganisationWords("Fournil du soir", OrganisationKind.EMPLOYER, None)
        try:
            return register_organisation(context_at(open_unit, player=owner), words).organisation.id
        except Refused as refused:
            return refused.reason

    def leaves(unit: Unit) -> None:
        unit.accounts.lock_player(owner.id)
        unit.accounts.remove(owner.account_id)

    with while_held(open_unit, leaves, registers) as (leaving, registering):
        leaving.commit()
        assert registering.result() is RefusalReason.NOT_SIGNED_IN


def test_an_organisation_that_is_registered_just_before_is_left_too(open_unit: OpenUnit) -> None:
    owner = OfferScene(open_unit).people.account()
    bakery = Organisation(
        uuid4(),
        "Fournil du matin",
        OrganisationKind.EMPLOYER,
        is_demo=False,
        siret=SIRET,
        state=OrganisationState.PENDING,
    )

    def registers(unit: Unit) -> None:
        unit.accounts.lock_player(owner.id)
        assert unit.organisations.add(bakery)
        unit.organisations.add_member(bakery.id, owner.account_id, START.date(), is_owner=True)

    with while_held(open_unit, registers, lambda: erase(open_unit, owner)) as (registering, erasing):
        registering.commit()
        erasing.result()
    with open_unit() as unit:
        left = unit.organisations.organisation(bakery.id)
    assert left is not None
    assert left.siret is None


def test_a_guest_who_gets_an_address_is_no_forgotten_guest(open_unit: OpenUnit) -> None:
    arrived = sign_in_guest(
        context_at(open_unit),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    ).player
    with open_unit() as unit:
        unit.sessions.end(arrived.account_id)
        unit.commit()

    def signs_in(unit: Unit) -> None:
        unit.accounts.lock_player(arrived.id)
        unit.accounts.give_email(arrived.account_id, "camille@example.org")

    later = START + timedelta(days=1)
    forget = partial(enforce_retention, context_at(open_unit, later))
    with while_held(open_unit, signs_in, forget) as (entering, forgetting):
        entering.commit()
        forgetting.result()
    with open_unit() as unit:
        assert unit.accounts.player_of_email("camille@example.org") is not None


def test_what_somebody_holds_is_left_for_the_next_time(open_unit: OpenUnit) -> None:
    scene = HelpScene(open_unit)
    joker_id = scene.joker()
    held, other = (scene.conversation(scene.player(), joker_id) for _ in range(2))
    later = START + timedelta(days=CONVERSATION_KEPT_DAYS + 1)
    for call_id in (held, other):
        close_conversation(context_at(open_unit, player_id=joker_id), call_id, helped=None)

    forget = partial(enforce_retention, context_at(open_unit, later))
    with while_held(open_unit, lambda unit: unit.calls.lock(held), forget) as (_, forgetting):
        assert forgetting.done()
    with open_unit() as unit:
        assert (unit.calls.call(held) is None, unit.calls.call(other) is None) == (False, True)
    forget()
    with open_unit() as unit:
        assert unit.calls.call(held) is None
