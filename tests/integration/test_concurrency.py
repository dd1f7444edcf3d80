"""Several connections at once, on rows that are really committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.offers import Wishes
from game_rules.players import AgeBand, Language
from server.live.jokers import LiveJokers
from server.live.walkers import Walkers
from server.live.world import LiveWorld
from server.persistence.migrate import upgrade
from server.persistence.unit_of_work import StorageUnavailable, UnitOfWork, connect
from server.services.load_world import load_world
from server.services.player_state import read_totals
from server.services.ports import OpenUnit
from server.services.record_fixes import FixBatch, record_fixes
from server.services.sign_in_guest import sign_in_guest
from tests.databases import NewDatabase
from tests.factories import START, fix, moment, offer
from tests.worlds import store_world


@pytest.fixture(scope="module")
def committed(new_database: NewDatabase) -> Iterator[OpenUnit]:
    """Units of work on a database of their own, where COMMIT is COMMIT."""
    engine: Engine = connect(new_database("concurrency"), pool_size=8)
    upgrade(engine)
    sessions = sessionmaker(engine, expire_on_commit=False)
    store_world(lambda: UnitOfWork(sessions), [offer(metres_north=200)])
    yield lambda: UnitOfWork(sessions)
    engine.dispose()


def _guest(open_unit: OpenUnit) -> UUID:
    return sign_in_guest(
        open_unit, name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes(), now=START
    ).player.id


def test_eight_devices_sending_the_same_walk_at_once_win_it_once(committed: OpenUnit) -> None:
    live = LiveWorld()
    load_world(committed, live, START)
    fixes = tuple(fix(metres_north=metres, seconds=metres * 0.4, accuracy_m=5) for metres in range(0, 300, 10))

    def play(player_id: UUID) -> None:
        device, walkers = uuid4(), Walkers()
        for start in range(0, len(fixes), 5):
            batch = FixBatch(player_id, device, fixes[start : start + 5])
            record_fixes(committed, live.current, walkers, LiveJokers(), batch, moment(600))

    alone = _guest(committed)
    play(alone)
    together = _guest(committed)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(play, [together] * 8))

    assert read_totals(committed, together) == read_totals(committed, alone)


def test_a_database_that_is_gone_is_told_apart_from_a_mistake(new_database: NewDatabase) -> None:
    engine = connect(new_database("gone").replace("test_gone", "test_never_made"), pool_size=1)
    with pytest.raises(StorageUnavailable), UnitOfWork(sessionmaker(engine)) as unit:
        unit.ping()
