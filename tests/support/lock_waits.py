"""Two connections in a known order: one holds locks, and the other one comes to wait for them."""

from concurrent.futures import Future
from typing import Any

from sqlalchemy import text

from server.persistence.unit_of_work import OpenUnit
from tests.support.waiting import wait_until

_WAITING = text("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")


def wait_for_lock_or_end(open_unit: OpenUnit, running: Future[Any]) -> None:
    """Returns once a connection to the database waits for a lock, or `running` has ended without waiting."""

    def is_waiting_or_done() -> bool:
        with open_unit() as unit:
            return running.done() or bool(unit._session.scalar(_WAITING))

    wait_until(is_waiting_or_done, "a connection that waits for a lock, or the end of what runs")
