"""A guest becomes the account they sign in to, while somebody else holds one of the two."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy.orm import sessionmaker

from game_rules.people.players import Consent
from game_rules.refusals import RefusalReason, Refused
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.accounts.merge_players import merge_guest
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.help import HelpScene
from tests.support.scenes.signing_in import code_for, enter, guest

TODAY = START.date()


@pytest.fixture(scope="module")
def scene(new_database: NewDatabase) -> Iterator[HelpScene]:
    engine = connect(new_database("merge_races"), pool_size=5)
    yield HelpScene(OpenUnit(sessionmaker(engine, expire_on_commit=False)))
    engine.dispose()


def test_a_withdrawal_of_consent_that_a_merge_waited_for_stands(scene: HelpScene) -> None:
    email = "lea@example.org"
    lea = enter(scene.open_unit, code_for(scene.open_unit, email), email).player
    camille, code = guest(scene.open_unit), code_for(scene.open_unit, email)
    withdrawn = Consent("2026-06", TODAY, withdrawn_on=TODAY)
    with ThreadPoolExecutor(1) as pool, scene.open_unit() as withdrawing:
        withdrawing.accounts.lock_player(lea.id)
        withdrawing.accounts.set_consent(lea.account_id, withdrawn)
        entering = pool.submit(enter, scene.open_unit, code, email, current=camille)
        wait_for_lock_or_end(scene.open_unit, entering)
        withdrawing.commit()
        assert entering.result().player.consent == withdrawn


def test_a_merge_locks_its_two_players_in_the_order_of_all(scene: HelpScene) -> None:
    email = "noe@example.org"
    noe = enter(scene.open_unit, code_for(scene.open_unit, email, minutes=-10), email, minutes=-9).player
    camille, code = guest(scene.open_unit), code_for(scene.open_unit, email)
    assert noe.id < camille.player.id
    with ThreadPoolExecutor(1) as pool, scene.open_unit() as unit:
        unit.accounts.lock_player(noe.id)
        entering = pool.submit(enter, scene.open_unit, code, email, current=camille)
        wait_for_lock_or_end(scene.open_unit, entering)
        unit.accounts.lock_player(camille.player.id)
        unit.commit()
        assert entering.result().player.id == noe.id


def test_a_merge_and_a_decision_on_the_guest_as_a_joker_come_one_after_the_other(scene: HelpScene) -> None:
    asker_id, joker_id, account_id = scene.player(), scene.joker(), scene.player()
    call_id = scene.conversation(asker_id, joker_id)
    with scene.open_unit() as unit:
        joker, account = unit.accounts.player(joker_id), unit.accounts.player(account_id)
    assert joker is not None
    assert account is not None

    def merge() -> None:
        with context_at(scene.open_unit).unit() as unit:
            merge_guest(unit, joker, into=account)
            unit.commit()

    with ThreadPoolExecutor(1) as pool, scene.open_unit() as deciding:
        deciding.jokers.lock(joker_id)
        merging = pool.submit(merge)
        wait_for_lock_or_end(scene.open_unit, merging)
        deciding.calls.lock(call_id)
        deciding.commit()
        merging.result()
    with scene.open_unit() as unit:
        call = unit.calls.call(call_id)
    assert call is not None
    assert call.joker_id == account_id


def test_a_merge_locks_calls_in_the_order_of_all(scene: HelpScene) -> None:
    asker_id, account_id, joker_id = scene.player(), scene.player(), scene.joker()
    low, high = sorted(uuid4() for _ in range(2))
    for call_id in (high, low):
        # The later one lies behind the earlier one in the table.
        scene.ask(asker_id, call_id=call_id)
        with scene.open_unit() as unit:
            if joker_id not in unit.calls.recipients(call_id):
                unit.calls.add_recipients(call_id, [joker_id], 0, START)
                unit.commit()
        scene.accept(joker_id, call_id)
    with scene.open_unit() as unit:
        asker, account = unit.accounts.player(asker_id), unit.accounts.player(account_id)
    assert asker is not None
    assert account is not None

    def merge() -> None:
        with context_at(scene.open_unit).unit() as unit:
            merge_guest(unit, asker, into=account)
            unit.commit()

    with ThreadPoolExecutor(1) as pool, scene.open_unit() as closing:
        closing.calls.lock(low)
        merging = pool.submit(merge)
        wait_for_lock_or_end(scene.open_unit, merging)
        closing.calls.lock(high)
        closing.commit()
        merging.result()
    with scene.open_unit() as unit:
        assert {call.id for call in unit.calls.all_of(account_id)} == {low, high}


def test_who_signs_in_locks_players_before_codes_as_who_leaves_for_good_does(scene: HelpScene) -> None:
    email = "max@example.org"
    leaving = enter(scene.open_unit, code_for(scene.open_unit, email), email).player
    camille, code = guest(scene.open_unit), code_for(scene.open_unit, email)
    with ThreadPoolExecutor(1) as pool, scene.open_unit() as erasing:
        erasing.accounts.lock_player(leaving.id)
        entering = pool.submit(enter, scene.open_unit, code, email, current=camille)
        wait_for_lock_or_end(scene.open_unit, entering)
        assert len(erasing.sign_in_codes.remove(email)) == 1
        erasing.accounts.remove(leaving.account_id)
        erasing.commit()
        with pytest.raises(Refused) as refused:
            entering.result()
    assert refused.value.reason is RefusalReason.CODE_INVALID
