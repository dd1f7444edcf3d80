"""The winnings of a script that never leaves its chair, on the server as it ships."""

from collections.abc import Iterator

import pytest
from shapely import box
from sqlalchemy import Engine

from server.clock import utc_now
from tests.support.attackers.spoofed_walk import spoof
from tests.support.databases import NewDatabase
from tests.support.factories import offer, place
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import ServerProcess
from tests.support.running.walks import in_daytime

OFFERS = [
    offer(title=f"Porte {row}.{column}", metres_north=300 * row, metres_east=300 * column)
    for row in range(-4, 5)
    for column in range(-4, 5)
]


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("spoof"), OFFERS)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine), env={"JOKAJOBS_MAX_BATCHES_PER_10_S": "1000"})


def test_a_device_for_each_message_wins_what_three_devices_win(server: ServerProcess) -> None:
    south_west, north_east = place(metres_north=-1300, metres_east=-1300), place(metres_north=1300, metres_east=1300)
    area = box(south_west.lon, south_west.lat, north_east.lon, north_east.lat)
    loot = spoof(server, area, now=utc_now(), noon=in_daytime())
    assert loot.messages > 3
    assert loot.offers <= 60
    assert loot.offers < len(OFFERS)
    # Most starts of the day were spent on the sweep.
    assert loot.visits <= 1
    assert loot.cells > 5_000
