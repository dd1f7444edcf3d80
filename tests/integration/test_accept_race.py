"""Acceptances that go straight to the service, from two processes at once, on rows that are really committed."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE, Popen
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.calls import CallState
from game_rules.help_events import CallOffered
from game_rules.refusals import Refused
from server.adapters.job_queue import ProcrastinateQueue
from server.live.world import LiveWorld
from server.persistence.migrate import upgrade
from server.persistence.unit_of_work import UnitOfWork, connect
from server.services.accept_call import accept_call
from server.services.ask_joker import advance_due_calls
from server.services.close_conversation import close_conversation
from server.services.converse import block, read_messages
from server.services.load_world import load_world
from server.settings import PROJECT_ROOT
from tests.databases import NewDatabase
from tests.factories import START, moment
from tests.help_scene import HelpScene

JOKERS, ROUNDS = 20, 25


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(new_database("accept_race"), pool_size=10)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scene(engine: Engine) -> HelpScene:
    sessions = sessionmaker(engine, expire_on_commit=False)
    return HelpScene(lambda: UnitOfWork(sessions))


def accept_all(database_url: str, joker_ids: list[str], calls: Iterator[str]) -> None:
    """What each process runs: for every call that comes in, all its Jokers accept at once; prints who got it."""
    engine = connect(database_url, pool_size=10)
    sessions = sessionmaker(engine, expire_on_commit=False)
    live = LiveWorld()
    load_world(lambda: UnitOfWork(sessions), live, START)

    def accept(joker_id: str, call_id: str) -> str:
        try:
            accept_call(
                lambda: UnitOfWork(sessions), ProcrastinateQueue(), live.current, UUID(joker_id), UUID(call_id), START
            )
        except Refused as refused:
            return refused.reason.value
        return joker_id

    with ThreadPoolExecutor(10) as pool:
        for line in calls:
            call_id = line.strip()
            outcomes = pool.map(lambda joker_id, call=call_id: accept(joker_id, call), joker_ids)
            sys.stdout.write(" ".join(outcomes) + "\n")
            sys.stdout.flush()
    engine.dispose()


_PROGRAM = "import sys; from tests.integration.test_accept_race import accept_all; "
_PROGRAM += "accept_all(sys.argv[1], sys.argv[2:], iter(sys.stdin.readline, ''))"


def test_two_processes_that_accept_at_once_find_one_winner_each_time(engine: Engine, scene: HelpScene) -> None:
    joker_ids = [scene.joker(f"Joker {number}") for number in range(JOKERS)]
    url = engine.url.render_as_string(hide_password=False)
    processes = [
        Popen(
            [sys.executable, "-c", _PROGRAM, url, *map(str, joker_ids[half::2])],
            cwd=PROJECT_ROOT,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        for half in range(2)
    ]
    try:
        for _ in range(ROUNDS):
            call_id = scene.open_call_for(scene.player(), joker_ids)
            for process in processes:
                assert process.stdin is not None
                process.stdin.write(f"{call_id}\n")
                process.stdin.flush()
            outcomes: list[str] = []
            for process in processes:
                assert process.stdout is not None
                outcomes += process.stdout.readline().split()
            winners = [outcome for outcome in outcomes if outcome != "call_taken"]
            assert len(outcomes) == JOKERS
            assert winners == [str(scene.call(call_id).joker_id)]
            close_conversation(scene.open_unit, scene.world, UUID(winners[0]), call_id, None, START)
    finally:
        for process in processes:
            process.communicate(timeout=30)


def test_schedulers_at_once_send_each_wave_once(scene: HelpScene) -> None:
    for number in range(6):
        scene.joker(f"Guetteur {number}")
    call_ids = [scene.ask(scene.player()).call.id for _ in range(4)]
    with ThreadPoolExecutor(6) as pool:
        told = pool.map(lambda _: advance_due_calls(scene.open_unit, scene.jobs, scene.world, moment(60)), range(6))
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
    page = read_messages(scene.open_unit, asker_id, call_id, 0)
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
            pool.submit(block, scene.open_unit, asker_id, call_id, START).result()
            accepting.result()
        assert scene.call(other_call).state is not CallState.ACCEPTED
        with pytest.raises(Refused):
            scene.say(joker_id, call_id)
