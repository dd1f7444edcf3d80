"""The clock of calls goes on, whatever one duty, one call or one line of an inbox does."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.help_events import CallOffered
from game_rules.notifications.notification import NotificationKind
from server.adapters.calendar_files import CalendarFiles
from server.live.campaign import LiveCampaign
from server.live.failed_steps import FIRST_WAIT_S
from server.live.live import Live
from server.realtime.help_clock import HelpClock
from server.services.app_context import AppContext
from server.services.calls.ask_joker import advance_due_calls
from server.services.notifications.notify import Notice, new_notification_events, notify
from server.services.ports import OpenUnit, StorageUnavailable
from tests.support.contexts import CODES, JOBS, MAIL_FROM, SEAL, context_at, links_at
from tests.support.factories import START
from tests.support.scenes.help import HelpScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


class _Clock:
    """A help clock with what it hands to sockets, at a time that a test sets."""

    def __init__(self, scene: HelpScene) -> None:
        self.now, self.sent = START, list[AddressedEvent]()
        self.presence_fails = False
        live = Live(campaign=LiveCampaign())
        live.campaign.replace(scene.campaign)
        self.app = AppContext(
            scene.open_unit, lambda: self.now, JOBS, links_at(START), CalendarFiles(MAIL_FROM), SEAL, CODES, live=live
        )
        # It is publisher and namespace, as far as a clock asks.
        self.clock = HelpClock(self.app, self, self)  # type: ignore[arg-type]

    def players_here(self) -> set[UUID]:
        if self.presence_fails:
            raise RuntimeError("nobody can be counted")
        return set()

    def publish_each(self, events: Iterable[AddressedEvent]) -> None:
        self.sent += events


def calls_that_wait(scene: HelpScene, joker_id: UUID, connection: Connection, count: int) -> list[UUID]:
    """Calls whose first wave is due now, oldest first."""
    calls = [scene.ask(scene.player(), START - timedelta(minutes=count - place)).call.id for place in range(count)]
    connection.execute(text("delete from call_recipient"))
    connection.execute(text("update help_request set waves_sent = 0, due_at = asked_at, state = 'open'"))
    return calls


def refuse_changes_of(connection: Connection, call_id: UUID) -> None:
    connection.execute(text("create table cannot_be_changed (id uuid)"))
    connection.execute(text("insert into cannot_be_changed values (:id)"), {"id": call_id})
    connection.execute(
        text(
            """
            create function refuse() returns trigger language plpgsql as $$
            begin
                if new.id in (select id from cannot_be_changed) then raise exception 'no'; end if;
                return new;
            end $$
            """
        )
    )
    connection.execute(
        text("create trigger refuse before update on help_request for each row execute function refuse()")
    )


def waves_sent(connection: Connection, calls: Iterable[UUID]) -> list[int]:
    query = text("select waves_sent from help_request where id = :id")
    return [connection.execute(query, {"id": call_id}).scalar_one() for call_id in calls]


def test_a_duty_that_fails_keeps_no_other_from_its_own_and_is_shown(
    scene: HelpScene, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    joker_id = scene.joker()
    calls_that_wait(scene, joker_id, connection, 1)
    one = _Clock(scene)
    one.presence_fails = True

    one.clock.tick(0)

    assert joker_id in {event.player_id for event in one.sent if isinstance(event.event, CallOffered)}
    finding = one.clock.finding()
    assert not finding.is_ok
    assert "presence" in finding.detail
    assert "the help clock failed at: presence" in caplog.text
    one.presence_fails = False
    one.clock.tick(30)
    assert one.clock.finding().is_ok


def test_a_call_whose_step_always_fails_is_put_aside_and_the_others_go_on(
    scene: HelpScene, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    calls = calls_that_wait(scene, scene.joker(), connection, 2)
    refuse_changes_of(connection, calls[0])
    one = _Clock(scene)

    one.clock.tick(1)
    stuck, other = waves_sent(connection, calls)
    assert stuck == 0 < other
    assert "1 calls whose step failed are put aside" in one.clock.finding().detail
    one.now += timedelta(seconds=FIRST_WAIT_S - 1)
    one.clock.tick(1)
    assert caplog.text.count("a step of a call failed") == 1, "it is not tried again before its time"
    one.now += timedelta(seconds=2)
    one.clock.tick(1)
    assert caplog.text.count("a step of a call failed") == 2
    assert waves_sent(connection, calls)[0] == 0

    connection.execute(text("delete from cannot_be_changed"))
    one.now += timedelta(seconds=2 * FIRST_WAIT_S)
    one.clock.tick(1)
    assert waves_sent(connection, calls)[0] > 0
    assert one.clock.finding().is_ok


def test_what_was_committed_before_the_database_went_away_is_told(scene: HelpScene, connection: Connection) -> None:
    calls_that_wait(scene, scene.joker(), connection, 1)
    sessions = iter([scene.open_unit.sessions()])

    def once() -> Session:
        for session in sessions:
            return session
        raise StorageUnavailable

    assert advance_due_calls(context_at(OpenUnit(once), campaign=scene.campaign))
    with pytest.raises(StorageUnavailable):
        advance_due_calls(context_at(OpenUnit(once), campaign=scene.campaign))


def test_a_line_of_an_inbox_that_cannot_be_read_keeps_no_later_one_back(
    scene: HelpScene, connection: Connection
) -> None:
    player_id, other_id = scene.player(), scene.player()
    connection.execute(text("alter table notification drop constraint ck_notification_kind"))

    def put(to: UUID, now: datetime) -> None:
        with context_at(scene.open_unit, now).unit() as unit:
            notify(unit, to, Notice(NotificationKind.JOKER_APPROVED, uuid4()))
            unit.commit()

    put(player_id, START)
    connection.execute(text("update notification set kind = 'of_another_version'"))
    assert new_notification_events(context_at(scene.open_unit)) == ()
    put(other_id, START + timedelta(seconds=1))
    (event,) = new_notification_events(context_at(scene.open_unit))
    assert event.player_id == other_id
