"""Lines that several servers tell, and several units mark as read, at once: on rows that are really committed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from game_rules.notifications.notification import Notification, NotificationKind
from server.persistence.engine import connect
from server.persistence.ids import new_id
from server.persistence.unit_of_work import OpenUnit
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.help import HelpScene

SERVERS, LINES, AT_ONCE = 4, 60, 7


def test_of_several_servers_that_ask_at_once_one_tells_each_line(new_database: NewDatabase) -> None:
    engine = connect(new_database("told_once"), pool_size=SERVERS)
    open_unit = OpenUnit(sessionmaker(engine, expire_on_commit=False))
    player_id = HelpScene(open_unit).player()
    lines = []
    with open_unit() as unit:
        for number in range(LINES):
            at = START + timedelta(seconds=number)
            line = Notification(new_id(at), player_id, NotificationKind.MEETING_REMINDER, uuid4(), at)
            assert unit.notifications.add(line, "")
            lines.append(line.id)
        unit.commit()

    def tell(_: int) -> list[UUID]:
        told: list[UUID] = []
        while True:
            with open_unit() as unit:
                taken = unit.notifications.take_untold(START, AT_ONCE)
                unit.commit()
            if not taken:
                return told
            told += [line.id for line in taken]

    with ThreadPoolExecutor(SERVERS) as pool:
        told = [line_id for one in pool.map(tell, range(SERVERS)) for line_id in one]
    engine.dispose()
    assert sorted(told) == lines


def test_lines_are_marked_as_read_in_the_order_of_their_ids(new_database: NewDatabase) -> None:
    engine = connect(new_database("marked"), pool_size=3)
    open_unit = OpenUnit(sessionmaker(engine, expire_on_commit=False))
    player_id, subject_id = HelpScene(open_unit).player(), uuid4()
    low, high = (new_id(START + timedelta(seconds=seconds)) for seconds in range(2))
    with open_unit() as unit:
        # The later one lies before the earlier one in the table.
        for line_id in (high, low):
            line = Notification(line_id, player_id, NotificationKind.MEETING_REMINDER, subject_id, START)
            assert unit.notifications.add(line, str(line_id))
        unit.commit()

    def mark() -> None:
        with open_unit() as unit:
            unit.notifications.mark_read_of(subject_id, START)
            unit.commit()

    hold = text("select from notification where id = :id for no key update")
    with ThreadPoolExecutor(1) as pool, open_unit() as unit:
        unit._session.execute(hold, {"id": low})
        marking = pool.submit(mark)
        wait_for_lock_or_end(open_unit, marking)
        unit._session.execute(hold, {"id": high})
        unit.commit()
        marking.result()
    with open_unit() as unit:
        assert [one.read_at for one in unit.notifications.all_of(player_id)] == [START, START]
    engine.dispose()
