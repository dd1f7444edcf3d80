"""Databases that a running server finds filled."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.offers.offer import Offer
from seed_data.load import load_demo
from server.clock import utc_now
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from tests.support.contexts import context_at
from tests.support.running.servers import ServerProcess
from tests.support.scenes.campaigns import PARIS, store_territory
from tests.support.waiting import wait_until

StartServer = Callable[..., ServerProcess]


def fill_database(database_url: str, offers: list[Offer], zone: ZoneInfo = PARIS) -> Engine:
    """Keeps the small world with `offers` in a migrated database; its clocks show the time of `zone`."""
    engine = connect(database_url, pool_size=4)
    sessions = sessionmaker(engine, expire_on_commit=False)
    store_territory(OpenUnit(sessions), offers, zone)
    return engine


def load_demo_into(database_url: str) -> None:
    """Keeps the demo territory in a migrated database."""
    engine = connect(database_url, pool_size=2)
    sessions = sessionmaker(engine, expire_on_commit=False)
    loaded = load_demo(
        context_at(OpenUnit(sessions), utc_now()),
        progress=lambda _file, _done, _of: None,
        say=print,
    )
    engine.dispose()
    assert not loaded.problems


def address_of(engine: Engine) -> str:
    """The database's address, as DATABASE_URL takes it."""
    return engine.url.render_as_string(hide_password=False)


def eventually(is_so: Callable[[], bool], what: str = "") -> None:
    """Returns once it is so. Without `what`, the line that waits is what a wait in vain tells."""
    wait_until(is_so, what)
