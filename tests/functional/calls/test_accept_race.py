"""Fifty Jokers accept one call in the same instant. `python -m tests.bench.accept_race` runs more rounds."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.help_people import open_jokers, race_for_a_call, scene_on

JOKERS, ROUNDS = 50, 10


@pytest.fixture
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("race"), [])
    yield engine
    engine.dispose()


def test_exactly_one_of_fifty_jokers_gets_the_call_and_the_others_are_told(
    engine: Engine, start_server: StartServer
) -> None:
    server = start_server(engine.url.render_as_string(hide_password=False))
    scene = scene_on(engine)
    jokers = open_jokers(server, scene, JOKERS)
    try:
        for _ in range(ROUNDS):
            race_for_a_call(scene, jokers)
    finally:
        for _, socket in jokers:
            socket.__exit__()
