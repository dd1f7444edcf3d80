"""Players come to events: seats, the queue for them, and who is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import sessionmaker

from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registered
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.lifecycle import OfferAction
from game_rules.people.players import Player
from game_rules.privacy.retention import REGISTRATION_KEPT_DAYS
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.live.walkers import Walkers
from server.persistence.engine import connect
from server.services.accounts.merge_players import merge_guest
from server.services.events.calendar import download_event
from server.services.events.register import leave_event, list_registrations, register_for_event
from server.services.notifications.inbox import read_inbox
from server.services.offers.expire import expire_offers
from server.services.play.player_state import take_snapshot
from server.services.ports import OpenUnit
from server.services.privacy.enforce_retention import enforce_retention
from server.services.privacy.erase_account import erase_account
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.scenes.offers import FORUM, OfferScene

REGISTERED, WAITING = RegistrationState.REGISTERED, RegistrationState.WAITING
HOUR = timedelta(hours=1)


@pytest.fixture
def scene(open_unit: OpenUnit) -> OfferScene:
    return OfferScene(open_unit)


def refused(reason: RefusalReason, what: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refusal:
        what()
    assert refusal.value.reason is reason


def register(scene: OfferScene, player: Player, offer_id: UUID, minutes: int = 0) -> Registered:
    return register_for_event(
        context_at(scene.open_unit, START + timedelta(minutes=minutes), player_id=player.id), offer_id
    ).registered


def leave(scene: OfferScene, player: Player, offer_id: UUID, minutes: float = 30) -> Registered:
    context = context_at(scene.open_unit, START + timedelta(minutes=minutes), player_id=player.id)
    return leave_event(context, offer_id).registered


def told(scene: OfferScene, player: Player) -> list[NotificationKind]:
    return [one.kind for one in read_inbox(context_at(scene.open_unit, player_id=player.id), None).notifications]


def test_a_free_seat_goes_to_whoever_has_waited_longest_and_they_are_told(scene: OfferScene) -> None:
    forum = scene.forum()
    first, second, third = (scene.guest(forum, name) for name in ("Ana", "Béa", "Chloé"))
    assert register(scene, first, forum) == Registered(REGISTERED, 0)
    assert register(scene, third, forum, 2) == Registered(WAITING, 0)
    assert register(scene, second, forum, 1) == Registered(WAITING, 0)
    assert register(scene, second, forum, 9) == Registered(WAITING, 0), "asking again changes nothing"

    assert leave(scene, first, forum) == Registered(None, 0)
    assert (told(scene, second), told(scene, third)) == ([NotificationKind.EVENT_SEAT_FREE], [])
    guests = list_registrations(context_at(scene.open_unit, account_id=scene.owner.account_id), forum)
    assert [(one.name, one.registration.state) for one in guests.registrations] == [
        ("Béa", REGISTERED),
        ("Chloé", WAITING),
    ]
    assert scene.view(forum).counts.registrations == 1


def test_more_seats_and_other_times_reach_those_who_registered(scene: OfferScene) -> None:
    forum = scene.forum()
    seated, waiting = scene.guest(forum), scene.guest(forum)
    register(scene, seated, forum)
    register(scene, waiting, forum)
    scene.edit(forum, event=replace(FORUM, seats=2))
    assert (told(scene, seated), told(scene, waiting)) == ([], [NotificationKind.EVENT_SEAT_FREE])
    later = replace(FORUM, starts_at=FORUM.starts_at + HOUR, ends_at=FORUM.ends_at + HOUR, seats=2)
    scene.edit(forum, START + HOUR, event=later)
    scene.move(forum, OfferAction.WITHDRAW)
    scene.finish_end(forum, undo_until(START))
    assert set(told(scene, seated)) == {NotificationKind.EVENT_MOVED, NotificationKind.EVENT_CALLED_OFF}


def test_who_sits_keeps_the_seat_when_there_are_fewer_and_nobody_moves_up_until_one_is_free(scene: OfferScene) -> None:
    forum = scene.forum(replace(FORUM, seats=2))
    first, second, waiting = (scene.guest(forum) for _ in range(3))
    for minutes, player in enumerate((first, second, waiting)):
        register(scene, player, forum, minutes)
    scene.edit(forum, event=replace(FORUM, seats=1))
    states = {
        one.registration.player_id: one.registration.state
        for one in list_registrations(
            context_at(scene.open_unit, account_id=scene.owner.account_id), forum
        ).registrations
    }
    assert states == {first.id: REGISTERED, second.id: REGISTERED, waiting.id: WAITING}
    leave(scene, first, forum)
    assert told(scene, waiting) == []
    leave(scene, second, forum)
    assert told(scene, waiting) == [NotificationKind.EVENT_SEAT_FREE]


@pytest.mark.parametrize(("seconds", "moves_up"), [(-1, True), (0, False), (1, False)])
def test_nobody_moves_up_into_an_event_that_has_begun(scene: OfferScene, seconds: int, *, moves_up: bool) -> None:
    forum = scene.forum()
    seated, waiting = scene.guest(forum), scene.guest(forum)
    register(scene, seated, forum)
    register(scene, waiting, forum)
    begins_in = (FORUM.starts_at - START).total_seconds()
    leave(scene, seated, forum, minutes=(begins_in + seconds) / 60)
    assert told(scene, waiting) == ([NotificationKind.EVENT_SEAT_FREE] if moves_up else [])


def test_only_what_one_has_found_and_what_is_open_and_to_come_can_be_registered_for(scene: OfferScene) -> None:
    forum, job = scene.forum(), scene.published()
    guest, stranger = scene.guest(forum), scene.people.account()
    scene.discovered(guest, job)
    refused(RefusalReason.OFFER_NOT_DISCOVERED, lambda: register(scene, stranger, forum))
    refused(RefusalReason.OFFER_NOT_OPEN, lambda: register(scene, guest, job))
    over = int(timedelta(days=8).total_seconds() // 60)
    refused(RefusalReason.EVENT_OVER, lambda: register(scene, guest, forum, over))
    scene.move(forum, OfferAction.PAUSE)
    refused(RefusalReason.OFFER_NOT_OPEN, lambda: register(scene, guest, forum))


def test_a_snapshot_says_how_one_stands_with_an_event(scene: OfferScene) -> None:
    forum = scene.forum()
    guest, other = scene.guest(forum), scene.guest(forum)
    register(scene, other, forum)
    live = LiveCampaign()
    load_campaign(context_at(scene.open_unit, live=Live(campaign=live)))
    for player, expected in ((guest, Registered(None, 0)), (other, Registered(REGISTERED, 0))):
        (found,) = take_snapshot(context_at(scene.open_unit, campaign=live.current, player_id=player.id)).offers
        assert found.registered == expected

    file = download_event(context_at(scene.open_unit, campaign=live.current, player=guest), forum)
    assert "SUMMARY:Forum du terril" in file.text
    assert "1 place du Terril" in file.text
    stranger = scene.people.account()
    refused(
        RefusalReason.OFFER_NOT_DISCOVERED,
        lambda: download_event(context_at(scene.open_unit, campaign=live.current, player=stranger), forum),
    )


def test_whoever_leaves_for_good_gives_their_seat_back(scene: OfferScene) -> None:
    forum = scene.forum()
    seated, waiting = scene.guest(forum), scene.guest(forum)
    register(scene, seated, forum)
    register(scene, waiting, forum)
    erase_account(context_at(scene.open_unit, START + HOUR, live=Live(walkers=Walkers()), player=seated))
    assert told(scene, waiting) == [NotificationKind.EVENT_SEAT_FREE]


def test_a_guest_s_seat_comes_along_into_their_account(scene: OfferScene) -> None:
    forum = scene.forum()
    guest, account, waiting = (scene.guest(forum) for _ in range(3))
    register(scene, account, forum)
    register(scene, guest, forum, 1)
    register(scene, waiting, forum, 2)
    with context_at(scene.open_unit).unit() as unit:
        merge_guest(unit, guest, into=account)
        unit.commit()
    guests = list_registrations(context_at(scene.open_unit, account_id=scene.owner.account_id), forum).registrations
    assert [(one.registration.player_id, one.registration.state) for one in guests] == [
        (account.id, REGISTERED),
        (waiting.id, WAITING),
    ]


def test_two_who_want_the_last_seat_at_once_do_not_both_get_it(new_database: NewDatabase) -> None:
    engine = connect(new_database("seats"), pool_size=8)
    sessions = sessionmaker(engine, expire_on_commit=False)
    scene = OfferScene(OpenUnit(sessions))
    forum = scene.forum(replace(FORUM, seats=3))
    players = [scene.guest(forum) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        states = [one.state for one in pool.map(lambda player: register(scene, player, forum), players)]
        assert sorted(state for state in states if state) == [REGISTERED] * 3 + [WAITING] * 5
        # Now all who sit leave at once: as many move up, and nobody twice.
        list(pool.map(lambda player: leave(scene, player, forum), players[:4]))
    left = list_registrations(context_at(scene.open_unit, account_id=scene.owner.account_id), forum)
    assert sum(one.registration.state is REGISTERED for one in left.registrations) == 3
    assert left.seats_left == 0
    assert len(left.registrations) == 4
    engine.dispose()


@pytest.mark.parametrize(("later", "gone"), [(-timedelta(seconds=1), 0), (timedelta(0), 1), (timedelta(seconds=1), 1)])
def test_who_came_to_an_event_is_forgotten_a_month_after_it(scene: OfferScene, later: timedelta, gone: int) -> None:
    forum = scene.forum()
    register(scene, scene.guest(forum), forum)
    now = FORUM.ends_at + timedelta(days=REGISTRATION_KEPT_DAYS) + later
    assert enforce_retention(context_at(scene.open_unit, now)).registrations == gone


def test_the_hourly_job_gives_seats_that_were_left(scene: OfferScene, connection: Connection) -> None:
    forum = scene.forum()
    seated, waiting = scene.guest(forum), scene.guest(forum)
    register(scene, seated, forum)
    register(scene, waiting, forum)
    connection.execute(text("delete from event_registration where player_id = :id"), {"id": seated.id})
    for _ in range(2):
        expire_offers(context_at(scene.open_unit))
    assert told(scene, waiting) == [NotificationKind.EVENT_SEAT_FREE]


def test_who_comes_to_an_event_is_told_when_nobody_answers_for_it_any_more(scene: OfferScene) -> None:
    forum = scene.forum()
    guest = scene.guest(forum)
    register(scene, guest, forum)
    erase_account(context_at(scene.open_unit, START + HOUR, live=Live(walkers=Walkers()), player=scene.owner))
    assert told(scene, guest) == [NotificationKind.EVENT_CALLED_OFF]


def test_an_event_that_cannot_be_looked_after_keeps_no_seat_from_the_others(
    scene: OfferScene, connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    forums = sorted((scene.forum(), scene.forum()))
    waiting = []
    for forum in forums:
        seated, next_one = scene.guest(forum), scene.guest(forum)
        register(scene, seated, forum)
        register(scene, next_one, forum)
        connection.execute(text("delete from event_registration where player_id = :id"), {"id": seated.id})
        waiting.append(next_one)
    connection.execute(text("create table cannot_be_changed (offer_id uuid)"))
    connection.execute(text("insert into cannot_be_changed values (:id)"), {"id": forums[0]})
    connection.execute(
        text(
            """
            create function refuse() returns trigger language plpgsql as $$
            begin
                if new.offer_id in (select offer_id from cannot_be_changed) then raise exception 'no'; end if;
                return new;
            end $$
            """
        )
    )
    connection.execute(
        text("create trigger refuse before update on event_registration for each row execute function refuse()")
    )

    expire_offers(context_at(scene.open_unit))

    assert [told(scene, player) for player in waiting] == [[], [NotificationKind.EVENT_SEAT_FREE]]
    assert "giving free seats of an event failed after a commit" in caplog.text
