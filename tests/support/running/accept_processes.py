"""Jokers who accept calls from two processes at once, straight through the service: for tests and the benchmark."""

import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE, Popen
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.refusals import Refused
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.calls.accept import accept_call
from server.services.calls.close_conversation import close_conversation
from server.services.territory.load_campaign import load_campaign
from server.settings import PROJECT_ROOT
from tests.support.contexts import context_at
from tests.support.scenes.help import HelpScene
from tests.support.waiting import outcome_of

PROCESSES, CONNECTIONS = 2, 10


def accept_all(database_url: str, joker_ids: Iterable[str], calls: Iterable[str]) -> None:
    """Runs in each process: for every call that comes in, all its Jokers accept at once; prints who got it."""
    engine = connect(database_url, pool_size=CONNECTIONS)
    sessions = sessionmaker(engine, expire_on_commit=False)
    live = LiveCampaign()
    load_campaign(context_at(OpenUnit(sessions), live=Live(campaign=live)))

    def accept(joker_id: str, call_id: str) -> str:
        try:
            accept_call(context_at(OpenUnit(sessions), campaign=live.current, player_id=UUID(joker_id)), UUID(call_id))
        except Refused as refused:
            return refused.reason.value
        return joker_id

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for line in calls:
            call_id = line.strip()
            outcomes = pool.map(lambda joker_id, call=call_id: accept(joker_id, call), joker_ids)
            sys.stdout.write(" ".join(outcomes) + "\n")
            sys.stdout.flush()
    engine.dispose()


_PROGRAM = "import sys; from tests.support.running.accept_processes import accept_all; "
_PROGRAM += "accept_all(sys.argv[1], sys.argv[2:], iter(sys.stdin.readline, ''))"


def race_between_processes(engine: Engine, scene: HelpScene, *, jokers: int, rounds: int) -> None:
    """So many Jokers, half of them in each process, accept one call after the other. Raises AssertionError unless each
    call has exactly one winner, whom the database names, and every other one is refused with `call_taken`."""
    joker_ids = [scene.joker(f"Joker {number}") for number in range(jokers)]
    url = engine.url.render_as_string(hide_password=False)
    processes = [
        Popen(
            [sys.executable, "-c", _PROGRAM, url, *map(str, joker_ids[part::PROCESSES])],
            cwd=PROJECT_ROOT,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        for part in range(PROCESSES)
    ]
    try:
        for _ in range(rounds):
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
            assert len(outcomes) == jokers
            assert winners == [str(scene.call(call_id).joker_id)]
            close_conversation(
                context_at(scene.open_unit, campaign=scene.campaign, player_id=UUID(winners[0])), call_id, helped=None
            )
    finally:
        for process in processes:
            outcome_of(process, "a process of Jokers who accept")
