"""Acceptances that go straight to the service, from two processes at once, on rows that are really committed.

`python -m tests.bench.accept_race` runs a hundred rounds of it.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.calls.call import CallState
from game_rules.calls.help_events import CallOffered
from game_rules.refusals import Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.calls.ask_joker import advance_due_calls
from server.services.calls.messages import read_messages
from server.services.jokers.presence import note_presence
from server.services.jokers.vet import confirm_identity
from server.services.meetings.blocks import block
from server.services.privacy.erase_account import erase_account
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import moment
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.running.accept_processes import race_between_processes
from tests.support.scenes.help import HelpScene

JOKERS, ROUNDS = 50, 10


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(new_database("accept_race"), pool_size=10)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scene(engine: Engine) -> HelpScene:
    sessions = sessionmaker(engine, expire_on_commit=False)
    return HelpScene(OpenUnit(sessions))


def test_two_processes_that_accept_at_once_find_one_winner_each_time(engine: Engine, scene: HelpScene) -> None:
    race_between_processes(engine, scene, jokers=JOKERS, rounds=ROUNDS)


def test_schedulers_at_once_send_each_wave_once(scene: HelpScene) -> None:
    for number in range(6):
        scene.joker(f"Guetteur {number}")
    call_ids = [scene.ask(scene.player()).call.id for _ in range(4)]
    with ThreadPoolExecutor(6) as pool:
        told = pool.map(
            lambda _: advance_due_calls(context_at(scene.open_unit, moment(60), campaign=scene.campaign)), range(6)
        )
    offered = [
        (one.event.call.id, one.player_id) for each in told for one in each if isinstance(one.event, CallOffered)
    ]
    assert offered
    assert len(offered) == len(set(offered))
    for call_id in call_ids:
        assert scene.call(call_id).waves_sent == 2


def test_numbers_follow_each_other_when_both_write_at_once(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker("Bavard")
    call_id = scene.conversation(asker_id, joker_id)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: scene.say((asker_id, joker_id)[number % 2], call_id), range(60)))
    page = read_messages(context_at(scene.open_unit, player_id=asker_id), call_id, 0)
    assert [message.sequence for message in page.messages] == list(range(1, 61))


def test_no_message_passes_a_block_and_no_acceptance_does(scene: HelpScene) -> None:
    for _ in range(10):
        asker_id, joker_id = scene.player(), scene.joker("Bloqué")
        call_id = scene.conversation(asker_id, joker_id)
        other_call = scene.open_call_for(asker_id, [joker_id])

        def accept(joker: UUID = joker_id, call: UUID = other_call) -> None:
            try:
                scene.accept(joker, call)
            except Refused:
                return

        with ThreadPoolExecutor(2) as pool:
            accepting = pool.submit(accept)
            pool.submit(block, context_at(scene.open_unit, player_id=asker_id), call_id).result()
            accepting.result()
        assert scene.call(other_call).state is not CallState.ACCEPTED
        with pytest.raises(Refused):
            scene.say(joker_id, call_id)


def test_somebody_may_leave_while_they_are_asked_and_written_to(scene: HelpScene) -> None:
    def leave(player_id: UUID) -> None:
        with scene.open_unit() as unit:
            player = unit.accounts.player(player_id)
        assert player is not None
        erase_account(context_at(scene.open_unit, campaign=scene.campaign, live=Live(walkers=Walkers()), player=player))

    def write(sender_id: UUID, call_id: UUID) -> None:
        with suppress(Refused):
            scene.say(sender_id, call_id)

    for _ in range(10):
        asker_id, joker_id, other_asker = scene.player(), scene.joker("Parti"), scene.player()
        call_id = scene.conversation(asker_id, joker_id)
        with ThreadPoolExecutor(4) as pool:
            asking = pool.submit(scene.ask, other_asker)
            others = [pool.submit(leave, joker_id), *(pool.submit(write, who, call_id) for who in (asker_id, joker_id))]
            asking.result()
            for other in others:
                other.result()
        assert scene.call(call_id).joker_id is None


def test_presence_is_noted_in_the_order_of_the_players(scene: HelpScene) -> None:
    low, high = sorted(scene.joker(f"Présent {number}") for number in range(2))
    # Its row comes to lie behind the other one's.
    confirm_identity(context_at(scene.open_unit), low)
    with ThreadPoolExecutor(1) as pool, scene.open_unit() as unit:
        unit.jokers.lock(low)
        noting = pool.submit(note_presence, context_at(scene.open_unit, moment(5)), [high, low])
        wait_for_lock_or_end(scene.open_unit, noting)
        unit.jokers.lock(high)
        unit.commit()
        noting.result()
