"""Inboxes on a real database: who is told what, once, and what leaves the app."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.jokers.joker import JokerAction
from game_rules.limits import DEFAULT_LIMITS
from game_rules.notifications.events import NotificationAdded
from game_rules.notifications.limits import MAX_PUSH_SUBSCRIPTIONS
from game_rules.notifications.notification import NotificationKind, QuietHours, Setting
from game_rules.privacy.retention import NOTIFICATION_KEPT_DAYS
from server.persistence.ids import new_id
from server.services.calls.ask_joker import advance_due_calls
from server.services.calls.messages import mark_messages
from server.services.calls.undelivered_messages import check_message_arrived
from server.services.jokers.vet import confirm_identity
from server.services.meetings.blocks import block
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.notifications.deliver import mail_notification, push_notification
from server.services.notifications.inbox import (
    change_notification_settings,
    change_quiet_hours,
    mark_inbox_read,
    read_inbox,
)
from server.services.notifications.notify import Notice, new_notification_events, notify
from server.services.ports import OpenUnit, PushMessage, PushNotTaken, PushSubscription
from server.services.privacy.enforce_retention import enforce_retention
from tests.support.contexts import context_at
from tests.support.factories import START, moment
from tests.support.scenes.help import HelpScene

SOON = timedelta(seconds=DEFAULT_LIMITS.mail_after_s)


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


@dataclass
class PushService:
    """Takes what it is given, or answers what it is told to; a fake of the world outside."""

    answer: PushNotTaken | None = None
    taken: list[tuple[str, PushMessage]] = field(default_factory=list)

    def send(self, to: PushSubscription, message: PushMessage) -> None:
        if self.answer is not None:
            raise self.answer
        self.taken.append((to.endpoint, message))


def tell(
    scene: HelpScene,
    player_id: UUID,
    kind: NotificationKind = NotificationKind.MEETING_REMINDER,
    now: datetime = START,
    *,
    subject_id: UUID | None = None,
    occasion: str = "",
    about: UUID | None = None,
) -> UUID:
    """Notifies; the id of the newest line."""
    with context_at(scene.open_unit, now).unit() as unit:
        notify(unit, player_id, Notice(kind, subject_id or uuid4(), occasion=occasion, about=about))
        unit.commit()
    return read_inbox(context_at(scene.open_unit, player_id=player_id), None).notifications[0].id


def kinds(scene: HelpScene, player_id: UUID) -> list[NotificationKind]:
    return [one.kind for one in read_inbox(context_at(scene.open_unit, player_id=player_id), None).notifications]


def subscribed(scene: HelpScene, player_id: UUID, *endpoints: str, now: datetime = START) -> None:
    with scene.open_unit() as unit:
        player = unit.accounts.player(player_id)
        assert player is not None
        (session, *_) = unit.sessions.of_account(player.account_id, now)
        for number, endpoint in enumerate(endpoints):
            created_at = now + timedelta(seconds=number)
            subscription = PushSubscription(new_id(created_at), endpoint, b"point", b"secret", created_at)
            unit.push_subscriptions.put(subscription, session.id)
        unit.commit()


def push(scene: HelpScene, service: PushService, notification_id: UUID, now: datetime = START) -> None:
    push_notification(context_at(scene.open_unit, now), service, notification_id)


def with_address(scene: HelpScene, player_id: UUID) -> None:
    with scene.open_unit() as unit:
        player = unit.accounts.player(player_id)
        assert player is not None
        unit.accounts.give_email(player.account_id, "zoe@example.org")
        unit.commit()


def mails(connection: Connection) -> int:
    return int(connection.scalar(text("select count(*) from mail_outbox")) or 0)


def jobs_of(connection: Connection, name: str) -> int:
    query = text("select count(*) from procrastinate_jobs where task_name = :name")
    return int(connection.scalar(query, {"name": name}) or 0)


def test_telling_the_same_again_adds_nothing(scene: HelpScene, connection: Connection) -> None:
    player_id, meeting_id = scene.player(), uuid4()
    for _ in range(2):
        tell(scene, player_id, subject_id=meeting_id, occasion="the day before")
    tell(scene, player_id, subject_id=meeting_id, occasion="an hour before")
    assert len(kinds(scene, player_id)) == 2
    assert jobs_of(connection, "push_notification") == 2


def test_an_open_app_is_told_once_with_what_is_unread(scene: HelpScene) -> None:
    player_id = scene.player()
    first, second = tell(scene, player_id), tell(scene, player_id, now=moment(1))
    told = new_notification_events(context_at(scene.open_unit, moment(1)))
    assert [one.event.notification.id for one in told if isinstance(one.event, NotificationAdded)] == [first, second]
    assert {one.event.unread for one in told if isinstance(one.event, NotificationAdded)} == {2}
    assert new_notification_events(context_at(scene.open_unit, moment(2))) == ()


def test_an_inbox_is_read_in_pages_and_marked_up_to_a_line(scene: HelpScene) -> None:
    player_id, stranger_id = scene.player(), scene.player()
    lines = [tell(scene, player_id, now=moment(number)) for number in range(52)]
    page = read_inbox(context_at(scene.open_unit, player_id=player_id), None)
    assert [one.id for one in page.notifications] == lines[:1:-1]
    assert page.more
    rest = read_inbox(context_at(scene.open_unit, player_id=player_id), page.notifications[-1].id)
    assert [one.id for one in rest.notifications] == lines[1::-1]
    assert not rest.more

    mark_inbox_read(context_at(scene.open_unit, moment(60), player_id=stranger_id), up_to=lines[-1])
    assert read_inbox(context_at(scene.open_unit, player_id=player_id), None).unread == 52
    assert mark_inbox_read(context_at(scene.open_unit, moment(60), player_id=player_id), up_to=lines[49]) == 2
    assert (
        take_help_snapshot(
            context_at(scene.open_unit, moment(60), campaign=scene.campaign, player_id=player_id)
        ).unread_notifications
        == 2
    )


def test_a_new_call_is_told_at_once_to_a_joker_in_a_slot_whose_app_is_closed(scene: HelpScene) -> None:
    in_a_slot, elsewhere, without_pushes = scene.joker(), scene.joker(free=False), scene.joker()
    for number, joker_id in enumerate((in_a_slot, elsewhere)):
        subscribed(scene, joker_id, f"https://push.example.org/{number}")
    closed = START + timedelta(seconds=DEFAULT_LIMITS.joker_gone_after_s)
    call_id = scene.ask(scene.player(), closed).call.id
    assert kinds(scene, in_a_slot)[0] is NotificationKind.CALL_WAITING_FOR_YOU
    for joker_id in (elsewhere, without_pushes):
        assert NotificationKind.CALL_WAITING_FOR_YOU not in kinds(scene, joker_id)
    assert scene.accept(in_a_slot, call_id, closed + timedelta(seconds=5)).conversation.call.joker_id == in_a_slot


def test_a_joker_in_quiet_hours_of_their_own_is_on_no_call(scene: HelpScene) -> None:
    joker_id = scene.joker()
    subscribed(scene, joker_id, "https://push.example.org/a")
    local = START.astimezone(scene.campaign.zone)
    hours = QuietHours(local.time(), (local + timedelta(hours=1)).time())
    change_quiet_hours(context_at(scene.open_unit, player_id=joker_id), hours)
    closed = START + timedelta(seconds=DEFAULT_LIMITS.joker_gone_after_s)
    scene.ask(scene.player(), closed)
    # As nobody else is there, everybody is asked at once; the push waits for the end of those hours.
    line = read_inbox(context_at(scene.open_unit, player_id=joker_id), None).notifications[0]
    assert line.kind is NotificationKind.CALL_WAITING_FOR_YOU
    service = PushService()
    push(scene, service, line.id, closed)
    assert service.taken == []


def test_the_last_wave_tells_jokers_whose_app_is_closed(scene: HelpScene) -> None:
    here, away = scene.joker(), scene.joker(free=False)
    call_id = scene.ask(scene.player()).call.id
    scene.keep_there([here], moment(180))
    advance_due_calls(context_at(scene.open_unit, moment(180), campaign=scene.campaign))
    assert NotificationKind.CALL_WAITING_FOR_YOU not in kinds(scene, here)
    assert kinds(scene, away)[0] is NotificationKind.CALL_WAITING_FOR_YOU

    scene.accept(here, call_id, moment(190))
    line = read_inbox(context_at(scene.open_unit, player_id=away), None).notifications[0]
    assert line.read_at is not None, "somebody answered: it is no news any more"
    service = PushService()
    subscribed(scene, away, "https://push.example.org/a")
    push(scene, service, line.id, moment(191))
    assert service.taken == []


def test_an_answered_call_is_told_with_a_first_name_and_nothing_that_was_said(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker("Dominique")
    call_id = scene.ask(asker_id, text="Ma question secrète").call.id
    scene.accept(joker_id, call_id)
    (line,) = read_inbox(context_at(scene.open_unit, player_id=asker_id), None).notifications
    subscribed(scene, asker_id, "https://push.example.org/a")
    service = PushService()
    push(scene, service, line.id)
    ((_, message),) = service.taken
    assert json.loads(message.text) == {
        "id": str(line.id),
        "kind": "call_answered",
        "subject_id": str(call_id),
        "name": "Dominique",
        "language": "fr",
    }


def test_a_message_that_nobody_has_received_is_told_once_until_it_is_read(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    mark_inbox_read(context_at(scene.open_unit, player_id=asker_id), subject_id=call_id)

    def check(sequence: int) -> int:
        check_message_arrived(context_at(scene.open_unit, moment(20)), call_id, sequence)
        return read_inbox(context_at(scene.open_unit, player_id=asker_id), None).unread

    scene.say(joker_id, call_id)
    mark_messages(context_at(scene.open_unit, player_id=asker_id), call_id, delivered=1, read=0)
    assert check(1) == 0, "a device of theirs has it"
    scene.say(joker_id, call_id)
    scene.say(joker_id, call_id)
    assert check(2) == 1
    assert check(3) == 1, "one at a time"
    mark_messages(context_at(scene.open_unit, moment(30), player_id=asker_id), call_id, delivered=3, read=3)
    assert check(3) == 0
    scene.say(joker_id, call_id)
    assert check(4) == 1


def test_jokers_are_told_what_an_organiser_decided(scene: HelpScene) -> None:
    joker_id = scene.applicant()
    for number, action in enumerate((JokerAction.APPROVE, JokerAction.SUSPEND, JokerAction.APPROVE)):
        decide_on_joker(
            context_at(scene.open_unit, moment(number), campaign=scene.campaign), joker_id, action, reason="Une raison"
        )
    for _ in range(2):
        confirm_identity(context_at(scene.open_unit, moment(9)), joker_id)
    assert kinds(scene, joker_id) == [
        NotificationKind.IDENTITY_CHECKED,
        NotificationKind.JOKER_APPROVED,
        NotificationKind.JOKER_SUSPENDED,
        NotificationKind.JOKER_APPROVED,
    ]


def test_what_is_about_somebody_blocked_is_not_there(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    line = read_inbox(context_at(scene.open_unit, player_id=asker_id), None).notifications[0]
    subscribed(scene, asker_id, "https://push.example.org/a")
    block(context_at(scene.open_unit, player_id=joker_id), call_id)
    inbox = read_inbox(context_at(scene.open_unit, player_id=asker_id), None)
    assert (inbox.notifications, inbox.unread) == ((), 0)
    service = PushService()
    push(scene, service, line.id)
    assert service.taken == []


def test_a_push_goes_to_every_browser_once(scene: HelpScene) -> None:
    player_id = scene.player()
    line = tell(scene, player_id)
    subscribed(scene, player_id, "https://push.example.org/a", "https://push.example.org/b")
    service = PushService()
    for _ in range(2):
        push(scene, service, line)
    assert [endpoint for endpoint, _ in service.taken] == ["https://push.example.org/a", "https://push.example.org/b"]


def test_a_browser_that_is_gone_is_forgotten_and_a_busy_service_asked_again(
    scene: HelpScene, connection: Connection
) -> None:
    player_id = scene.player()
    line = tell(scene, player_id)
    subscribed(scene, player_id, "https://push.example.org/a")
    service = PushService(answer=PushNotTaken("busy", for_good=False))
    with pytest.raises(PushNotTaken):
        push(scene, service, line)
    service.answer = None
    push(scene, service, line)
    assert len(service.taken) == 1

    other = tell(scene, player_id, now=moment(1))
    service.answer = PushNotTaken("gone", for_good=True, browser_is_gone=True)
    push(scene, service, other)
    assert connection.scalar(text("select count(*) from push_subscription")) == 0


def test_in_quiet_hours_a_push_waits_for_the_morning(scene: HelpScene, connection: Connection) -> None:
    player_id = scene.player()
    night = START.replace(hour=21, minute=0)
    line = tell(scene, player_id, now=night)
    subscribed(scene, player_id, "https://push.example.org/a")
    service = PushService()
    push(scene, service, line, night)
    assert service.taken == []
    put_off = connection.scalar(
        text("select max(scheduled_at) from procrastinate_jobs where task_name = 'push_notification'")
    )
    zone = scene.campaign.zone
    assert put_off.astimezone(zone).hour == DEFAULT_LIMITS.quiet_until_hour
    push(scene, service, line, put_off)
    assert len(service.taken) == 1


def test_in_quiet_hours_of_ones_own_a_push_waits_but_not_what_changes_about_a_meeting(scene: HelpScene) -> None:
    player_id = scene.player()
    local = START.astimezone(scene.campaign.zone)
    hours = QuietHours(local.time(), (local + timedelta(hours=1)).time())
    chosen = change_quiet_hours(context_at(scene.open_unit, player_id=player_id), hours)
    assert chosen.quiet_hours == hours
    subscribed(scene, player_id, "https://push.example.org/a")
    service = PushService()
    line = tell(scene, player_id, NotificationKind.MESSAGE_RECEIVED)
    push(scene, service, line)
    assert service.taken == []
    push(scene, service, line, START + timedelta(hours=1))
    push(scene, service, tell(scene, player_id, NotificationKind.MEETING_LATE, moment(1)), moment(1))
    assert len(service.taken) == 2
    assert change_quiet_hours(context_at(scene.open_unit, player_id=player_id), None).quiet_hours is None


def test_a_mail_follows_once_when_nobody_has_looked(scene: HelpScene, connection: Connection) -> None:
    player_id = scene.player()
    with_address(scene, player_id)
    line = tell(scene, player_id)
    mail_notification(context_at(scene.open_unit, START + SOON - timedelta(seconds=1)), line)
    assert mails(connection) == 0
    for _ in range(2):
        mail_notification(context_at(scene.open_unit, START + SOON), line)
    assert mails(connection) == 1
    assert jobs_of(connection, "deliver_mail") == 1


def test_no_mail_after_a_push_or_for_what_was_read_or_turned_off(scene: HelpScene, connection: Connection) -> None:
    player_id = scene.player()
    with_address(scene, player_id)
    subscribed(scene, player_id, "https://push.example.org/a")
    pushed = tell(scene, player_id)
    push(scene, PushService(), pushed)
    unwanted = tell(scene, player_id, NotificationKind.MEETING_CONFIRMED, moment(1))
    off = Setting(NotificationKind.MEETING_CONFIRMED, push=False, mail=False)
    change_notification_settings(context_at(scene.open_unit, player_id=player_id), [off])
    read = tell(scene, player_id, NotificationKind.MEETING_CANCELLED, moment(2))
    mark_inbox_read(context_at(scene.open_unit, player_id=player_id), up_to=read)
    late = tell(scene, player_id, NotificationKind.MEETING_PROPOSED, moment(3))
    later = moment(3) + SOON
    for line in (pushed, unwanted, read):
        mail_notification(context_at(scene.open_unit, later), line)
    assert mails(connection) == 0
    mail_notification(context_at(scene.open_unit, later), late)
    assert mails(connection) == 1
    service = PushService()
    push(scene, service, unwanted)
    assert service.taken == []


def test_pushes_end_with_the_session_and_are_bounded(scene: HelpScene, connection: Connection) -> None:
    player_id = scene.player()
    endpoints = [f"https://push.example.org/{number}" for number in range(MAX_PUSH_SUBSCRIPTIONS + 1)]
    subscribed(scene, player_id, *endpoints)
    with scene.open_unit() as unit:
        unit.push_subscriptions.keep_newest(player_id, MAX_PUSH_SUBSCRIPTIONS)
        kept = unit.push_subscriptions.of_player(player_id, START)
        assert [one.endpoint for one in kept] == endpoints[1:]
        player = unit.accounts.player(player_id)
        assert player is not None
        unit.sessions.end(player.account_id)
        unit.commit()
    assert connection.scalar(text("select count(*) from push_subscription")) == 0


@pytest.mark.parametrize(("later", "goes"), [(-1, 0), (0, 1), (1, 1)])
def test_an_old_line_goes(scene: HelpScene, later: int, goes: int) -> None:
    tell(scene, scene.player())
    now = START + timedelta(days=NOTIFICATION_KEPT_DAYS, seconds=later)
    assert enforce_retention(context_at(scene.open_unit, now)).notifications == goes
